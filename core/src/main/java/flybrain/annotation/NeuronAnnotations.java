package flybrain.annotation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is known of the neurons of one connectome, column by column.
///
/// The columns are only read when the first of them is asked for. Any thread may ask.
public final class NeuronAnnotations {
  /// Nothing is known.
  public static final NeuronAnnotations NONE = of(List.of());

  private final Supplier<List<AnnotationColumn>> reading;
  private @Nullable Map<String, AnnotationColumn> columns;

  /// The columns of the names asked for so far: values are asked for neuron by neuron.
  private final Map<String, Optional<AnnotationColumn>> asked = new ConcurrentHashMap<>();

  private NeuronAnnotations(Supplier<List<AnnotationColumn>> reading) {
    this.reading = reading;
  }

  /// Annotations that are yet to be read.
  ///
  /// @param reading called once, when a column is first asked for
  public static NeuronAnnotations read(Supplier<List<AnnotationColumn>> reading) {
    return new NeuronAnnotations(reading);
  }

  static NeuronAnnotations of(List<AnnotationColumn> columns) {
    return new NeuronAnnotations(() -> columns);
  }

  /// All columns, the standard ones first.
  public List<AnnotationColumn> columns() {
    return List.copyOf(byKey().values());
  }

  /// The column of a name, which may be one that tables have for it, in any case; empty if there is
  /// none.
  public Optional<AnnotationColumn> column(String name) {
    return asked.computeIfAbsent(name, this::find);
  }

  private Optional<AnnotationColumn> find(String name) {
    AnnotationColumn exact = byKey().get(ColumnName.key(name));
    return Optional.ofNullable(
        exact == null ? byKey().get(ColumnName.key(ColumnName.of(name))) : exact);
  }

  /// The value of a neuron by its index, empty if none is known or there is no such column.
  ///
  /// @param column a name as for [#column]
  public String value(String column, int neuron) {
    return column(column).map(found -> found.value(neuron)).orElse("");
  }

  /// The cell type of a neuron by its index, or where none is known the finest class of it; empty
  /// if none is known.
  public String cell(int neuron) {
    return ColumnName.CELL.stream()
        .map(column -> value(column, neuron))
        .filter(value -> !value.isEmpty())
        .findFirst()
        .orElse("");
  }

  private synchronized Map<String, AnnotationColumn> byKey() {
    if (columns == null) {
      Map<String, AnnotationColumn> read = new LinkedHashMap<>();
      reading.get().forEach(column -> read.put(ColumnName.key(column.name()), column));
      columns = read;
    }
    return columns;
  }
}
