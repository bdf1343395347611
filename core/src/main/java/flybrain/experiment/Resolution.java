package flybrain.experiment;

import java.util.List;
import java.util.Map;

/// A recipe on one connectome.
///
/// @param experiment what to run
/// @param warnings what the user should know, one line each: ids that were left out
/// @param notes which columns of files the ids were taken from, one line each
/// @param provenance the recipe with the ids of files and the user's sets written out, so its text
///   alone gives the same experiment again; only a replay keeps its file
/// @param sets the neurons that changes of `provenance` name, by their references; empty without
///   changes
public record Resolution(
    Experiment experiment,
    List<String> warnings,
    List<String> notes,
    Recipe provenance,
    Map<List<NeuronReference>, NeuronSet> sets) {
  public Resolution {
    warnings = List.copyOf(warnings);
    notes = List.copyOf(notes);
    sets = Map.copyOf(sets);
  }
}
