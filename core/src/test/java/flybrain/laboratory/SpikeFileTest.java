package flybrain.laboratory;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
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

class SpikeFileTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "spikes, spikes",
    "spikes.csv, spikes",
    "spikes.TSV, spikes.tsv",
    "spikes.json, spikes",
    "spikes.feather, spikes",
    "spikes.h5, spikes",
    "run.1, run.1",
    "spikes.parquet.tmp, spikes.parquet.tmp"
  })
  void otherEnding_isRefusedWithTheNameToGive(String name, String stem) {
    Path file = folder.resolve(name);
    String proposed = stem.replace(".tsv", "");
    assertThatThrownBy(() -> SpikeFile.checkName("--output", file))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "--output %s: spikes are written as Parquet; name the file %s.parquet", file, proposed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"spikes.parquet", "SPIKES.PARQUET", "a.b.parquet"})
  void endingOfParquet_isTaken(String name) {
    assertThatCode(() -> SpikeFile.checkName("--output", folder.resolve(name)))
        .doesNotThrowAnyException();
  }

  /// What to do about a folder is said where it is opened.
  @Test
  void folder_isNoMatterOfTheName() {
    assertThatCode(() -> SpikeFile.checkName("--output", folder)).doesNotThrowAnyException();
  }

  private Path table(String... columns) throws IOException {
    Path file = folder.resolve("table.parquet");
    List<Column> all = List.of(columns).stream().map(Column::int64).toList();
    try (ParquetWriter writer = new ParquetWriter(file, all, Compression.SNAPPY, Map.of())) {
      writer.commit();
    }
    return file;
  }

  @Test
  void tableOfAnotherKind_isNotReplaced() throws IOException {
    Path file = table("root_id", "side");
    assertThatThrownBy(() -> SpikeFile.checkReplaced("--output", file, ", or use --force"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "--output %s: the existing file is a table without spikes (columns root_id, side); name"
                + " another file, or use --force",
            file);
  }

  @Test
  void spikesAndNothing_areReplaced() throws IOException {
    Path spikes = table("t", "flywire_id");
    Path empty = Files.createFile(folder.resolve("empty"));
    for (Path file : List.of(spikes, empty, folder.resolve("absent"), folder)) {
      assertThatCode(() -> SpikeFile.checkReplaced("--output", file, ""))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void fileThatIsNoTable_isNotReplaced() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.parquet"), "my notes on the fly");
    assertThatThrownBy(() -> SpikeFile.checkReplaced("--output", text, ""))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not a Parquet file");
  }
}
