package flybrain.cli.options;

import flybrain.InputException;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.RecordedNeurons;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that names the connectome of recorded runs: its types and sides are shown beside ids,
/// and it says which neurons a selection means.
public final class AnnotationsOption {
  private static final String FINGERPRINT = "flybrain.connectome.sha256";

  @Option(
      names = "--connectome",
      paramLabel = "NAME|FOLDER",
      description =
          "Connectome of the run, whose cell types and sides are shown and selected (default: that "
              + "in the file, if it was run here).")
  private @Nullable String connectome;

  /// Name or folder, null if it is not given.
  public @Nullable String typed() {
    return connectome;
  }

  /// What is known of the neurons of recorded runs: by the option, otherwise by the fingerprint of
  /// the connectome in the metadata of the first run that has one.
  ///
  /// @param provenance metadata of each file
  public AnnotatedNeurons of(List<Map<String, String>> provenance, PrintWriter err)
      throws IOException {
    ConnectomeStore store = ConnectomeStore.standard();
    if (connectome != null) {
      ConnectomeSource source = store.find(connectome);
      return store.open(source, err::println).annotated();
    }
    return provenance.stream()
        .map(metadata -> metadata.getOrDefault(FINGERPRINT, ""))
        .filter(fingerprint -> !fingerprint.isEmpty())
        .findFirst()
        .flatMap(fingerprint -> store.annotations().lastOf(fingerprint))
        .orElse(AnnotatedNeurons.NONE);
  }

  /// The neurons that a user names for recorded runs.
  ///
  /// @param provenance metadata of each file
  public RecordedNeurons neurons(
      NeuronSets sets, List<Map<String, String>> provenance, PrintWriter err) {
    String recorded =
        provenance.stream()
            .map(metadata -> metadata.getOrDefault("flybrain.connectome", ""))
            .filter(name -> !name.isEmpty())
            .findFirst()
            .orElse("");
    return new RecordedNeurons(
        sets,
        connectome == null ? recorded : connectome,
        () -> selectable(provenance, recorded, err),
        err::println);
  }

  /// What is known of the neurons, if need be by the name that a file has of its connectome.
  private AnnotatedNeurons selectable(
      List<Map<String, String>> provenance, String recorded, PrintWriter err) {
    try {
      AnnotatedNeurons known = of(provenance, err);
      if (known.neurons().size() > 0 || recorded.isEmpty()) {
        return known;
      }
      Connectome named = ConnectomeStore.standard().open(recorded, err::println);
      boolean isOfRun =
          provenance.stream()
              .anyMatch(
                  metadata -> named.fingerprint().equals(metadata.getOrDefault(FINGERPRINT, "")));
      return isOfRun ? named.annotated() : known;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InputException e) {
      if (connectome != null) {
        throw e;
      }
      // Nothing here has that name: the message about the neurons says so.
      return AnnotatedNeurons.NONE;
    }
  }
}
