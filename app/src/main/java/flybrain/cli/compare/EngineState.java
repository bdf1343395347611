package flybrain.cli.compare;

import flybrain.InputException;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.Neurons;
import flybrain.engine.Engines;
import flybrain.engine.NeuronTrace;
import flybrain.experiment.Experiment;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Plan;
import flybrain.model.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one of our engines has of a neuron at a step of a recorded run, found by running it again.
///
/// @param engine key of the engine
/// @param neurons of the connectome that it ran on, with types and sides
/// @param parameters of the model
/// @param trace the neuron just before the step, and what it received
record EngineState(
    String engine, AnnotatedNeurons neurons, Parameters parameters, NeuronTrace trace) {
  /// Whether a run of this provenance can be run again here.
  static boolean isOurs(Map<String, String> provenance) {
    return Engines.named(provenance.getOrDefault("flybrain.backend", "")).isPresent()
        && provenance.containsKey("flybrain.experiment");
  }

  /// Runs a trial again up to a step.
  ///
  /// @param connectome name or folder, null for the recorded name
  /// @param replay file of the input events, null for the recorded one
  /// @throws InputException if connectome or input are not those of the run
  static EngineState of(
      Map<String, String> provenance,
      @Nullable String connectome,
      @Nullable Path replay,
      int trial,
      int step,
      long flywireId)
      throws IOException {
    String name = provenance.getOrDefault("flybrain.connectome", "");
    try (Laboratory laboratory = connectome == null ? recorded(name) : opened(connectome)) {
      Plan plan = laboratory.planAgain(provenance, replay);
      Neurons neurons = plan.brain().neurons();
      int neuron = neurons.indexOf(flywireId);
      if (neuron < 0) {
        throw new InputException(
            "connectome %s has no neuron %d".formatted(plan.brain().name(), flywireId));
      }
      Experiment experiment = plan.experiment();
      String engine = plan.backend().key();
      return new EngineState(
          engine,
          plan.brain().annotated(),
          experiment.parameters(),
          NeuronTrace.of(engine, plan.brain(), experiment, trial, neuron, step));
    }
  }

  private static Laboratory recorded(String name) throws IOException {
    try {
      return opened(name);
    } catch (InputException e) {
      throw new InputException(e.getMessage() + "; give the run's connectome with --connectome", e);
    }
  }

  private static Laboratory opened(String connectome) throws IOException {
    return Laboratory.open(connectome, notice -> {});
  }
}
