package flybrain.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetCsvTest {
  private static final Column ID = Column.int64("flywire_id");
  private static final Column V = Column.float64("v, in mV");
  private static final Column NAME = Column.string("name");

  @TempDir private Path folder;

  @Test
  void columns_areWrittenInTheOrderAskedForAndQuotedWhereNeeded() throws IOException {
    ColumnBatch batch = ColumnBatch.ofRows(List.of(ID, V, NAME), 4);
    double[] numbers = {-52, 0.1 + 0.2, 1e-5, Double.NaN};
    String[] names = {"LC4", "a, \"b\"", "", "line\nbreak"};
    for (int row = 0; row < 4; row++) {
      batch.longs(0)[row] = 720575940660219265L + row;
      batch.doubles(1)[row] = numbers[row];
      batch.strings(2)[row] = names[row];
    }
    Path parquet = write(batch);
    Path csv = folder.resolve("t.csv");
    ParquetCsv.write(parquet, List.of(NAME, V, ID), csv);
    assertThat(csv)
        .hasContent(
            """
            name,"v, in mV",flywire_id
            LC4,-52,720575940660219265
            "a, ""b""\",0.30000000000000004,720575940660219266
            ,1e-05,720575940660219267
            "line
            break",nan,720575940660219268
            """);
    ParquetCsv.write(parquet, List.of(ID), csv);
    assertThat(csv)
        .content()
        .as("an older file is replaced")
        .startsWith("flywire_id\n720575940660219265\n");
  }

  /// More rows than are in memory at once.
  @Test
  void manyRows_comeInTheirOrder() throws IOException {
    int rows = 150_000;
    ColumnBatch batch = ColumnBatch.ofRows(List.of(ID), rows);
    for (int row = 0; row < rows; row++) {
      batch.longs(0)[row] = row;
    }
    Path csv = folder.resolve("t.csv");
    ParquetCsv.write(write(batch), List.of(ID), csv);
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(rows + 1);
    for (int row = 0; row < rows; row++) {
      if (!lines.get(row + 1).equals(Integer.toString(row))) {
        assertThat(lines.get(row + 1)).as("row %d", row).isEqualTo(Integer.toString(row));
      }
    }
  }

  @Test
  void withoutRows_thereIsTheHeader() throws IOException {
    Path csv = folder.resolve("t.csv");
    ParquetCsv.write(write(ColumnBatch.ofRows(List.of(ID, NAME), 0)), List.of(ID, NAME), csv);
    assertThat(csv).content().isEqualTo("flywire_id,name\n");
  }

  @Test
  void columnThatIsNotThere_isNamedAndAnOlderFileStays() throws IOException {
    Path parquet = write(ColumnBatch.ofRows(List.of(ID), 1));
    Path csv = Files.writeString(folder.resolve("t.csv"), "old");
    assertThatThrownBy(() -> ParquetCsv.write(parquet, List.of(ID, NAME), csv))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(parquet + ": ")
        .hasMessageContaining("'name'");
    assertThat(csv).hasContent("old");
    assertThat(folder).isDirectoryNotContaining("glob:**/*.part");
  }

  private Path write(ColumnBatch batch) throws IOException {
    Path file = folder.resolve("t.parquet");
    try (ParquetWriter writer =
        new ParquetWriter(file, batch.columns(), Compression.SNAPPY, Map.of())) {
      writer.write(batch);
      writer.commit();
    }
    return file;
  }
}
