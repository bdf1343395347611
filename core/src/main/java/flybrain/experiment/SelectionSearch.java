package flybrain.experiment;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.UnknownNameException;
import flybrain.annotation.AnnotationColumn;
import flybrain.annotation.ColumnName;
import flybrain.annotation.Transmitter;
import flybrain.connectome.AnnotatedNeurons;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Finds the neurons of selections on one connectome.
final class SelectionSearch {
  /// Of the values of a column in a message.
  private static final int MOST_VALUES = 12;

  private final String connectome;
  private final AnnotatedNeurons known;
  private final Function<NeuronReference, NeuronSet> references;
  private final Function<Selection.MostActive, NeuronSet> mostActive;

  /// @param connectome its name
  /// @param references finds neurons by id, by name and by file
  /// @param mostActive finds the neurons of a table of rates or of a spike file
  SelectionSearch(
      String connectome,
      AnnotatedNeurons known,
      Function<NeuronReference, NeuronSet> references,
      Function<Selection.MostActive, NeuronSet> mostActive) {
    this.connectome = connectome;
    this.known = known;
    this.references = references;
    this.mostActive = mostActive;
  }

  /// The neurons of a selection, ascending by index.
  ///
  /// @throws InputException if there are none, saying why, and for names and values that are
  ///   unknown
  BitSet some(Selection selection) {
    BitSet found = find(selection);
    if (found.isEmpty()) {
      throw new InputException(
          "%s has no neuron of '%s'%s".formatted(connectome, selection.text(), whyNone(selection)));
    }
    return found;
  }

  /// Where a selection has nothing, its parts may have.
  private String whyNone(Selection selection) {
    if (!(selection instanceof Selection.All(List<Selection> parts))) {
      return "";
    }
    return parts.stream()
        .map(part -> "%,d of '%s'".formatted(find(part).cardinality(), part.text()))
        .collect(
            Collectors.joining(", ", ": ", ", none in " + (parts.size() == 2 ? "both" : "all")));
  }

  private BitSet find(Selection selection) {
    return switch (selection) {
      case Selection.Referenced(NeuronReference neurons) -> bits(references.apply(neurons));
      case Selection.Having(String column, String value) -> having(column, value);
      case Selection.Matching(String column, String expression) -> {
        Pattern pattern = Pattern.compile(expression);
        AnnotationColumn in = column(column, selection);
        BitSet found = in.where(value -> !value.isEmpty() && pattern.matcher(value).matches());
        if (found.isEmpty()) {
          throw new UnknownNameException(
              "%s: no %s fits /%s/ as a whole%s"
                  .formatted(connectome, in.name(), expression, values(in)));
        }
        yield found;
      }
      case Selection.MostActive most -> bits(mostActive.apply(most));
      case Selection.Not(Selection neurons) -> {
        BitSet others = find(neurons);
        others.flip(0, known.neurons().size());
        yield others;
      }
      case Selection.All(List<Selection> parts) -> {
        BitSet common = find(parts.getFirst());
        parts.forEach(part -> common.and(find(part)));
        yield common;
      }
      case Selection.Any(List<Selection> parts) -> {
        BitSet together = new BitSet();
        parts.forEach(part -> together.or(find(part)));
        yield together;
      }
    };
  }

  /// The neurons of a cell type, if there is one of this name.
  Optional<BitSet> ofType(String type) {
    return known
        .annotations()
        .column(ColumnName.TYPE)
        .map(types -> valued(types, type))
        .filter(found -> !found.isEmpty());
  }

  private BitSet having(String name, String value) {
    AnnotationColumn column = column(name, new Selection.Having(name, value));
    BitSet found = valued(column, value);
    if (found.isEmpty() && !value.isEmpty()) {
      throw new UnknownNameException(
          "%s: no neuron has the %s '%s'%s%s"
              .formatted(
                  connectome,
                  column.name(),
                  value,
                  NearestName.hint(value, column.values()),
                  values(column)));
    }
    return found;
  }

  /// Upper and lower case only differ where a value has exactly the letters that were typed. A
  /// transmitter has several names.
  private static BitSet valued(AnnotationColumn column, String value) {
    Optional<Transmitter> transmitter =
        ColumnName.of(column.name()).equals(ColumnName.TRANSMITTER)
            ? Transmitter.of(value)
            : Optional.empty();
    if (transmitter.isPresent()) {
      return column.where(other -> Transmitter.of(other).equals(transmitter));
    }
    BitSet exact = column.where(value::equals);
    return exact.isEmpty() ? column.where(value::equalsIgnoreCase) : exact;
  }

  private AnnotationColumn column(String name, Selection selection) {
    List<String> columns =
        known.annotations().columns().stream().map(AnnotationColumn::name).toList();
    return known
        .annotations()
        .column(name)
        .orElseThrow(() ->
            new UnknownNameException(
                columns.isEmpty()
                    ? "'%s': %s has no table of its neurons; add one with: flybrain data annotate"
                        .formatted(selection.text(), connectome)
                    : "'%s': %s has no column '%s' of its neurons%s; it has %s; flybrain data annotate adds others"
                        .formatted(
                            selection.text(),
                            connectome,
                            name,
                            NearestName.hint(name, columns),
                            String.join(", ", columns))));
  }

  private static String values(AnnotationColumn column) {
    return column.different() > MOST_VALUES
        ? ""
        : "; there %s %s"
            .formatted(column.different() == 1 ? "is" : "are", String.join(", ", column.values()));
  }

  private static BitSet bits(NeuronSet set) {
    BitSet bits = new BitSet();
    set.stream().forEach(bits::set);
    return bits;
  }
}
