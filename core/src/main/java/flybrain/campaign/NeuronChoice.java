package flybrain.campaign;

import flybrain.experiment.NeuronReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Neurons that a step goes through, as the user names them.
public sealed interface NeuronChoice {
  /// File and line, as messages begin.
  String place();

  /// Neurons named as anywhere else.
  ///
  /// @param place file and line, as messages begin
  record Named(List<NeuronReference> references, String place) implements NeuronChoice {
    public Named {
      references = List.copyOf(references);
    }
  }

  /// The neurons with the highest firing rates in an experiment of an earlier step, ties by FlyWire
  /// id.
  ///
  /// @param count how many, at least 1
  /// @param step the earlier step
  /// @param at rate in Hz of the experiment in a sweep of rates, null if `experiment` names it or
  ///   the step has only one
  /// @param experiment name of the experiment, null if `at` says which or the step has only one
  /// @param driven whether neurons that the experiment drives are among them
  /// @param place file and line, as messages begin
  record MostActive(
      int count,
      String step,
      @Nullable Double at,
      @Nullable String experiment,
      boolean driven,
      String place)
      implements NeuronChoice {}
}
