package flybrain.connectome;

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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeuronTableTest {
  private static final long ID = 720575940660219265L;

  @TempDir private Path folder;

  private Path file(String table) throws IOException {
    return Files.writeString(folder.resolve("neurons.csv"), table);
  }

  private static List<String> rows(Path file, @Nullable String idColumn, String... columns)
      throws IOException {
    List<String> rows = new ArrayList<>();
    try (NeuronTable table = NeuronTable.open(file, idColumn)) {
      table.read(Arrays.asList(columns), (id, values) -> rows.add(id + " " + values));
    }
    return rows;
  }

  @Test
  void rows_haveTheValuesInTheOrderAskedFor() throws IOException {
    Path file = file("type,root_id,side\nLC4," + ID + ",left\n,8,right\n");
    assertThat(rows(file, null, "side", "Type"))
        .containsExactly(ID + " [left, LC4]", "8 [right, ]");
    assertThat(rows(file, null)).containsExactly(ID + " []", "8 []");
  }

  /// Whatever pandas and CAVE write where a row has no neuron.
  @Test
  void rowWithoutNeuron_isLeftOut() throws IOException {
    Path file = file("root_id,side\n,a\n0,b\n-1,c\nNA,d\nnan,e\n-9223372036854775808,f\n7,g\n");
    assertThat(rows(file, null, "side")).containsExactly("7 [g]");
  }

  @ParameterizedTest
  @CsvSource({
    "-5, must be a whole number from 1 to 9223372036854775807",
    "7.2e17, must be a whole number with all its digits",
    "seven, must be a whole number such as",
    "9223372036854775808, must be a whole number from 1 to"
  })
  void valueThatIsNoId_isNamedByItsPlace(String id, String message) throws IOException {
    Path file = file("side,root_id\na,7\nb," + id + "\n");
    assertThatThrownBy(() -> rows(file, null))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": line 3: column 'root_id': neuron id '" + id + "': ")
        .hasMessageContaining(message);
  }

  @Test
  void numbersOfParquet_areIdsAndText() throws IOException {
    Path file = folder.resolve("neurons.parquet");
    List<Column> columns = List.of(Column.int64("root_id"), Column.float64("size"));
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.SNAPPY, Map.of())) {
      ColumnBatch batch = ColumnBatch.ofRows(columns, 3);
      System.arraycopy(new long[] {ID, 0, -5}, 0, batch.longs(0), 0, 3);
      System.arraycopy(new double[] {1.5, 2, 3}, 0, batch.doubles(1), 0, 3);
      writer.write(batch);
      writer.commit();
    }
    assertThatThrownBy(() -> rows(file, null, "size"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            file + ": column 'root_id', row 2 (counted from 0): neuron id '-5': must be");
  }

  @Test
  void columns_areFoundInTheOrderOfWhatIsWanted() throws IOException {
    Path file = file("root_id,nt,Top NT\n");
    try (NeuronTable table = NeuronTable.open(file, null)) {
      assertThat(table.firstOf(List.of("absent", "top_nt", "nt"))).contains("Top NT");
      assertThat(table.firstOf(List.of("absent"))).isEmpty();
      assertThat(table.idColumn()).isEqualTo("root_id");
      assertThat(table.path()).isEqualTo(file);
      assertThat(table.columns()).containsExactly("root_id", "nt", "Top NT");
    }
  }

  @Test
  void tableWithoutIds_saysHowToNameThem() throws IOException {
    Path file = file("cell,side\n7,left\n");
    assertThatThrownBy(() -> NeuronTable.open(file, null))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining("name it with --column id=COLUMN");
    assertThat(rows(file, "CELL", "side")).containsExactly("7 [left]");
  }
}
