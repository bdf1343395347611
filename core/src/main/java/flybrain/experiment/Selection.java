package flybrain.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Neurons chosen by their annotations, such as `LC4 & side:right`, and such choices put together.
/// Which neurons it means depends on the connectome. `&` binds before `|` and `,`, which both mean
/// "or"; `!` is "not".
public sealed interface Selection {
  /// Neurons by id, by name or by a file of ids.
  record Referenced(NeuronReference neurons) implements Selection {
    @Override
    public String text() {
      return switch (neurons) {
        case NeuronReference.InFile(Path path) -> "@" + SelectionParser.typed(path.toString());
        case NeuronReference.Name(String name) when SelectionParser.isSelection(name) ->
            SelectionParser.quoted(name);
        default -> SelectionParser.typed(neurons.label());
      };
    }
  }

  /// Neurons with one value in a column of the annotations.
  ///
  /// @param column its name, in any case
  /// @param value in any case, unless a neuron has exactly this one; "" for neurons without a value
  record Having(String column, String value) implements Selection {
    @Override
    public String text() {
      boolean isOther = SelectionParser.isOtherValue(value);
      return column
          + ":"
          + (isOther ? SelectionParser.quoted(value) : SelectionParser.typed(value));
    }
  }

  /// Neurons whose whole value in a column fits a regular expression; never ones without a value.
  ///
  /// @param expression as in [java.util.regex.Pattern]
  record Matching(String column, String expression) implements Selection {
    @Override
    public String text() {
      return column + ":/" + expression + "/";
    }
  }

  /// The most active neurons of a table of rates or a spike file, ties by id.
  ///
  /// @param number how many, at least 1
  record MostActive(int number, Path file) implements Selection {
    @Override
    public String text() {
      return "top " + number + " of " + SelectionParser.typed(file.toString());
    }
  }

  /// All neurons but some.
  record Not(Selection neurons) implements Selection {
    @Override
    public String text() {
      return "!" + inBrackets(neurons);
    }
  }

  /// Neurons that are in each of several selections.
  record All(List<Selection> of) implements Selection {
    public All {
      of = List.copyOf(of);
    }

    @Override
    public String text() {
      return of.stream().map(Selection::inBrackets).collect(Collectors.joining(" & "));
    }
  }

  /// Neurons that are in any of several selections.
  record Any(List<Selection> of) implements Selection {
    public Any {
      of = List.copyOf(of);
    }

    @Override
    public String text() {
      return of.stream().map(Selection::text).collect(Collectors.joining(" | "));
    }
  }

  /// The selection as it can be typed.
  String text();

  /// The files that it is read from.
  default Stream<Path> files() {
    return switch (this) {
      case Referenced(NeuronReference neurons) -> neurons.files().stream();
      case MostActive(_, Path file) -> Stream.of(file);
      case Not(Selection neurons) -> neurons.files();
      case All(List<Selection> of) -> of.stream().flatMap(Selection::files);
      case Any(List<Selection> of) -> of.stream().flatMap(Selection::files);
      case Having _, Matching _ -> Stream.empty();
    };
  }

  /// The references in it.
  default Stream<NeuronReference> references() {
    return switch (this) {
      case Referenced(NeuronReference neurons) -> Stream.of(neurons);
      case Not(Selection neurons) -> neurons.references();
      case All(List<Selection> of) -> of.stream().flatMap(Selection::references);
      case Any(List<Selection> of) -> of.stream().flatMap(Selection::references);
      case Having _, Matching _, MostActive _ -> Stream.empty();
    };
  }

  private static String inBrackets(Selection selection) {
    return selection instanceof Any || selection instanceof All
        ? "(" + selection.text() + ")"
        : selection.text();
  }
}
