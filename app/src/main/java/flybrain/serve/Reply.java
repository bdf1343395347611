package flybrain.serve;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request is answered with.
///
/// @param result values by name, as JSON
/// @param columns numbers, which follow as bytes
/// @param written is called when it was written, or cannot be
record Reply(
    Map<String, ? extends @Nullable Object> result, List<Column> columns, Runnable written) {
  /// A reply without a value.
  static final Reply DONE = new Reply(Map.of(), List.of());

  Reply(Map<String, ? extends @Nullable Object> result, List<Column> columns) {
    this(result, columns, () -> {});
  }

  static Reply of(Map<String, ? extends @Nullable Object> result, Column... columns) {
    return new Reply(result, List.of(columns));
  }
}
