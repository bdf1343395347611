package flybrain.view;

import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeSource;
import flybrain.experiment.Recipe;
import java.util.List;

/// What is looked at.
///
/// @param source where the connectome is from
/// @param notices what its user should know of it, a line each
/// @param start name, seed, and what is driven and silenced at first
public record ViewedBrain(
    Connectome connectome, ConnectomeSource source, List<String> notices, Recipe start) {
  public ViewedBrain {
    notices = List.copyOf(notices);
  }
}
