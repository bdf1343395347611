package flybrain.cli;

import flybrain.InputException;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.connectome.Neurons;
import flybrain.experiment.Missing;
import flybrain.experiment.NeuronNames;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSelection;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.Recipe;
import flybrain.export.ExportedNeurons;
import flybrain.export.NeuronIndices;
import flybrain.figures.RunFacts;
import flybrain.spikes.FiringRates;
import flybrain.spikes.RecordedRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/// Connectome and neurons of a recorded run that is exported.
final class ExportSource {
  private static final String CONNECTOME = "flybrain.connectome";
  private static final String FINGERPRINT = "flybrain.connectome.sha256";

  private final Path spikes;
  private final RecordedRun run;
  private final Consumer<String> notice;

  /// @param spikes the spike file
  /// @param notice receives lines that the user should read
  ExportSource(Path spikes, RecordedRun run, Consumer<String> notice) {
    this.spikes = spikes;
    this.run = run;
    this.notice = notice;
  }

  /// Opens the connectome of the run.
  ///
  /// @param typed name or folder, null for what the file says
  /// @throws InputException if it is not there, or not the connectome of the run
  Connectome connectome(@Nullable String typed) throws IOException {
    String recorded = run.metadata().get(CONNECTOME);
    if (typed == null && recorded == null) {
      throw new InputException(
          spikes + ": does not record its connectome; name it with --connectome");
    }
    Connectome brain;
    try {
      brain = ConnectomeStore.standard().open(typed == null ? recorded : typed, notice);
    } catch (InputException e) {
      if (typed != null) {
        throw e;
      }
      throw new InputException(
          "%s: the connectome of this run, '%s', is not found by its name; give its folder with --connectome"
              .formatted(spikes, recorded),
          e);
    }
    String fingerprint = run.metadata().get(FINGERPRINT);
    if (fingerprint != null && !fingerprint.equals(brain.fingerprint())) {
      throw new InputException(
          "%s: is of another connectome ('%s', SHA-256 %.12s...) than '%s' (%.12s...); name the connectome of the run with --connectome"
              .formatted(spikes, recorded, fingerprint, brain.name(), brain.fingerprint()));
    }
    return brain;
  }

  /// The neurons that fired, ascending by id.
  ///
  /// @param brain the connectome, null if their indices are taken from the file
  ExportedNeurons active(FiringRates rates, @Nullable Connectome brain, NeuronSets sets)
      throws IOException {
    long[] ids = new long[rates.neurons()];
    Arrays.setAll(ids, rates::flywireId);
    int[] indices = brain == null ? NeuronIndices.of(spikes, rates) : indices(ids, brain.neurons());
    return named(ids, indices, brain, sets);
  }

  /// Chosen neurons, each once; where the connectome does not have some, a line says so.
  ///
  /// @param own the user's sets
  ExportedNeurons chosen(
      List<NeuronReference> references,
      Connectome brain,
      NeuronSets sets,
      Map<String, List<Long>> own) {
    NeuronSelection selection =
        new NeuronSelection(
            "--neurons", references, Recipe.DEFAULT.withSets(own).withMissing(Missing.SKIP));
    int[] indices = selection.on(brain, notice).stream().toArray();
    long[] ids = IntStream.of(indices).mapToLong(brain.neurons()::id).toArray();
    return named(ids, indices, brain, sets);
  }

  private int[] indices(long[] ids, Neurons neurons) {
    int[] indices = new int[ids.length];
    for (int k = 0; k < ids.length; k++) {
      indices[k] = neurons.indexOf(ids[k]);
      if (indices[k] < 0) {
        throw new InputException(
            "%s: neuron %d fired but is not in the connectome; name the connectome of the run with --connectome"
                .formatted(spikes, ids[k]));
      }
    }
    return indices;
  }

  private ExportedNeurons named(
      long[] ids, int[] indices, @Nullable Connectome brain, NeuronSets sets) {
    RunFacts facts = RunFacts.of(run.metadata(), run.experiment());
    NeuronNames names = new NeuronNames(facts.readOuts(), sets, known(brain));
    return new ExportedNeurons(
        ids,
        indices,
        LongStream.of(ids).mapToObj(names::name).toList(),
        LongStream.of(ids).mapToObj(names::type).toList(),
        LongStream.of(ids).mapToObj(names::side).toList());
  }

  /// What tables say of the neurons of the connectome.
  private AnnotatedNeurons known(@Nullable Connectome brain) {
    return brain != null
        ? brain.annotated()
        : Optional.ofNullable(run.metadata().get(FINGERPRINT))
            .flatMap(fingerprint -> ConnectomeStore.standard().annotations().lastOf(fingerprint))
            .orElse(AnnotatedNeurons.NONE);
  }
}
