package flybrain.view;

import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import java.util.List;

/// Four neurons in a ring, 11 -> 22 -> 33 -> 44 -| 11, each of which makes the next fire.
final class Ring {
  static final Connectome BRAIN =
      Connectome.of(
          "ring",
          new Neurons(new long[] {11, 22, 33, 44}),
          new ConnectionsBuilder(4)
              .add(0, 1, 300)
              .add(1, 2, 300)
              .add(2, 3, 300)
              .add(3, 0, -90)
              .build());

  /// The first neuron driven at 150 Hz.
  static final Recipe START =
      Recipe.DEFAULT.withDriven(List.of(new NeuronReference.Id(11))).withRate(150);

  private Ring() {}

  static NeuronSet neuron(int index) {
    return NeuronSet.of("neuron " + index, index);
  }
}
