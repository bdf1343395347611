package flybrain.attribution;

import flybrain.Progress;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.engine.Engines;
import flybrain.experiment.Experiment;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.Spikes;
import java.io.IOException;

/// Runs experiments to ask why their neurons fired.
final class Runs {
  private Runs() {}

  static Attribution attribution(Connectome brain, Experiment experiment) throws IOException {
    try (Simulation simulation = Engines.EVENT.open(brain, 1)) {
      return attribution(simulation, brain, experiment);
    }
  }

  /// @param simulation of the brain
  static Attribution attribution(Simulation simulation, Connectome brain, Experiment experiment)
      throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    simulation.run(experiment, recorder, Progress.NONE);
    return new Attribution(brain, experiment, recorder.spikes());
  }

  static Spikes spikes(Connectome brain, Experiment experiment) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    try (Simulation simulation = Engines.EVENT.open(brain, 1)) {
      simulation.run(experiment, recorder, Progress.NONE);
    }
    return recorder.spikes();
  }
}
