package flybrain.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedRunTest {
  /// More rows than are read at once.
  private static final int MANY = 70_000;

  @TempDir private Path folder;

  @Test
  void experiment_isTheOneOfAllRows() throws IOException {
    Path file = write("nest_t0.1s_n2.parquet", Collections.nCopies(MANY, "mine"), Map.of());
    assertThat(RecordedRun.of(file)).isEqualTo(new RecordedRun("mine", 0.1, 2, Map.of()));
  }

  @Test
  void rowsOfAnotherExperiment_areRefusedWhereverTheyAre() throws IOException {
    List<String> names =
        Stream.concat(Collections.nCopies(MANY, "mine").stream(), Stream.of("yours")).toList();
    for (List<String> rows : List.of(names, names.reversed(), List.of("mine", "yours", "mine"))) {
      Path file = write("x.parquet", rows, Map.of());
      assertThatThrownBy(() -> RecordedRun.of(file))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(file + ": has spikes of several experiments ('")
          .hasMessageContaining("'yours'")
          .hasMessageContaining("'mine'")
          .hasMessageEndingWith("in exp_name); write one file per experiment");
    }
  }

  /// The name that the metadata has is only for files whose rows have none.
  @Test
  void withoutRows_theNameIsInTheMetadataOrTheFilesOwn() throws IOException {
    Map<String, String> named = Map.of(SpikeFileWriter.EXPERIMENT_NAME, "silent");
    assertThat(RecordedRun.of(write("a.parquet", List.of(), named)))
        .isEqualTo(new RecordedRun("silent", Double.NaN, 0, named));
    assertThat(RecordedRun.of(write("b.parquet", List.of(), Map.of())).experiment()).isEqualTo("b");
    assertThat(RecordedRun.of(write("c.parquet", List.of("fires"), named)).experiment())
        .isEqualTo("fires");
    Path withoutColumn =
        SpikeTable.write(folder.resolve("sugarR.parquet"), List.of(new SpikeTable.Row(0, 1, 9)));
    assertThat(RecordedRun.of(withoutColumn).experiment()).isEqualTo("sugarR");
  }

  @ParameterizedTest
  @CsvSource({
    "nest_t0.1s_n2, , , 0.1, 2",
    "nest_t0.1s_n2, 2.5, , 2.5, 2",
    "nest_t0.1s_n2, , 30, 0.1, 30",
    "nest_t0.1s_n2, 1e-4, 1, 1e-4, 1",
    "sugarR, , , NaN, 0",
    "sugarR, 1.0, 30, 1, 30",
  })
  void size_isInTheMetadataOrInTheName(
      String name,
      @Nullable String duration,
      @Nullable String trials,
      double expectedDuration,
      int expectedTrials) {
    RunSize size = RunSize.of(folder.resolve(name + ".parquet"), metadata(duration, trials));
    assertThat(size).isEqualTo(new RunSize(expectedDuration, expectedTrials));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, flybrain.t_run '0': must be a number of seconds above 0",
    "-1, 1, flybrain.t_run '-1': must be a number of seconds above 0",
    "NaN, 1, flybrain.t_run 'NaN': must be a number of seconds above 0",
    "Infinity, 1, flybrain.t_run 'Infinity': must be a number of seconds above 0",
    "1 s, 1, flybrain.t_run '1 s': must be a number of seconds above 0",
    "1, 0, flybrain.n_run '0': must be a whole number of at least 1",
    "1, -3, flybrain.n_run '-3': must be a whole number of at least 1",
    "1, 2.0, flybrain.n_run '2.0': must be a whole number of at least 1",
    "1, 2147483648, flybrain.n_run '2147483648': must be a whole number of at least 1",
  })
  void senselessSize_isNamedWithWhatIsAllowed(String duration, String trials, String message)
      throws IOException {
    Path file = write("nest_t0.1s_n2.parquet", List.of("x"), metadata(duration, trials));
    assertThatThrownBy(() -> RecordedRun.of(file))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": metadata " + message);
  }

  private static Map<String, String> metadata(@Nullable String duration, @Nullable String trials) {
    Map<String, String> metadata = new HashMap<>();
    if (duration != null) {
      metadata.put("flybrain.t_run", duration);
    }
    if (trials != null) {
      metadata.put("flybrain.n_run", trials);
    }
    return metadata;
  }

  private Path write(String name, List<String> experiments, Map<String, String> metadata)
      throws IOException {
    List<Column> columns = List.of(Column.int64("trial"), Column.string("exp_name"));
    Path file = folder.resolve(name);
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.SNAPPY, metadata)) {
      ColumnBatch batch = ColumnBatch.ofRows(columns, experiments.size());
      for (int i = 0; i < experiments.size(); i++) {
        batch.strings(1)[i] = experiments.get(i);
      }
      writer.write(batch);
      writer.commit();
    }
    return file;
  }
}
