package flybrain.tables;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import flybrain.Decimal;
import flybrain.files.AtomicFile;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Makes CSV of a Parquet file of any size.
public final class ParquetCsv {
  private ParquetCsv() {}

  /// Writes columns as CSV, in bounded memory.
  public static void write(Path parquet, List<Column> columns, Path csv) throws IOException {
    AtomicFile.write(
        csv,
        part -> {
          try (ParquetReader reader = new ParquetReader(parquet);
              ColumnBatches batches = reader.read(columns);
              CsvWriter rows = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(part)) {
            rows.writeRecord(columns.stream().map(Column::name).toList());
            while (batches.next()) {
              write(batches.batch(), rows);
            }
          }
        });
  }

  private static void write(ColumnBatch batch, CsvWriter rows) {
    String[] cells = new String[batch.columns().size()];
    for (int row = 0; row < batch.rows(); row++) {
      for (int c = 0; c < cells.length; c++) {
        cells[c] =
            switch (batch.columns().get(c).type()) {
              case INT64 -> Long.toString(batch.longs(c)[row]);
              case DOUBLE -> Decimal.text(batch.doubles(c)[row]);
              case STRING -> batch.strings(c)[row];
            };
      }
      rows.writeRecord(cells);
    }
  }
}
