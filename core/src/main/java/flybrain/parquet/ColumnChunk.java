package flybrain.parquet;

import static flybrain.parquet.RowGroupFile.PAGE_ROWS;

import java.io.IOException;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/// One column of one row group on its way into compressed pages.
///
/// Columns have no nulls and no lists, so a page has only values, no levels. The encoder of
/// parquet-java chooses: a dictionary as long as it stays small, then plain values.
final class ColumnChunk {
  private final ColumnDescriptor column;
  private final ValuesWriter values;
  private final PageWriter pages;
  private Statistics<?> statistics;
  private int pageRows;
  private String lastString = "";

  /// Of [#lastString], null before the first of a page: statistics have each page's own strings.
  private @Nullable Binary lastBinary;

  ColumnChunk(ColumnDescriptor column, ValuesWriter values, PageWriter pages) {
    this.column = column;
    this.values = values;
    this.pages = pages;
    this.statistics = Statistics.createStats(column.getPrimitiveType());
  }

  /// Appends rows `from .. to - 1` of an array of this column's type.
  void write(ColumnType type, ColumnBatch batch, int index, int from, int to) throws IOException {
    int start = from;
    while (start < to) {
      int end = Math.min(to, start + PAGE_ROWS - pageRows);
      switch (type) {
        case INT64 -> writeLongs(batch.longs(index), start, end);
        case DOUBLE -> writeDoubles(batch.doubles(index), start, end);
        case STRING -> writeStrings(batch.strings(index), start, end);
      }
      pageRows += end - start;
      start = end;
      if (pageRows == PAGE_ROWS) {
        endPage();
      }
    }
  }

  /// Writes the last page and the dictionary; no value follows.
  void end() throws IOException {
    if (pageRows > 0) {
      endPage();
    }
    DictionaryPage dictionary = values.toDictPageAndClose();
    if (dictionary != null) {
      pages.writeDictionaryPage(dictionary);
    }
    values.close();
  }

  private void writeLongs(long[] array, int from, int to) {
    for (int i = from; i < to; i++) {
      values.writeLong(array[i]);
      statistics.updateStats(array[i]);
    }
  }

  private void writeDoubles(double[] array, int from, int to) {
    for (int i = from; i < to; i++) {
      values.writeDouble(array[i]);
      statistics.updateStats(array[i]);
    }
  }

  @SuppressWarnings("ReferenceEquality") // spares the conversion of a repeated string
  private void writeStrings(String[] array, int from, int to) {
    for (int i = from; i < to; i++) {
      Binary binary = lastBinary;
      if (binary == null || array[i] != lastString) {
        lastString = array[i];
        binary = Binary.fromString(lastString);
        lastBinary = binary;
        statistics.updateStats(binary);
      }
      values.writeBytes(binary);
    }
  }

  private void endPage() throws IOException {
    pages.writePage(
        values.getBytes(),
        pageRows,
        pageRows,
        statistics,
        Encoding.RLE,
        Encoding.RLE,
        values.getEncoding());
    values.reset();
    statistics = Statistics.createStats(column.getPrimitiveType());
    lastBinary = null;
    pageRows = 0;
  }
}
