package flybrain.cli;

import flybrain.InputException;
import flybrain.backend.Backend;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.Connectome;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSelection;
import flybrain.experiment.Recipe;
import flybrain.figures.StateFigure;
import flybrain.files.Outputs;
import flybrain.files.TemporaryFolder;
import flybrain.laboratory.Plan;
import flybrain.laboratory.StateFile;
import flybrain.parquet.Column;
import flybrain.states.StateFileWriter;
import flybrain.states.StateVariable;
import flybrain.tables.ParquetCsv;
import flybrain.tables.TableFiles;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of a run that records v and g of some neurons.
final class RecordOptions {
  private static final String NEURONS = "--record-neurons";
  private static final String EVERY = "--every";
  private static final String OUT = "--record-out";
  private static final String FIGURE = "--record-figure";

  @Option(
      names = "--record",
      paramLabel = "v,g",
      description = "Also record the membrane potential v, the synaptic input g, or both, in mV.")
  private @Nullable String record;

  @Option(
      names = NEURONS,
      paramLabel = "NEURONS",
      description = "Neurons to record (default: the read-outs).")
  private @Nullable String neurons;

  @Option(
      names = EVERY,
      paramLabel = "TIME",
      description =
          "Time from one recorded value to the next, such as 0.5ms or 0.001s, a multiple of dt"
              + " (default: dt).")
  private @Nullable String every;

  @Option(
      names = OUT,
      paramLabel = "FILE",
      description =
          "File for the recorded values, .parquet or .csv (default: beside the spike file,"
              + " results/NAME-states.parquet).")
  private @Nullable Path out;

  @Option(
      names = FIGURE,
      paramLabel = "FILE.png|svg",
      description = "Also draw the recorded values of the first trial.")
  private @Nullable Path figure;

  /// Refuses what can never be recorded, before a connectome is loaded.
  ///
  /// @throws InputException naming the option
  void check(Recipe recipe) {
    if (record == null) {
      refuse(NEURONS, neurons);
      refuse(EVERY, every);
      refuse(OUT, out);
      refuse(FIGURE, figure);
      return;
    }
    variables(record);
    steps(recipe.parameters().dt());
    if (out != null && !isCsv(out) && !name(out).endsWith(".parquet")) {
      throw new InputException("%s %s: must end with .parquet or .csv".formatted(OUT, out));
    }
    if (figure != null) {
      StateFigure.check(figure);
    }
    if (neurons == null && recipe.readOut().isEmpty()) {
      throw new InputException(
          "--record %s: which neurons? name them with %s".formatted(record, NEURONS));
    }
    selection(recipe);
  }

  private static void refuse(String option, @Nullable Object value) {
    if (value != null) {
      throw new InputException(
          "%s %s: nothing is recorded; add --record v, --record g or --record v,g"
              .formatted(option, value));
    }
  }

  /// Refuses a backend that cannot record, where something should be recorded.
  void require(Backend backend) throws IOException {
    if (record != null) {
      backend.requireRecording();
    }
  }

  /// Adds the files that are read and written.
  ///
  /// @param target of the spikes
  /// @param experiment its name
  Outputs files(Outputs outputs, SpikeTarget target, String experiment) {
    return outputs
        .reads("neuron ids", NeuronReference.files(neurons))
        .writes(OUT, file(target, experiment))
        .writes(FIGURE, figure);
  }

  /// Refuses to replace a file that the user may want to keep, before anything is simulated.
  ///
  /// @param target of the spikes
  /// @throws InputException naming it
  void checkReplaced(SpikeTarget target, Plan plan) throws IOException {
    Path file = file(target, plan.experiment().name());
    if (record == null || file == null || target.replacesAll()) {
      return;
    }
    TableFiles.checkReplaced(
        file, StateFileWriter.columns(variables(record)).stream().map(Column::name).toList());
    if (out == null) {
      SpikeTarget.requireSameExperiment(file, plan.provenance(), OUT);
    }
  }

  /// What records during a run; null for nothing.
  ///
  /// @param target of the spikes
  /// @param warning receives a line for neurons that the connectome does not have
  @Nullable Recorded recorded(
      SpikeTarget target, Plan plan, Recipe recipe, Consumer<String> warning) throws IOException {
    Path file = file(target, plan.experiment().name());
    if (record == null || file == null) {
      return null;
    }
    Connectome brain = plan.brain();
    Path written =
        isCsv(file)
            ? Files.createTempDirectory(TemporaryFolder.own(), "states-").resolve("states.parquet")
            : file;
    StateFile states =
        new StateFile(
            written,
            target.compression(),
            selection(recipe).on(brain, warning),
            steps(plan.experiment().parameters().dt()),
            variables(record));
    return new Recorded(states, file, figure);
  }

  /// @param states to be written during the run
  /// @param file that the user asked for: that of the states, or CSV made of it
  /// @param figure null for none
  record Recorded(StateFile states, Path file, @Nullable Path figure) {
    /// Writes what is made of the states after the run, and says so.
    ///
    /// @param known types and sides of neurons, shown in the picture
    void finish(AnnotatedNeurons known, PrintWriter err) throws IOException {
      if (!file.equals(states.path())) {
        ParquetCsv.write(states.path(), StateFileWriter.columns(states.variables()), file);
      }
      err.println("states: " + file);
      if (figure != null) {
        StateFigure.draw(states.path(), known, figure);
        err.println("picture: " + figure);
      }
      err.flush();
    }

    /// Deletes what the user did not ask for.
    void deleteTemporary() throws IOException {
      if (!file.equals(states.path())) {
        Files.deleteIfExists(states.path());
        Files.deleteIfExists(states.path().toAbsolutePath().getParent());
      }
    }
  }

  private @Nullable Path file(SpikeTarget target, String experiment) {
    if (record == null) {
      return null;
    }
    return out == null ? target.beside(experiment, "-states.parquet") : out;
  }

  private NeuronSelection selection(Recipe recipe) {
    List<NeuronReference> references =
        neurons == null ? recipe.readOut() : NeuronReference.parseList(neurons);
    return new NeuronSelection(neurons == null ? "--record" : NEURONS, references, recipe);
  }

  private int steps(double dt) {
    return every == null ? 1 : SamplingTime.steps(EVERY, every, dt);
  }

  private static Set<StateVariable> variables(String typed) {
    Set<StateVariable> variables = EnumSet.noneOf(StateVariable.class);
    for (String word : typed.split(",", -1)) {
      variables.add(
          switch (word.strip().toLowerCase(Locale.ROOT)) {
            case "v" -> StateVariable.V;
            case "g" -> StateVariable.G;
            default ->
                throw new InputException("--record %s: must be v, g or v,g".formatted(typed));
          });
    }
    return variables;
  }

  private static boolean isCsv(Path file) {
    return name(file).endsWith(".csv");
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
