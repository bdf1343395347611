package flybrain.campaign;

import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;

/// A circuit whose answers are known: 11, 12 and 13 drive the relay 21, which alone makes 31 fire;
/// 22 is driven too and has no output; 23 inhibits 31; 41 excites itself through 42 for ever, and
/// 43, 44 and 45 too.
final class SmallBrain {
  static final Connectome BRAIN = of(300);

  private SmallBrain() {}

  /// @param relayed synapses from the relay to the read-out
  static Connectome of(int relayed) {
    long[] ids = {11, 12, 13, 21, 22, 23, 31, 41, 42, 43, 44, 45};
    return Connectome.of(
        "small",
        new Neurons(ids),
        new ConnectionsBuilder(ids.length)
            .add(0, 3, 150)
            .add(1, 3, 150)
            .add(2, 3, 150)
            .add(0, 4, 300)
            .add(1, 5, 200)
            .add(3, 6, relayed)
            .add(5, 6, -40)
            .add(7, 8, 400)
            .add(7, 9, 400)
            .add(7, 10, 400)
            .add(7, 11, 400)
            .add(8, 7, 400)
            .build());
  }
}
