package flybrain.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.RowGroup;
import dev.hardwood.reader.ParquetFileReader;
import flybrain.Property;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileWriterTest {
  private static final int[] NEURONS = {2, 5};
  private static final Set<StateVariable> BOTH = Set.of(StateVariable.V, StateVariable.G);

  @TempDir Path folder;

  @Test
  void rows_areOrderedByTrialTimeAndNeuron() throws IOException {
    Path file = folder.resolve("states.parquet");
    try (StateFileWriter writer = writer(file, BOTH, 1024)) {
      TrialStates second = writer.begin(1);
      second.states(0, new double[] {-52, -51}, new double[] {0, 0.5});
      TrialStates first = writer.begin(0);
      first.states(0, new double[] {-50, -49}, new double[] {1, 2});
      first.states(3, new double[] {-48, -47}, new double[] {3, 4});
      second.end();
      first.end();
      writer.commit();
    }
    assertThat(rows(file, BOTH))
        .containsExactly(
            List.of(0L, 0.0, 0.0, 2L, 1002L, -50.0, 1.0),
            List.of(0L, 0.0, 0.0, 5L, 1005L, -49.0, 2.0),
            List.of(0L, 0.3, 3 * 1e-4, 2L, 1002L, -48.0, 3.0),
            List.of(0L, 0.3, 3 * 1e-4, 5L, 1005L, -47.0, 4.0),
            List.of(1L, 0.0, 0.0, 2L, 1002L, -52.0, 0.0),
            List.of(1L, 0.0, 0.0, 5L, 1005L, -51.0, 0.5));
    try (ParquetReader reader = new ParquetReader(file)) {
      assertThat(reader.columns())
          .containsExactly("trial", "time_ms", "t", "neuron_index", "flywire_id", "v", "g");
      assertThat(reader.metadata()).containsEntry("seed", "1");
    }
  }

  @Test
  void columns_areTheChosenVariables() throws IOException {
    Path file = folder.resolve("g.parquet");
    Set<StateVariable> g = Set.of(StateVariable.G);
    try (StateFileWriter writer = writer(file, g, 1024)) {
      TrialStates trial = writer.begin(0);
      trial.states(0, new double[] {-50, -49}, new double[] {1, 2});
      trial.end();
      writer.commit();
    }
    assertThat(rows(file, g))
        .containsExactly(
            List.of(0L, 0.0, 0.0, 2L, 1002L, 1.0), List.of(0L, 0.0, 0.0, 5L, 1005L, 2.0));
  }

  @Test
  void withoutCommit_nothingIsLeft() throws IOException {
    try (StateFileWriter writer = writer(folder.resolve("lost.parquet"), BOTH, 2)) {
      TrialStates trial = writer.begin(0);
      trial.states(0, new double[2], new double[2]);
      trial.states(1, new double[2], new double[2]);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void nothingToRecord_isRefused() {
    Path file = folder.resolve("states.parquet");
    assertThatThrownBy(() -> writer(file, Set.of(), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no neurons or no variables to record");
    assertThatThrownBy(() -> writer(file, new int[0], 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no neurons or no variables to record");
    for (int every : new int[] {0, -1, StateSink.NEVER + 1}) {
      assertThatThrownBy(() -> writer(file, NEURONS, every))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("every %d steps: must be 1 .. 1073741824", every);
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void writer_saysWhatItWants() throws IOException {
    try (StateFileWriter writer = writer(folder.resolve("x.parquet"), NEURONS, 5);
        StateFileWriter once = writer(folder.resolve("y.parquet"), NEURONS, StateSink.NEVER)) {
      assertThat(writer.every()).isEqualTo(5);
      assertThat(once.every()).isEqualTo(StateSink.NEVER);
      writer.neurons()[0] = 77;
      assertThat(writer.neurons()).as("not changed from outside").containsExactly(NEURONS);
    }
    assertThat(StateSink.NOWHERE.every()).isEqualTo(StateSink.NEVER);
  }

  @Test
  void trialWithoutEnd_cannotBeCommitted() throws IOException {
    for (int missing = 0; missing < 2; missing++) {
      try (StateFileWriter writer = writer(folder.resolve("x.parquet"), BOTH, 1024)) {
        writer.begin(1 - missing).end();
        writer.begin(missing).states(0, new double[2], new double[2]);
        assertThatThrownBy(writer::commit)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageEndingWith("is missing");
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void afterClosing_nothingIsTaken() throws IOException {
    Path file = folder.resolve("x.parquet");
    StateFileWriter writer = writer(file, BOTH, 2);
    TrialStates open = writer.begin(0);
    writer.close();
    List<ThrowingCallable> late =
        List.of(
            () -> writer.begin(1),
            () -> open.states(0, new double[2], new double[2]),
            open::end,
            writer::commit);
    for (ThrowingCallable call : late) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(file.toString())
          .hasMessageEndingWith(": is closed");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void laterProvenance_isInTheMetadata() throws IOException {
    Path file = folder.resolve("x.parquet");
    try (StateFileWriter writer = writer(file, BOTH, 1024)) {
      writer.describe(Map.of("device", "CPU", "seed", "2"));
      writer.commit();
    }
    assertThat(rows(file, BOTH)).isEmpty();
    try (ParquetReader reader = new ParquetReader(file)) {
      assertThat(reader.metadata()).containsEntry("device", "CPU").containsEntry("seed", "2");
    }
  }

  /// Samples of a long trial do not wait for its end in memory.
  @Test
  void longTrial_isSplitIntoRowGroupsOfWholeSamples() throws IOException {
    Path file = folder.resolve("x.parquet");
    try (StateFileWriter writer = writer(file, BOTH, 7)) {
      TrialStates trial = writer.begin(0);
      for (int step = 0; step < 8; step++) {
        trial.states(step, new double[2], new double[2]);
      }
      trial.end();
      writer.commit();
    }
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
      assertThat(reader.getFileMetaData().rowGroups().stream().map(RowGroup::numRows))
          .containsExactly(6L, 6L, 4L);
    }
  }

  /// Row groups of few samples, with trials that bring theirs in any order.
  @Property(tries = 50)
  void bytes_doNotDependOnTheOrderOfTrials(RandomGenerator random) throws IOException {
    int trials = random.nextInt(1, 8);
    int groupRows = random.nextInt(1, 40);
    double[][] v = new double[trials][random.nextInt(40)];
    for (double[] ofTrial : v) {
      for (int k = 0; k < ofTrial.length; k++) {
        ofTrial[k] = random.nextDouble();
      }
    }
    Path inOrder = folder.resolve("in-order.parquet");
    try (StateFileWriter writer = writer(inOrder, BOTH, groupRows)) {
      for (int trial = 0; trial < trials; trial++) {
        TrialStates states = writer.begin(trial);
        for (int k = 0; k < v[trial].length; k++) {
          states.states(k, new double[] {v[trial][k], -k}, new double[] {k, v[trial][k]});
        }
        states.end();
      }
      writer.commit();
    }
    Path mixed = folder.resolve("mixed.parquet");
    try (StateFileWriter writer = writer(mixed, BOTH, groupRows)) {
      List<TrialStates> open = new ArrayList<>();
      for (int trial = 0; trial < trials; trial++) {
        open.add(writer.begin(trial));
      }
      for (int k = 0; k < v[0].length; k++) {
        for (int trial = trials - 1; trial >= 0; trial--) {
          open.get(trial).states(k, new double[] {v[trial][k], -k}, new double[] {k, v[trial][k]});
        }
      }
      for (TrialStates states : open.reversed()) {
        states.end();
      }
      writer.commit();
    }
    assertThat(mixed).hasSameBinaryContentAs(inOrder);
    List<List<Object>> rows = rows(inOrder, BOTH);
    assertThat(rows).hasSize(2 * trials * v[0].length);
    for (int row = 0; row < rows.size(); row += 2) {
      int trial = row / 2 / v[0].length;
      assertThat(rows.get(row)).element(5).isEqualTo(v[trial][row / 2 % v[0].length]);
    }
    Files.delete(inOrder);
    Files.delete(mixed);
  }

  private static StateFileWriter writer(Path file, int[] neurons, int every) throws IOException {
    return new StateFileWriter(
        file, 0.1, neurons, neuron -> neuron, every, BOTH, Map.of(), Compression.SNAPPY);
  }

  private static StateFileWriter writer(Path file, Set<StateVariable> variables, int groupRows)
      throws IOException {
    return new StateFileWriter(
        file,
        0.1,
        NEURONS,
        neuron -> 1000L + neuron,
        1,
        variables,
        Map.of("seed", "1"),
        Compression.BROTLI,
        groupRows);
  }

  private static List<List<Object>> rows(Path file, Set<StateVariable> variables)
      throws IOException {
    List<List<Object>> rows = new ArrayList<>();
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches = reader.read(StateFileWriter.columns(variables))) {
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int row = 0; row < batch.rows(); row++) {
          List<Object> cells = new ArrayList<>();
          for (int c = 0; c < batch.columns().size(); c++) {
            cells.add(
                switch (batch.columns().get(c).type()) {
                  case INT64 -> (Object) batch.longs(c)[row];
                  case DOUBLE -> batch.doubles(c)[row];
                  case STRING -> batch.strings(c)[row];
                });
          }
          rows.add(cells);
        }
      }
    }
    return rows;
  }
}
