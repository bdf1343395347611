package flybrain.annotation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// A column of annotations while tables are read: each different value is kept once.
final class GrowingColumn {
  private final String name;

  /// By neuron index: the number of its value, counted from 1, or 0 for none.
  private final int[] codes;

  /// The numbers of the values, in the order in which they first came.
  private final Map<String, Integer> codeOf = new LinkedHashMap<>();

  private final Set<String> sources = new LinkedHashSet<>();

  /// @param neurons of the connectome
  GrowingColumn(String name, int neurons) {
    this.name = name;
    this.codes = new int[neurons];
  }

  String name() {
    return name;
  }

  boolean has(int neuron) {
    return codes[neuron] != 0;
  }

  /// Gives a neuron without a value one.
  ///
  /// @param source where the value is from
  void set(int neuron, String value, String source) {
    codes[neuron] = codeOf.computeIfAbsent(value, _ -> codeOf.size() + 1);
    sources.add(source);
  }

  /// Whether a neuron with a value has this one.
  boolean is(int neuron, String value) {
    return codes[neuron] == codeOf.getOrDefault(value, 0);
  }

  String value(int neuron) {
    return codes[neuron] == 0
        ? ""
        : codeOf.keySet().stream().skip(codes[neuron] - 1L).findFirst().orElse("");
  }

  AnnotationColumn complete() {
    return AnnotationColumn.of(
        name, String.join(" + ", sources), codes, codeOf.keySet().toArray(String[]::new));
  }
}
