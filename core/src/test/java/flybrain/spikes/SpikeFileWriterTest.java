package flybrain.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import flybrain.InputException;
import flybrain.Property;
import flybrain.files.ProcessMark;
import flybrain.files.WriteException;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SpikeFileWriterTest {
  private static final long FIRST_ID = 720575940600000000L;

  @TempDir Path folder;

  @Test
  void rows_haveTheSpecifiedColumns() throws IOException {
    Path file = folder.resolve("results/event_t0.1s_n2.parquet");
    try (SpikeFileWriter writer = writer(file, 1024)) {
      TrialSink second = writer.begin(1);
      second.spikes(new int[] {3, 9999}, new int[] {7, 138_638}, 2);
      second.end();
      TrialSink first = writer.begin(0);
      first.spikes(new int[] {0, 99}, new int[] {5, 6}, 1);
      first.end();
      writer.commit();
    }
    String name = "event_t0.1s_n2";
    assertThat(rows(file))
        .containsExactly(
            // 3 * 1e-4 is 0.00030000000000000003 for Brian2, too.
            List.of(0.0, 0.0, 0L, 5L, FIRST_ID + 5, name),
            List.of(3 * 1e-4, 0.3, 1L, 7L, FIRST_ID + 7, name),
            List.of(0.9999, 999.9, 1L, 138_638L, FIRST_ID + 138_638, name));
    try (ParquetReader reader = new ParquetReader(file)) {
      assertThat(reader.columns())
          .containsExactly("t", "time_ms", "trial", "neuron_index", "flywire_id", "exp_name");
      assertThat(reader.metadata()).containsEntry("seed", "1");
    }
  }

  @Test
  void noSpikes_makeAFileWithColumnsAndNoRows() throws IOException {
    Path file = folder.resolve("silent.parquet");
    try (SpikeFileWriter writer = writer(file, 1024)) {
      writer.begin(0).end();
      writer.commit();
    }
    try (ParquetReader reader = new ParquetReader(file)) {
      assertThat(reader.rows()).isZero();
      assertThat(reader.columns()).hasSize(6);
    }
  }

  /// Trials from several threads, most of them waiting in overflow files.
  @Property(tries = 30)
  void trialsAtOnce_comeOutInOrder(RandomGenerator random) throws Exception {
    int trials = 1 + random.nextInt(6);
    int[][] steps = new int[trials][];
    int[][] neurons = new int[trials][];
    List<List<Object>> expected = new ArrayList<>();
    for (int trial = 0; trial < trials; trial++) {
      int size = random.nextInt(5) == 0 ? 0 : random.nextInt(50_000);
      steps[trial] = random.ints(size, 0, 1_000_000).sorted().distinct().toArray();
      neurons[trial] = random.ints(steps[trial].length, 0, 100).toArray();
      for (int i = 0; i < steps[trial].length; i++) {
        expected.add(List.of(steps[trial][i] / 10.0, (long) trial, (long) neurons[trial][i]));
      }
    }
    Path file = folder.resolve("spikes.parquet");
    try (SpikeFileWriter writer = writer(file, random.nextInt(3) * 10_000L)) {
      int[] order = IntStream.range(0, trials).toArray();
      shuffle(order, random);
      writeAtOnce(writer, order, steps, neurons, 1 + random.nextInt(20_000), 3);
      writer.commit();
    }
    assertThat(rows(file).stream().map(row -> List.of(row.get(1), row.get(2), row.get(3))))
        .isEqualTo(expected);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file));
  }

  /// Against one thread that writes the trials in their order.
  @Property(tries = 40)
  void bytes_dependOnSpikesAlone(RandomGenerator random) throws Exception {
    int trials = 1 + random.nextInt(40);
    int largest = random.nextBoolean() ? 100 : 5000;
    int[][] steps = new int[trials][];
    int[][] neurons = new int[trials][];
    for (int trial = 0; trial < trials; trial++) {
      int size = random.nextInt(4) == 0 ? 0 : random.nextInt(largest);
      steps[trial] = random.ints(size, 0, 10_000).sorted().distinct().toArray();
      neurons[trial] = random.ints(steps[trial].length, 0, 100).toArray();
    }
    for (Compression compression : Compression.values()) {
      int[] order = IntStream.range(0, trials).toArray();
      byte[] expected = bytes(compression, 1 << 20, order, steps, neurons, 10_000, 1);
      for (int threads : new int[] {1, 2, 8}) {
        shuffle(order, random);
        long waiting = random.nextInt(3) * 1000L;
        int blockSize = 1 + random.nextInt(2000);
        assertThat(bytes(compression, waiting, order, steps, neurons, blockSize, threads))
            .isEqualTo(expected);
      }
    }
  }

  private byte[] bytes(
      Compression compression,
      long waitingBytes,
      int[] order,
      int[][] steps,
      int[][] neurons,
      int blockSize,
      int threads)
      throws Exception {
    Path file = folder.resolve("spikes.parquet");
    try (SpikeFileWriter writer =
        new SpikeFileWriter(
            file, 0.1, i -> FIRST_ID + i, Map.of(), compression, 1000, waitingBytes)) {
      writeAtOnce(writer, order, steps, neurons, blockSize, threads);
      writer.commit();
    }
    return Files.readAllBytes(file);
  }

  @Test
  void smallTrials_shareRowGroups_andLargeOnesAreSplit() throws Exception {
    assertThat(groupRows(new int[] {10, 20, 30})).containsExactly(60L);
    assertThat(groupRows(IntStream.generate(() -> 70).limit(100).toArray()))
        .containsExactly(
            560L, 560L, 560L, 560L, 560L, 560L, 560L, 560L, 560L, 560L, 560L, 560L, 280L);
    assertThat(groupRows(new int[] {0, 2500, 0, 3, 4, 2000}))
        .containsExactly(1000L, 1000L, 500L, 3L, 4L, 1000L, 1000L);
  }

  private List<Long> groupRows(int[] sizes) throws Exception {
    int[][] steps = new int[sizes.length][];
    for (int trial = 0; trial < sizes.length; trial++) {
      steps[trial] = IntStream.range(0, sizes[trial]).toArray();
    }
    int[] order = IntStream.range(0, sizes.length).toArray();
    bytes(Compression.SNAPPY, 1 << 20, order, steps, steps, 100, 2);
    try (ParquetFileReader reader =
        ParquetFileReader.open(InputFile.of(folder.resolve("spikes.parquet")))) {
      return reader.getFileMetaData().rowGroups().stream().map(RowGroup::numRows).toList();
    }
  }

  @Test
  void closedWithoutCommit_leavesNothing() throws IOException {
    Path file = folder.resolve("spikes.parquet");
    int[] steps = IntStream.range(0, 100_000).toArray();
    try (SpikeFileWriter writer = writer(file, 0)) {
      writer.begin(1).spikes(steps, new int[100_000], 100_000);
      assertThat(folder).isDirectoryContaining(path -> path.toString().contains(".waiting."));
      writer.begin(0).spikes(steps, new int[100_000], 100_000);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void trialThatDidNotEnd_cannotBeCommitted() throws IOException {
    try (SpikeFileWriter writer = writer(folder.resolve("x.parquet"), 1024)) {
      writer.begin(1).end();
      assertThatThrownBy(writer::commit)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("trial 0 has no end");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void lastTrialWithoutEnd_cannotBeCommitted() throws IOException {
    try (SpikeFileWriter writer = writer(folder.resolve("x.parquet"), 1024)) {
      writer.begin(0).end();
      writer.begin(1).spikes(new int[] {4}, new int[] {3}, 1);
      assertThatThrownBy(writer::commit)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("trial 1 has no end");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void trial_startsAndEndsOnce() throws IOException {
    try (SpikeFileWriter writer = writer(folder.resolve("x.parquet"), 1024)) {
      TrialSink trial = writer.begin(2);
      assertThatThrownBy(() -> writer.begin(2))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("trial 2 starts twice");
      trial.end();
      assertThatThrownBy(trial::end)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("trial 2 ends twice");
    }
  }

  @Test
  void afterClosing_nothingIsTaken() throws IOException {
    Path file = folder.resolve("x.parquet");
    SpikeFileWriter writer = writer(file, 1024);
    TrialSink open = writer.begin(0);
    writer.close();
    List<ThrowingCallable> late =
        List.of(
            () -> writer.begin(1),
            () -> open.spikes(new int[] {1}, new int[] {1}, 1),
            open::end,
            writer::commit);
    for (ThrowingCallable call : late) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(file + ": is closed");
    }
    writer.close();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void namedExperiment_isInEachRowAndInTheMetadata() throws IOException {
    Path file = folder.resolve("event_t0.1s_n2.parquet");
    try (SpikeFileWriter writer = writer(file, 1024)) {
      writer.nameExperiment("sugar, silenced");
      writer.describe(Map.of("device", "CPU", "seed", "2"));
      TrialSink trial = writer.begin(0);
      trial.spikes(new int[] {1, 2}, new int[] {3, 3}, 2);
      trial.end();
      writer.commit();
    }
    assertThat(rows(file))
        .extracting(row -> row.get(5))
        .containsExactly("sugar, silenced", "sugar, silenced");
    try (ParquetReader reader = new ParquetReader(file)) {
      assertThat(reader.metadata())
          .containsEntry(SpikeFileWriter.EXPERIMENT_NAME, "sugar, silenced")
          .containsEntry("device", "CPU")
          .containsEntry("seed", "2");
    }
  }

  @Test
  void spikesOutOfOrder_areRefused() throws IOException {
    try (SpikeFileWriter writer = writer(folder.resolve("x.parquet"), 1024)) {
      TrialSink trial = writer.begin(0);
      trial.spikes(new int[] {4}, new int[] {3}, 1);
      assertThatThrownBy(() -> trial.spikes(new int[] {4}, new int[] {3}, 1))
          .hasMessageContaining("trial 0: a spike at step 4 of neuron 3 follows");
      trial.end();
      assertThatThrownBy(() -> trial.spikes(new int[] {5}, new int[] {0}, 1))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX) // /dev/full is a device that has no space left
  void fullDisk_reachesWhoeverWritesSpikes() throws IOException {
    Path file = folder.resolve("full.parquet");
    Path part = folder.resolve(".full.parquet." + ProcessMark.own() + ".part");
    Files.createSymbolicLink(part, Path.of("/dev/full"));
    assertThatThrownBy(() -> writeManyTrials(file))
        .isInstanceOf(WriteException.class)
        .hasMessageStartingWith(file + ": the disk is full");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDiskForAWaitingTrial_isReportedAndLeavesNothing() throws IOException {
    Path file = folder.resolve("full.parquet");
    Path part = folder.resolve(".full.parquet.waiting." + ProcessMark.own() + ".part");
    Files.createSymbolicLink(part, Path.of("/dev/full"));
    assertThatThrownBy(
            () -> {
              try (SpikeFileWriter writer = writer(file, 0)) {
                int[] steps = IntStream.range(0, 100_000).toArray();
                writer.begin(1).spikes(steps, new int[100_000], 100_000);
              }
            })
        .isInstanceOf(WriteException.class)
        .hasMessageStartingWith(file + ": the disk is full");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void neuronWithoutId_isReported() throws IOException {
    try (SpikeFileWriter writer =
        new SpikeFileWriter(
            folder.resolve("x.parquet"), 0.1, neuron -> new long[] {1, 2, 3}[neuron], Map.of())) {
      TrialSink trial = writer.begin(0);
      trial.spikes(new int[] {4}, new int[] {3}, 1);
      assertThatThrownBy(
              () -> {
                trial.end();
                writer.commit();
              })
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("could not be written");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void unwritableFolder_isRefusedAtOnce() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> writer(file.resolve("x.parquet"), 1024))
        .isInstanceOf(InputException.class);
  }

  @Test
  void experimentName_isTheFilesName() {
    assertThat(SpikeFileWriter.experimentName(Path.of("a/brian2cpp_t0.1s_n4.parquet")))
        .isEqualTo("brian2cpp_t0.1s_n4");
    assertThat(SpikeFileWriter.experimentName(Path.of("a.b/.hidden"))).isEqualTo(".hidden");
    assertThat(SpikeFileWriter.experimentName(Path.of("sugarR"))).isEqualTo("sugarR");
  }

  private static SpikeFileWriter writer(Path file, long waitingBytes) throws IOException {
    return new SpikeFileWriter(
        file,
        0.1,
        neuron -> FIRST_ID + neuron,
        Map.of("seed", "1"),
        SpikeFileWriter.DEFAULT_COMPRESSION,
        20_000,
        waitingBytes);
  }

  private static void writeManyTrials(Path file) throws IOException {
    int[] steps = IntStream.range(0, 100_000).toArray();
    int[] neurons = IntStream.range(0, 100_000).map(i -> i * 7919 % 138_639).toArray();
    try (SpikeFileWriter writer = writer(file, 1024)) {
      for (int trial = 0; trial < 100; trial++) {
        TrialSink sink = writer.begin(trial);
        sink.spikes(steps, neurons, steps.length);
        sink.end();
      }
      writer.commit();
    }
  }

  private static void writeAtOnce(
      SpikeFileWriter writer,
      int[] order,
      int[][] steps,
      int[][] neurons,
      int blockSize,
      int atOnce)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    Callable<Void> worker =
        () -> {
          for (int k; (k = next.getAndIncrement()) < order.length; ) {
            writeTrial(writer, order[k], steps[order[k]], neurons[order[k]], blockSize);
          }
          return null;
        };
    try (ExecutorService threads = Executors.newFixedThreadPool(atOnce)) {
      for (Future<Void> done : threads.invokeAll(Collections.nCopies(atOnce, worker))) {
        done.get();
      }
    }
  }

  private static void writeTrial(
      SpikeFileWriter writer, int trial, int[] steps, int[] neurons, int blockSize)
      throws IOException {
    TrialSink sink = writer.begin(trial);
    for (int from = 0; from < steps.length; from += blockSize) {
      int count = Math.min(blockSize, steps.length - from);
      int[] blockSteps = new int[blockSize];
      int[] blockNeurons = new int[blockSize];
      System.arraycopy(steps, from, blockSteps, 0, count);
      System.arraycopy(neurons, from, blockNeurons, 0, count);
      sink.spikes(blockSteps, blockNeurons, count);
    }
    sink.end();
  }

  private static void shuffle(int[] values, RandomGenerator random) {
    for (int i = values.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = values[i];
      values[i] = values[j];
      values[j] = swapped;
    }
  }

  private static List<List<Object>> rows(Path file) throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches = reader.read(SpikeFileWriter.COLUMNS)) {
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int i = 0; i < batch.rows(); i++) {
          rows.add(
              List.of(
                  batch.doubles(0)[i],
                  batch.doubles(1)[i],
                  batch.longs(2)[i],
                  batch.longs(3)[i],
                  batch.longs(4)[i],
                  batch.strings(5)[i]));
        }
      }
    }
    return rows;
  }
}
