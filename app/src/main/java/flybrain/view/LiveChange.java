package flybrain.view;

import flybrain.experiment.NeuronSet;
import flybrain.experiment.Silence;
import flybrain.live.LiveBrain;

/// Something done to a live brain, which can be done again when it was rewound.
sealed interface LiveChange {
  /// Does it to a brain, from its next step on.
  ///
  /// @throws flybrain.InputException for a rate that is not allowed
  void on(LiveBrain brain);

  /// Poisson input from now on.
  ///
  /// @param rate in Hz, 0 to end the drive
  record Driven(NeuronSet neurons, double rate) implements LiveChange {
    @Override
    public void on(LiveBrain brain) {
      brain.drive(neurons, rate);
    }
  }

  /// Neurons silenced besides others, in the mode of those.
  record Silenced(NeuronSet neurons) implements LiveChange {
    @Override
    public void on(LiveBrain brain) {
      brain.silence(
          neurons,
          brain.silenced().neurons().isEmpty() ? Silence.Mode.OUTGOING : brain.silenced().mode());
    }
  }

  /// Silenced neurons that get their connections back.
  record Unsilenced(NeuronSet neurons) implements LiveChange {
    @Override
    public void on(LiveBrain brain) {
      brain.unsilence(neurons);
    }
  }
}
