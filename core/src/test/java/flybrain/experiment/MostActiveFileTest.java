package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import flybrain.spikes.SpikeTable;
import flybrain.spikes.SpikeTable.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MostActiveFileTest {
  private static final long ID = 720575940660219265L;

  @TempDir private Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("rates.csv"), text);
  }

  @Test
  void neurons_areInTheOrderOfTheirRates() throws IOException {
    Path file = write("flyid,sugar\n1,3.5\n2,10\n3,0.1\n4,9.75\n");
    assertThat(MostActiveFile.read(file, 10)).containsExactly(2L, 4L, 1L, 3L);
    assertThat(MostActiveFile.read(file, 2)).containsExactly(2L, 4L);
    assertThat(MostActiveFile.read(file, 0)).isEmpty();
  }

  @Test
  void equallyActiveNeurons_areInTheOrderOfTheirIds() throws IOException {
    Path file = write("flyid,sugar\n%d,5\n9,5\n%d,5\n%d,5\n".formatted(ID + 2, ID + 1, ID));
    assertThat(MostActiveFile.read(file, 3)).containsExactly(9L, ID, ID + 1);
  }

  @Test
  void highestRateOfSeveralExperiments_counts() throws IOException {
    Path file =
        write(
            """
            flyid,name,type,side,neuron_index,sugar,sugar_sd,water,water_sd
            1,MN9,a,left,999,1,700,,
            2,,b,right,5,2,0,0.5,0
            3,,b,right,6,0,0,3,800
            1,MN9,a,left,999,2.5,0,0,0
            """);
    assertThat(MostActiveFile.read(file, 9)).containsExactly(3L, 1L, 2L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0.0", "NA", "nan", "-1", "null"})
  void silentNeurons_areNotActive(String rate) throws IOException {
    assertThat(MostActiveFile.read(write("flyid,sugar\n1,%s\n2,1\n".formatted(rate)), 5))
        .containsExactly(2L);
  }

  @Test
  void spikesOfAFile_areCountedOverAllTrials() throws IOException {
    Path file =
        SpikeTable.write(
            folder.resolve("spikes.parquet"),
            List.of(
                new Row(0, 1, 7),
                new Row(0, 2, ID),
                new Row(1, 1, ID),
                new Row(2, 1, 8),
                new Row(2, 5, 8)));
    assertThat(MostActiveFile.read(file, 2)).containsExactly(8L, ID);
    assertThat(MostActiveFile.read(file, 9)).containsExactly(8L, ID, 7L);
    assertThat(MostActiveFile.read(SpikeTable.write(folder.resolve("none.parquet"), List.of()), 5))
        .isEmpty();
  }

  @Test
  void ratesInParquet_areReadWithAllDigitsOfIds() throws IOException {
    List<Column> columns = List.of(Column.int64("flyid"), Column.float64("sugar"));
    ColumnBatch batch = ColumnBatch.ofRows(columns, 3);
    for (int k = 0; k < 3; k++) {
      batch.longs(0)[k] = ID + k;
      batch.doubles(1)[k] = k == 2 ? Double.NaN : k + 1;
    }
    Path file = folder.resolve("rates.parquet");
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.ZSTD, Map.of())) {
      writer.write(batch);
      writer.commit();
    }
    assertThat(MostActiveFile.read(file, 9)).containsExactly(ID + 1, ID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flyid,sugar~1,high         | : line 2: column 'sugar': 'high' is not a rate in Hz",
        "flyid,sugar~1,2~2,1 Hz     | : line 3: column 'sugar': '1 Hz' is not a rate in Hz",
        "flyid,sugar~7.2e17,2       | : line 2: column 'flyid': neuron id '7.2e17'",
        "flyid,sugar~,2             | : line 2: column 'flyid': neuron id ''",
        "flyid,name,sugar_sd~1,a,2  | : has no column of rates (its columns are 'flyid', 'name', 'sugar_sd'); name a table of `flybrain rates` or a spike file",
        "flyid~1                    | : has no column of rates",
        "a,b~1,2                    | : none of its columns 'a', 'b' has a known name for ids"
      })
  void otherTable_isRefused(String text, String message) throws IOException {
    Path file = write(text.replace('~', '\n'));
    assertThatThrownBy(() -> MostActiveFile.read(file, 5))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + message);
  }

  @Test
  void missingFile_isNamed() {
    Path absent = folder.resolve("absent.csv");
    assertThatThrownBy(() -> MostActiveFile.read(absent, 5))
        .isInstanceOf(InputException.class)
        .hasMessage(absent + ": no such file; check the path");
  }
}
