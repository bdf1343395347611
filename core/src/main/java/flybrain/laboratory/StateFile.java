package flybrain.laboratory;

import flybrain.experiment.NeuronSet;
import flybrain.parquet.Compression;
import flybrain.states.StateVariable;
import java.nio.file.Path;
import java.util.Set;

/// The file that the states of some neurons go to during a run, as
/// [flybrain.states.StateFileWriter] writes it; the run checks the values.
///
/// @param path its name when it is complete; a file of this name is replaced then
/// @param compression of its pages
/// @param neurons at least one; written in ascending order of their indices
/// @param every steps from one sample to the next, at least 1; the first sample is before step 0
/// @param variables at least one
public record StateFile(
    Path path,
    Compression compression,
    NeuronSet neurons,
    int every,
    Set<StateVariable> variables) {
  public StateFile {
    variables = Set.copyOf(variables);
  }
}
