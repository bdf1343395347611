package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunExtentTest {
  @TempDir private Path folder;

  /// A file with two spikes, the later one in an earlier trial.
  private Path spikes(String name, double lastTime, int lastTrial) throws IOException {
    return write(name, new double[] {lastTime, 0}, new long[] {0, lastTrial});
  }

  private Path write(String name, double[] times, long[] trials) throws IOException {
    List<Column> columns =
        List.of(Column.float64("time_ms"), Column.int64("trial"), Column.int64("flywire_id"));
    ColumnBatch batch = ColumnBatch.ofRows(columns, times.length);
    for (int k = 0; k < times.length; k++) {
      batch.doubles(0)[k] = times[k];
      batch.longs(1)[k] = trials[k];
      batch.longs(2)[k] = 7;
    }
    Path file = folder.resolve(name);
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.ZSTD, Map.of())) {
      writer.write(batch);
      writer.commit();
    }
    return file;
  }

  private static RunFacts facts() {
    return RunFacts.named("run");
  }

  /// A trial is half open: a spike at its end is of a longer one.
  @ParameterizedTest
  @CsvSource({
    "0, 0.1",
    "99.9, 0.1",
    "100, 0.2",
    "949.9, 1.0",
    "999.9, 1.0",
    "1000, 1.1",
    "299.9, 0.3"
  })
  void durationOfAForeignFile_isTheShortestInTenths(double last, double duration)
      throws IOException {
    RunFacts known = RunExtent.complete(facts(), spikes("mine.parquet", last, 2));
    assertThat(known.duration()).isEqualTo(duration);
    assertThat(known.trials()).isEqualTo(3);
  }

  @Test
  void nameOfABenchmark_saysTheDurationOnly() throws IOException {
    RunFacts known = RunExtent.complete(facts(), spikes("event_t2.0s_n30.parquet", 5, 2));
    assertThat(known.duration()).isEqualTo(2);
    assertThat(known.trials()).as("the smallest that fits").isEqualTo(3);
  }

  @Test
  void knownFacts_areKept() throws IOException {
    Path file = spikes("event_t2.0s_n30.parquet", 5, 2);
    assertThat(RunExtent.complete(facts().withDuration(7).withTrials(9), file))
        .isEqualTo(facts().withDuration(7).withTrials(9));
    assertThat(RunExtent.complete(facts().withTrials(9), file).duration()).isEqualTo(2);
    assertThat(RunExtent.complete(facts().withDuration(7), file).trials()).isEqualTo(3);
    Path foreign = spikes("mine.parquet", 5, 2);
    assertThat(RunExtent.complete(facts().withTrials(9), foreign))
        .isEqualTo(facts().withDuration(0.1).withTrials(9));
  }

  @Test
  void fileWithoutSpikes_needsBoth() throws IOException {
    Path file = write("mine.parquet", new double[0], new long[0]);
    assertThatThrownBy(() -> RunExtent.complete(facts().withTrials(1), file))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": has no spikes to infer its duration from; give --t-run and --n-run");
    RunFacts both = facts().withDuration(1).withTrials(1);
    assertThat(RunExtent.complete(both, file)).isEqualTo(both);
  }
}
