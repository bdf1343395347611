package flybrain.connectome;

import flybrain.annotation.AnnotationColumn;
import flybrain.annotation.ColumnName;
import flybrain.annotation.NeuronAnnotations;
import java.util.Optional;

/// The neurons of a connectome with their annotations, by FlyWire root id. An id that the
/// connectome does not have is one of which nothing is known.
///
/// @param neurons of the connectome
/// @param annotations of the same neurons, by index
public record AnnotatedNeurons(Neurons neurons, NeuronAnnotations annotations) {
  /// No neuron is known.
  public static final AnnotatedNeurons NONE =
      new AnnotatedNeurons(new Neurons(new long[0]), NeuronAnnotations.NONE);

  /// The cell type of a neuron, empty if none is known.
  public String type(long id) {
    return value(ColumnName.TYPE, id);
  }

  /// The side of a neuron as its table has it, empty if none is known.
  public String side(long id) {
    return value(ColumnName.SIDE, id);
  }

  /// The cell type of a neuron, or where none is known its finest class; empty if none is known.
  public String cell(long id) {
    int index = neurons.indexOf(id);
    return index < 0 ? "" : annotations.cell(index);
  }

  /// The id of a neuron, followed by its cell type or class and its side where they are known.
  public String label(long id) {
    return "%d %s %s".formatted(id, cell(id), side(id)).strip().replace("  ", " ");
  }

  /// The file that the sides are from, if there are any.
  public Optional<String> sourceOfSides() {
    return annotations.column(ColumnName.SIDE).map(AnnotationColumn::source);
  }

  private String value(String column, long id) {
    int index = neurons.indexOf(id);
    return index < 0 ? "" : annotations.value(column, index);
  }
}
