package flybrain.parquet;

import dev.hardwood.internal.metadata.PageHeader;
import dev.hardwood.metadata.Encoding;
import dev.hardwood.schema.ColumnSchema;
import java.io.IOException;

/// The values of a page, as its header describes them: one record for the three kinds of pages that
/// have values, of the first and second version and of dictionaries.
///
/// @param count those that are missing included
/// @param encoding how they are stored
record PageValues(int count, Encoding encoding) {
  static PageValues of(PageHeader header) throws IOException {
    return switch (header.type()) {
      case DATA_PAGE ->
          new PageValues(header.dataPageHeader().numValues(), header.dataPageHeader().encoding());
      case DATA_PAGE_V2 ->
          new PageValues(
              header.dataPageHeaderV2().numValues(), header.dataPageHeaderV2().encoding());
      case DICTIONARY_PAGE ->
          // Its values are stored plainly, whatever old writers call that.
          new PageValues(header.dictionaryPageHeader().numValues(), Encoding.PLAIN);
      case INDEX_PAGE -> throw new IOException("a page without values");
    };
  }

  /// Holds the number against what there can be: rows, and, where each value has bytes of its own,
  /// the bytes of the page.
  ///
  /// @throws IOException if the page cannot have so many values
  void check(long most, ColumnSchema column, int bytes) throws IOException {
    if (count < 0 || count > most) {
      throw new IOException("%d values where %d rows are left".formatted(count, most));
    }
    if (encoding == Encoding.PLAIN && (long) count * width(column) > bytes) {
      throw new IOException("%d values in %d bytes".formatted(count, bytes));
    }
  }

  /// The fewest bytes that a value takes; one that is missing takes none.
  private static int width(ColumnSchema column) {
    if (column.maxDefinitionLevel() > 0) {
      return 0;
    }
    return switch (column.type()) {
      case BOOLEAN -> 0;
      case INT32, FLOAT, BYTE_ARRAY -> Integer.BYTES;
      case INT64, DOUBLE -> Long.BYTES;
      case INT96 -> Integer.BYTES + Long.BYTES;
      case FIXED_LEN_BYTE_ARRAY -> column.typeLength() == null ? 0 : column.typeLength();
    };
  }
}
