package flybrain.laboratory;

import flybrain.backend.Backend;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An experiment on a brain that is ready to be run: [Laboratory#plan] makes one and checks what is
/// in it. It can be run any number of times, by any thread, and gives the same spikes each time.
///
/// @param brain on which it is run
/// @param experiment what is run
/// @param backend what simulates it
/// @param recipe whose text alone gives the experiment again, as [flybrain.experiment.Resolution]
///   has it; null for an experiment that comes from none
/// @param sets the neurons that changes of the recipe name, by their references; empty without
///   changes
/// @param notes which columns of files the ids were taken from, one line each
/// @param warnings what was left out, one line each
/// @param seconds wall time of resolving the recipe, in s
public record Plan(
    Connectome brain,
    Experiment experiment,
    Backend backend,
    @Nullable Recipe recipe,
    Map<List<NeuronReference>, NeuronSet> sets,
    List<String> notes,
    List<String> warnings,
    double seconds) {
  public Plan {
    sets = Map.copyOf(sets);
    notes = List.copyOf(notes);
    warnings = List.copyOf(warnings);
  }

  /// Everything it takes to run the same again, as the key-value metadata of a spike file: keys
  /// `flybrain.*` for version, connectome, backend, experiment (TOML), seed, sizes, parameters and
  /// warnings; `docs/reference/spike-files.md` lists them.
  public Map<String, String> provenance() {
    return Provenance.of(this);
  }

  /// Number of steps of all trials.
  public long steps() {
    return (long) experiment.steps() * experiment.trials();
  }
}
