package flybrain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.backend.Backend;
import flybrain.backend.BackendException;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.engine.Engines;
import flybrain.experiment.ExperimentFile;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetReader;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.Spikes;
import flybrain.states.StateVariable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Experiments on a chain of three neurons, 11 -> 22 -> 33, in which each spike makes the next
/// neuron fire.
class LaboratoryTest {
  private static final Connectome CHAIN =
      new Connectome(
          "chain",
          "none",
          new Neurons(new long[] {11, 22, 33}),
          new ConnectionsBuilder(3).add(0, 1, 300).add(1, 2, 300).build());

  @AutoClose private final Laboratory laboratory = Laboratory.on(CHAIN);

  @TempDir private Path folder;

  @Test
  void recipe_givesTheRatesOfEachNeuron() throws IOException {
    Report report = laboratory.run(recipe(100, 1));
    long counted =
        IntStream.range(0, 3)
            .mapToLong(neuron -> Math.round(report.rate(neuron).mean() * 0.5 * 4))
            .sum();
    assertThat(report.statistics().trials()).isEqualTo(4);
    assertThat(report.statistics().spikes()).isPositive().isEqualTo(counted);
    assertThat(report.statistics().activeNeurons()).isEqualTo(3);
    assertThat(report.file()).isNull();
  }

  @Test
  void timesOfOneThread_areWithinTheTotal() throws IOException {
    Report.Times times = laboratory.run(plan(100, 1), RunOptions.DEFAULT.withThreads(1)).times();
    assertThat(times.setup() + times.build() + times.simulation()).isBetween(0.0, times.total());
  }

  @Test
  void brain_isOpenedOnceForAllRuns() throws IOException {
    List<Connectome> opened = new ArrayList<>();
    try (Laboratory lab =
        Laboratory.open(() -> {
          opened.add(CHAIN);
          return CHAIN;
        })) {
      lab.run(recipe(100, 1));
      lab.run(recipe(50, 2));
    }
    assertThat(opened).hasSize(1);
  }

  @Test
  void stateFile_doesNotDependOnThreads() throws IOException {
    Path one = folder.resolve("one.parquet");
    Path eight = folder.resolve("eight.parquet");
    laboratory.run(plan(100, 7), RunOptions.DEFAULT.withThreads(1).withStates(states(one)));
    laboratory.run(plan(100, 7), RunOptions.DEFAULT.withThreads(8).withStates(states(eight)));
    assertThat(eight).hasSameBinaryContentAs(one);
    try (ParquetReader reader = new ParquetReader(one)) {
      assertThat(reader.rows()).isEqualTo(4 * 2_500 * 3);
      assertThat(reader.metadata())
          .containsEntry("flybrain.record", "v,g")
          .containsEntry("flybrain.record.every", "0.2")
          .containsEntry("flybrain.backend", "event");
    }
  }

  @Test
  void backendThatCannotRecord_saysSo() {
    assertThatThrownBy(() -> new FailingBackend().requireRecording())
        .isInstanceOf(BackendException.class)
        .hasMessage("fails: cannot record v or g; use --backend event, or leave out --record");
  }

  private static StateFile states(Path file) {
    return new StateFile(
        file,
        Compression.BROTLI,
        NeuronSet.of("all", 2, 0, 1),
        2,
        Set.of(StateVariable.V, StateVariable.G));
  }

  @Test
  void spikeFile_givesTheSameSpikesAgain() throws IOException {
    Path file = folder.resolve("spikes.parquet");
    SpikeRecorder seen = new SpikeRecorder();
    Report report =
        laboratory.run(
            plan(100, 7),
            RunOptions.DEFAULT
                .withSink(seen)
                .withFile(
                    new SpikeFile(
                        file, Compression.ZSTD, "mine", Map.of("flybrain.more", "x"), () -> {})));
    assertThat(report.file()).isEqualTo(file);
    try (SpikeFileReader reader = new SpikeFileReader(file)) {
      assertThat(reader.provenance())
          .containsAllEntriesOf(report.provenance())
          .containsEntry("flybrain.backend", "event")
          .containsEntry("flybrain.exp_name", "mine")
          .containsEntry("flybrain.more", "x");
      Recipe recorded =
          ExperimentFile.parse(reader.provenance().getOrDefault("flybrain.experiment", ""), "file");
      assertThat(spikes(recorded, Engines.REFERENCE)).isEqualTo(rows(seen.spikes())).isNotEmpty();
      SpikeRecorder again = new SpikeRecorder();
      Plan plan = laboratory.planAgain(reader.provenance(), null);
      laboratory.run(plan, RunOptions.DEFAULT.withSink(again));
      assertThat(rows(again.spikes())).isEqualTo(rows(seen.spikes()));
      assertThat(plan.backend()).isEqualTo(Engines.EVENT);
    }
  }

  @Test
  void runThatCannotBeRunAgainHere_isRefused() {
    assertThatThrownBy(() -> laboratory.planAgain(Map.of("flybrain.backend", "nest_cpu"), null))
        .hasMessage("backend 'nest_cpu': not ours");
    Map<String, String> elsewhere =
        Map.of("flybrain.backend", "event", "flybrain.connectome", "v783");
    assertThatThrownBy(() -> laboratory.planAgain(elsewhere, null))
        .hasMessageContaining("connectome chain is not the connectome v783 of the run");
  }

  @Test
  void fileThatCannotBeFinished_leavesNothing() {
    SpikeFile file =
        new SpikeFile(
            folder.resolve("spikes.parquet"),
            Compression.ZSTD,
            null,
            Map.of(),
            () -> {
              throw new IOException("not now");
            });
    assertThatThrownBy(() -> laboratory.run(plan(100, 1), RunOptions.DEFAULT.withFile(file)))
        .hasMessage("not now");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void failureOfTheBackend_leavesNoFile() {
    Plan plan = laboratory.plan(recipe(100, 1), new FailingBackend());
    RunOptions options =
        RunOptions.DEFAULT.withFile(new SpikeFile(folder.resolve("spikes.parquet")));
    assertThatThrownBy(() -> laboratory.run(plan, options))
        .isInstanceOf(BackendException.class)
        .hasMessage("fails: at once");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void withoutSpikes_timesAreAll() throws IOException {
    Report report = laboratory.run(plan(100, 1), RunOptions.DEFAULT.withoutSpikes());
    assertThat(report.statistics().spikes()).isZero();
    assertThat(report.times().simulation()).isPositive();
  }

  @Test
  void experimentsAtOnce_giveWhatEachGivesAlone() throws Exception {
    List<Recipe> recipes =
        IntStream.range(0, 60).mapToObj(k -> recipe(20 + 10 * (k % 7), k)).toList();
    List<Callable<List<List<Integer>>>> tasks =
        recipes.stream()
            .<Callable<List<List<Integer>>>>map(recipe -> () -> spikes(recipe, Engines.EVENT))
            .toList();
    try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
      List<Future<List<List<Integer>>>> together = pool.invokeAll(tasks);
      for (int k = 0; k < recipes.size(); k++) {
        assertThat(together.get(k).get()).isEqualTo(spikes(recipes.get(k), Engines.REFERENCE));
      }
    }
  }

  @Test
  void planOfAnotherBrain_isRefused() throws IOException {
    Connectome other =
        new Connectome(
            "other", "of other", new Neurons(new long[] {11}), new ConnectionsBuilder(1).build());
    try (Laboratory elsewhere = Laboratory.on(other)) {
      Plan plan = elsewhere.plan(recipe(100, 1), Engines.EVENT);
      assertThatThrownBy(() -> laboratory.run(plan, RunOptions.DEFAULT))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("different brain");
    }
  }

  @Test
  void spikesThatAreNotRecorded_goNowhere() {
    RunOptions timesOnly = RunOptions.DEFAULT.withoutSpikes();
    assertThatThrownBy(() -> timesOnly.withSink(new SpikeRecorder()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Plan plan(double rate, int seed) {
    return laboratory.plan(recipe(rate, seed), Engines.EVENT);
  }

  private static Recipe recipe(double rate, int seed) {
    return Recipe.DEFAULT
        .withDriven(List.of(new NeuronReference.Id(11)))
        .withRate(rate)
        .withDuration(0.5)
        .withTrials(4)
        .withSeed(seed);
  }

  private List<List<Integer>> spikes(Recipe recipe, Backend backend) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    laboratory.run(
        laboratory.plan(recipe, backend), RunOptions.DEFAULT.withThreads(2).withSink(recorder));
    return rows(recorder.spikes());
  }

  private static List<List<Integer>> rows(Spikes spikes) {
    return IntStream.range(0, spikes.size())
        .mapToObj(k -> List.of(spikes.trial(k), spikes.step(k), spikes.neuron(k)))
        .toList();
  }
}
