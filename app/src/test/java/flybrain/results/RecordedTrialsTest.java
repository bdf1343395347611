package flybrain.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.compare.CountSample;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import flybrain.spikes.FiringRates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedTrialsTest {
  private static final long ID = 720575940660219265L;

  @TempDir private Path folder;
  private final List<String> assumed = new ArrayList<>();
  private final List<Path> read = new ArrayList<>();

  private RecordedTrials trials(@Nullable Double tRun, @Nullable Integer nRun) {
    return new RecordedTrials(tRun, nRun, assumed::add, read::add);
  }

  /// A spike of a neuron.
  private record Row(int trial, double time) {}

  private Path spikes(String name, double time, int trial) throws IOException {
    return write(name, Map.of(), new Row(0, 0.1), new Row(trial, time));
  }

  /// A file with the metadata of flybrain's.
  private Path recorded(String name, Map<String, String> metadata) throws IOException {
    return write(name, metadata, new Row(0, 4.5));
  }

  private Path write(String name, Map<String, String> metadata, Row... rows) throws IOException {
    List<Column> columns =
        List.of(Column.float64("time_ms"), Column.int64("trial"), Column.int64("flywire_id"));
    ColumnBatch batch = ColumnBatch.ofRows(columns, rows.length);
    for (int k = 0; k < rows.length; k++) {
      batch.doubles(0)[k] = rows[k].time;
      batch.longs(1)[k] = rows[k].trial;
      batch.longs(2)[k] = ID;
    }
    Path file = folder.resolve(name);
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.ZSTD, metadata)) {
      writer.write(batch);
      writer.commit();
    }
    return file;
  }

  @Test
  void whatTheUserGives_isTaken() throws IOException {
    Path file =
        recorded("event_t1.0s_n30.parquet", Map.of("flybrain.t_run", "2", "flybrain.n_run", "9"));
    FiringRates rates = trials(0.5, 4).rates(file);
    assertThat(rates.tRun()).isEqualTo(0.5);
    assertThat(rates.trials()).isEqualTo(4);
    assertThat(assumed).isEmpty();
    assertThat(read).containsExactly(file);
  }

  @Test
  void whatTheFileRecords_comesBeforeItsName() throws IOException {
    Path file =
        recorded("event_t1.0s_n30.parquet", Map.of("flybrain.t_run", "2", "flybrain.n_run", "9"));
    FiringRates rates = trials(null, null).rates(file);
    assertThat(rates.tRun()).isEqualTo(2);
    assertThat(rates.trials()).isEqualTo(9);
    FiringRates mixed = trials(null, 3).rates(file);
    assertThat(mixed.tRun()).isEqualTo(2);
    assertThat(mixed.trials()).isEqualTo(3);
    assertThat(assumed).isEmpty();
  }

  @Test
  void nameOfABenchmark_saysBoth() throws IOException {
    FiringRates rates = trials(null, null).rates(spikes("event_t0.5s_n30.parquet", 3, 1));
    assertThat(rates.tRun()).isEqualTo(0.5);
    assertThat(rates.trials()).isEqualTo(30);
    assertThat(assumed).isEmpty();
  }

  /// Trials are half open: a spike at 1000 ms is of a trial of more than 1 s.
  @ParameterizedTest
  @CsvSource({
    "999.9, 0, 1, 1",
    "1000, 0, 2, 1",
    "1000.1, 3, 2, 4",
    "0.1, 0, 1, 1",
    "59999.9, 29, 60, 30"
  })
  void otherFile_isAsLongAsItsSpikes(double time, int trial, double tRun, int nRun)
      throws IOException {
    Path file = spikes("mine.parquet", time, trial);
    FiringRates rates = trials(null, null).rates(file);
    assertThat(rates.tRun()).isEqualTo(tRun);
    assertThat(rates.trials()).isEqualTo(nRun);
    assertThat(assumed)
        .containsExactly(
            "%s: does not record t_run and n_run; taken as %s s and %d %s from its last spike, at %s ms of trial %d (otherwise give --t-run, --n-run)"
                .formatted(file, tRun, nRun, nRun == 1 ? "trial" : "trials", time, trial));
  }

  @Test
  void spikeAtTheStartAlone_isOfATrialOfOneSecond() throws IOException {
    Path file = write("a.parquet", Map.of(), new Row(0, 0));
    assertThat(trials(null, null).rates(file).tRun()).isEqualTo(1);
  }

  @Test
  void lastTrialAndLastTime_mayBeOfDifferentSpikes() throws IOException {
    Path file = write("a.parquet", Map.of(), new Row(4, 5), new Row(0, 3200), new Row(2, 1));
    FiringRates rates = trials(null, null).rates(file);
    assertThat(rates.tRun()).isEqualTo(4);
    assertThat(rates.trials()).isEqualTo(5);
    FiringRates given = trials(10.0, null).rates(file);
    assertThat(given.tRun()).isEqualTo(10);
    assertThat(given.trials()).isEqualTo(5);
  }

  @Test
  void fileWithoutSpikes_needsBoth() throws IOException {
    Path file = write("a.parquet", Map.of());
    assertThatThrownBy(() -> trials(1.0, null).rates(file))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file + ": has no spikes and does not record t_run and n_run; give --t-run and --n-run");
    assertThat(trials(1.0, 2).rates(file).spikes()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "x   | 1   | 'flybrain.t_run' 'x': must be a duration in s, more than 0",
        "-1  | 1   | 'flybrain.t_run' '-1': must be a duration in s, more than 0",
        "NaN | 1   | 'flybrain.t_run' 'NaN': must be a duration in s, more than 0",
        "1   | 1.5 | 'flybrain.n_run' '1.5': must be a number of trials, 1 or more",
        "1   | 0   | 'flybrain.n_run' '0': must be a number of trials, 1 or more"
      })
  void damagedMetadata_isNamed(String tRun, String nRun, String message) throws IOException {
    Path file = recorded("a.parquet", Map.of("flybrain.t_run", tRun, "flybrain.n_run", nRun));
    assertThatThrownBy(() -> trials(null, null).rates(file))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": metadata " + message);
    assertThat(trials(1.0, 1).rates(file).spikes()).as("not needed").isEqualTo(1);
  }

  @Test
  void filesTogether_areOneSampleInTheirOrder() throws IOException {
    Path first = spikes("event_t1.0s_n2.parquet", 7, 0);
    Path second = spikes("nest_t1.0s_n3.parquet", 7, 2);
    CountSample sample = trials(null, null).read(List.of(first, second));
    assertThat(sample.trials()).isEqualTo(5);
    assertThat(sample.tRun()).isEqualTo(1);
    assertThat(read).containsExactly(first, second);
  }
}
