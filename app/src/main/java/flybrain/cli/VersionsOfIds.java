package flybrain.cli;

import flybrain.InputException;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.connectome.Release;
import flybrain.experiment.ChangedIds;
import flybrain.terminal.Usage;
import flybrain.translation.IdVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/// The two versions of a connectome between which ids are translated.
///
/// @param oldBrain the connectome of the old version, null if it is not here
/// @param newBrain the connectome of the new version, null if it is not here
record VersionsOfIds(
    IdVersion from, IdVersion to, @Nullable Connectome oldBrain, @Nullable Connectome newBrain) {
  /// Finds the versions, and their connectomes where they are here.
  ///
  /// @param from as typed, null for the other release of FlyWire
  /// @param anyName whether a version may have a name that flybrain does not know
  static VersionsOfIds of(@Nullable String from, String to, boolean anyName, CommandSpec spec)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    @Nullable Connectome newBrain = open(to, anyName, spec);
    IdVersion wanted = version(to, newBrain);
    String old = from == null ? other(wanted, spec) : from;
    @Nullable Connectome oldBrain = open(old, anyName, spec);
    IdVersion known = version(old, oldBrain);
    if (newBrain == null) {
      err.println(
          "the connectome %s is not here, so only tables say which ids it has%s"
              .formatted(to, isRelease(to) ? " (flybrain data fetch " + to + ")" : ""));
      err.flush();
    }
    return new VersionsOfIds(known, wanted, oldBrain, newBrain);
  }

  private static IdVersion version(String typed, @Nullable Connectome brain) {
    return brain == null ? IdVersion.of(typed, null) : IdVersion.of(brain.name(), brain.neurons());
  }

  private static String other(IdVersion wanted, CommandSpec spec) {
    Usage.require(
        spec,
        !wanted.release().isEmpty(),
        "--from is missing: name the version of the ids, such as --from v630");
    return wanted.release().equals(ChangedIds.OLD) ? ChangedIds.NEW : ChangedIds.OLD;
  }

  /// The connectome of a version; null for a release that was not fetched, and for a name.
  private static @Nullable Connectome open(String typed, boolean anyName, CommandSpec spec)
      throws IOException {
    ConnectomeStore store = ConnectomeStore.standard();
    String name = typed.matches("\\d+") && isRelease("v" + typed) ? "v" + typed : typed;
    ConnectomeSource source;
    try {
      source = store.find(name);
    } catch (InputException e) {
      if (isRelease(name) || anyName) {
        return null;
      }
      throw Usage.wrong(spec, e);
    }
    return store.open(source, spec.commandLine().getErr()::println);
  }

  private static boolean isRelease(String name) {
    return Release.named(name).isPresent();
  }

  /// The cell type of a neuron in either connectome, empty if none is known.
  String type(long oldId, long newId) {
    return Optional.of(known(newBrain).type(newId))
        .filter(type -> !type.isEmpty())
        .orElseGet(() -> known(oldBrain).type(oldId));
  }

  /// The side of a neuron as the table of either connectome has it, empty if none is known.
  String side(long oldId, long newId) {
    return Optional.of(known(newBrain).side(newId))
        .filter(side -> !side.isEmpty())
        .orElseGet(() -> known(oldBrain).side(oldId));
  }

  private static AnnotatedNeurons known(@Nullable Connectome brain) {
    return brain == null ? AnnotatedNeurons.NONE : brain.annotated();
  }
}
