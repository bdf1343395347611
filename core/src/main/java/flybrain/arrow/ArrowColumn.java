package flybrain.arrow;

import org.jspecify.annotations.Nullable;

/// A column of an Arrow file, and where its parts are in each record batch.
///
/// @param type of its values, of the values of its dictionary if it has one
/// @param dictionary its dictionary, or null if the values themselves are stored
/// @param node its position among the lengths of the batch
/// @param buffer its first buffer, without the further buffers of text views before it
/// @param views how many columns of views are before it
record ArrowColumn(
    String name, ArrowType type, @Nullable Indexed dictionary, int node, int buffer, int views) {
  /// A dictionary, of which the column holds indices.
  record Indexed(long id, ArrowType.Whole index) {}

  /// What a record batch stores of it.
  ArrowType stored() {
    return dictionary == null ? type : dictionary.index();
  }

  /// The values of its dictionary as the only column of a batch.
  ArrowColumn values() {
    return new ArrowColumn(name, type, null, 0, 0, 0);
  }
}
