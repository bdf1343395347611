package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.connectome.Connectome;
import flybrain.engine.Engines;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Report;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CampaignRunTest {
  private static final String CAMPAIGN =
      """
      n_run = 20
      read_out = [31, 21]
      drive = { neurons = [11, 12, 13], rate = 100 }

      [[step]]
      name = "dose"
      rates = [20, 40, 80, 160]

      [[step]]
      name = "silence"
      rates = [50, 100]
      silence_each = { most_active = 3, of = "dose", at = 160 }

      [[step]]
      name = "alone"
      drive_each = [11, 12, 21, 22]

      [[step]]
      name = "weights"
      w_syn = [0.2, 0.3]
      v_th = [-46, -44]
      """;

  @TempDir private Path folder;

  @Test
  void rates_areThoseOfEachExperimentAlone() throws IOException {
    CampaignResults results = run(CAMPAIGN, folder.resolve("a"), 3);
    Map<String, Map<Long, List<Double>>> rates = rates(results);
    assertThat(results.experiments()).hasSize(5 + 2 * 4 + 2 + 4 + 5);
    List<PlannedExperiment> planned = planned(CAMPAIGN, results);
    assertThat(results.experiments().stream().map(Recorded::name))
        .containsExactlyElementsOf(planned.stream().map(PlannedExperiment::name).toList());
    for (PlannedExperiment each : planned) {
      try (Laboratory laboratory = Laboratory.on(SmallBrain.BRAIN)) {
        Report alone = laboratory.run(each.recipe());
        Map<Long, List<Double>> expected = new TreeMap<>();
        alone
            .statistics()
            .mostActive()
            .forEach(neuron ->
                expected.put(
                    SmallBrain.BRAIN.neurons().id(neuron),
                    List.of(alone.rate(neuron).mean(), alone.rate(neuron).sd())));
        assertThat(rates.getOrDefault(each.name(), Map.of())).isEqualTo(expected);
        Recorded recorded = results.experiments().get(each.number());
        assertThat(recorded.rateOf("31")).isEqualTo(alone.rate(6).mean());
        assertThat(recorded.spikes()).isEqualTo(alone.statistics().spikesPerTrial().mean());
      }
    }
  }

  @Test
  void step_mayHaveADriveAndReadOutsOfItsOwn() throws IOException {
    String own =
        CAMPAIGN
            + """

            [[step]]
            name = "own"
            drive = { neurons = [22] }
            silence = { neurons = [13] }
            read_out = [22]
            rates = [50, 150]
            spikes = true
            """;
    CampaignResults results = run(own, folder.resolve("a"), 2);
    List<Recorded> ofStep = results.ofStep("own");
    assertThat(ofStep.stream().map(Recorded::rate)).containsExactly(100.0, 50.0, 150.0);
    for (Recorded each : ofStep) {
      assertThat(each.counts().keySet()).containsExactly("22");
      // Neuron 22 has no output.
      assertThat(each.active()).isEqualTo(1);
      assertThat(each.trials()).isEqualTo(20);
      assertThat(results.spikesOf(each)).exists();
    }
    assertThat(results.spikesOf(results.ofStep("dose").getFirst())).doesNotExist();
    assertThat(campaign(own).withTrials(3).steps().getLast().own())
        .satisfies(recipe -> assertThat(recipe.trials()).isEqualTo(3));
  }

  /// The plan of the steps again, with the neurons that the step `silence` found.
  static List<PlannedExperiment> planned(String text, CampaignResults results) {
    Campaign campaign = campaign(text);
    StepPlanner planner =
        new StepPlanner(campaign, SmallBrain.BRAIN, _ -> SmallBrain.BRAIN, _ -> {});
    List<Long> found =
        results.ofStep("silence").stream()
            .filter(Recorded::isArm)
            .map(each -> Long.valueOf(each.silenced()))
            .distinct()
            .toList();
    List<PlannedExperiment> planned = new ArrayList<>();
    campaign
        .steps()
        .forEach(step -> planned.addAll(planner.plan(step, planned.size(), _ -> found)));
    return planned;
  }

  @Test
  void mostActive_areTheUndrivenOnesOfTheExperiment() throws IOException {
    CampaignResults results = run(CAMPAIGN, folder.resolve("a"), 2);
    Map<Long, List<Double>> rates = rates(results).getOrDefault("dose_160Hz", Map.of());
    List<String> byRate =
        rates.entrySet().stream()
            .filter(each -> each.getKey() > 13)
            .sorted(Comparator.comparingDouble(each -> -each.getValue().getFirst()))
            .limit(3)
            .map(each -> each.getKey().toString())
            .toList();
    assertThat(byRate).hasSize(3);
    assertThat(
            results.ofStep("silence").stream()
                .filter(Recorded::isArm)
                .map(Recorded::silenced)
                .distinct())
        .containsExactlyElementsOf(byRate);
  }

  @Test
  void files_doNotDependOnThreads() throws IOException {
    run(CAMPAIGN, folder.resolve("one"), 1);
    run(CAMPAIGN, folder.resolve("six"), 6);
    assertSame("one", "six");
  }

  /// Fails at the n-th experiment, as a machine may.
  @ParameterizedTest
  @ValueSource(ints = {1, 6, 7, 12, 14, 19, 24})
  void filesAfterAFailure_areThoseOfAnUndisturbedRun(int last) throws IOException {
    run(CAMPAIGN, folder.resolve("whole"), 2);
    Path broken = folder.resolve("broken");
    assertThatThrownBy(() -> run(CAMPAIGN, broken, 2, new StoppingBackend(last)))
        .isInstanceOf(IOException.class)
        .hasMessage("stopped");
    assertThat(broken.resolve("experiments.parquet")).doesNotExist();
    run(CAMPAIGN, broken, 2);
    assertSame("whole", "broken");
  }

  @Test
  void filesAfterAnInterruption_areThoseOfAnUndisturbedRun() throws IOException {
    run(CAMPAIGN, folder.resolve("whole"), 2);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread caller = Thread.currentThread();
    Progress interrupting =
        new Progress() {
          @Override
          public void stage(String name) {}

          @Override
          public void at(long done, long total) {
            if (3 * done > total && interrupted.compareAndSet(false, true)) {
              caller.interrupt();
            }
          }
        };
    Path broken = folder.resolve("broken");
    assertThatThrownBy(() -> run(campaign(CAMPAIGN), broken, 2, Engines.EVENT, interrupting))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
    run(CAMPAIGN, broken, 2);
    assertSame("whole", "broken");
  }

  /// Between the files of a part, and between the files at the end.
  @Test
  void filesAfterAKillBetweenTwoFiles_areThoseOfAnUndisturbedRun() throws IOException {
    run(CAMPAIGN, folder.resolve("whole"), 2);
    Path broken = folder.resolve("broken");
    assertThatThrownBy(() -> run(CAMPAIGN, broken, 2, new StoppingBackend(15)));
    Path part = CampaignStore.part(broken, 0, CampaignTables.EXPERIMENTS);
    Files.delete(part);
    Files.writeString(broken.resolve("rates.parquet"), "of a process that was killed");
    assertThat(CampaignResults.read(broken).finished()).isFalse();
    run(CAMPAIGN, broken, 2);
    assertSame("whole", "broken");
  }

  @Test
  void finishedCampaign_runsNothingAgain() throws IOException {
    CampaignResults first = run(CAMPAIGN, folder.resolve("a"), 2);
    CampaignResults again = run(CAMPAIGN, folder.resolve("a"), 2, new StoppingBackend(1));
    assertThat(again.experiments().stream().map(Recorded::name))
        .containsExactlyElementsOf(first.experiments().stream().map(Recorded::name).toList());
    assertThat(again.finished()).isTrue();
  }

  @Test
  void tables_sayWhatTheyAreMadeFrom() throws IOException {
    run(CAMPAIGN, folder.resolve("a"), 2);
    for (String table : List.of("experiments", "rates", "counts")) {
      try (ParquetReader reader =
          new ParquetReader(folder.resolve("a").resolve(table + ".parquet"))) {
        assertThat(reader.metadata())
            .containsEntry("flybrain.connectome", "small")
            .containsEntry("flybrain.connectome.sha256", SmallBrain.BRAIN.fingerprint())
            .containsEntry("flybrain.seed", "1")
            .containsEntry("flybrain.n_run", "20")
            .containsEntry("flybrain.silence_mode", "outgoing")
            .containsKey("flybrain.version");
      }
    }
  }

  @Test
  void changedCampaignConnectomeOrTrials_isRefused() throws IOException {
    Path a = folder.resolve("a");
    run(CAMPAIGN, a, 2);
    assertThatThrownBy(
            () -> run(CAMPAIGN.replace("160]", "170]").replace("at = 160", "at = 170"), a, 2))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(a + ": the campaign file has changed since")
        .hasMessageContaining("--out");
    assertThatThrownBy(
            () -> run(campaign(CAMPAIGN).withTrials(3), a, 2, Engines.EVENT, Progress.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("was started with n_run = 20, and it is 3 now");
    assertThatThrownBy(() -> run(campaign(CAMPAIGN), a, SmallBrain.of(250)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("was started on connectome small");
    assertThatThrownBy(() -> run(CAMPAIGN, a, 2, Engines.REFERENCE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("was started with backend = event, and it is reference now");
  }

  @Test
  void folderOfOtherFiles_isRefused() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> run(CAMPAIGN, folder, 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is a folder of other files");
    assertThat(folder).isDirectoryContaining("glob:**notes.txt");
  }

  @Test
  void secondRunInTheFolder_isRefused() throws IOException {
    Path a = folder.resolve("a");
    Campaign campaign = campaign(CAMPAIGN);
    try (Laboratory laboratory = Laboratory.on(SmallBrain.BRAIN)) {
      CampaignProvenance provenance = runOn(campaign, laboratory, Engines.EVENT, 2).check();
      try (CampaignStore held = CampaignStore.open(a, campaign.text(), provenance)) {
        assertThat(held.isFinished()).isFalse();
        assertThatThrownBy(() -> run(CAMPAIGN, a, 2))
            .isInstanceOf(InputException.class)
            .hasMessageContaining(a + ": this process is running this campaign");
      }
    }
  }

  @Test
  void spikes_areKeptWhereAskedFor() throws IOException {
    Path a = folder.resolve("a");
    CampaignResults results = run("spikes = true\n" + CAMPAIGN, a, 2);
    for (Recorded each : results.experiments()) {
      Path file = a.resolve("spikes").resolve(each.name() + ".parquet");
      try (ParquetReader reader = new ParquetReader(file)) {
        assertThat((double) reader.rows() / each.trials()).isEqualTo(each.spikes());
      }
    }
  }

  @Test
  void runaway_isSaid() throws IOException {
    String text = CAMPAIGN.replace("n_run = 20", "n_run = 5\nrunaway = 600").replace("22]", "41]");
    CampaignResults results = run(text, folder.resolve("a"), 2);
    assertThat(results.ofStep("alone").stream().filter(Recorded::ranAway).map(Recorded::name))
        .contains("alone_41")
        .doesNotContain("alone_11", "alone_12", "alone_21");
    Step alone = campaign(text).steps().get(2);
    assertThat(Answers.of(alone, results, campaign(text).criteria()))
        .filteredOn(answer -> answer.experiment().driven().equals("41"))
        .allMatch(answer -> answer.verdict() == Verdict.RUNAWAY && Double.isNaN(answer.p()));
  }

  @Test
  void knownCircuit_hasTheKnownAnswers() throws IOException {
    CampaignResults results = run(CAMPAIGN, folder.resolve("a"), 2);
    assertThat(answers(results, 1, "31"))
        .containsEntry("silence_100Hz_without_21", Verdict.NECESSARY)
        .containsEntry("silence_100Hz_without_22", Verdict.NO_EFFECT);
    assertThat(answers(results, 2, "31"))
        .containsEntry("alone_21", Verdict.SUFFICIENT)
        .containsEntry("alone_22", Verdict.NO_EFFECT);
    assertThat(answers(results, 0, "21"))
        .containsEntry("dose_20Hz", Verdict.LOWERS)
        .containsEntry("dose_160Hz", Verdict.RAISES);
  }

  private static Map<String, Verdict> answers(CampaignResults results, int step, String readOut) {
    Map<String, Verdict> verdicts = new TreeMap<>();
    Campaign campaign = campaign(CAMPAIGN);
    for (Answer answer : Answers.of(campaign.steps().get(step), results, campaign.criteria())) {
      if (answer.readOut().equals(readOut)) {
        verdicts.put(answer.experiment().name(), answer.verdict());
      }
    }
    return verdicts;
  }

  @Test
  void estimate_countsAllExperiments() throws IOException {
    try (Laboratory laboratory = Laboratory.on(SmallBrain.BRAIN)) {
      Estimate estimate = runOn(campaign(CAMPAIGN), laboratory, Engines.EVENT, 2).estimate();
      assertThat(estimate.experiments()).isEqualTo(24);
      assertThat(estimate.trials()).isEqualTo(480);
      assertThat(estimate.brainSeconds()).isEqualTo(480);
      assertThat(estimate.seconds()).isPositive();
    }
  }

  static Campaign campaign(String text) {
    return CampaignFile.parse(Path.of("screen.toml"), text);
  }

  static CampaignResults run(String text, Path folder, int threads) throws IOException {
    return run(text, folder, threads, Engines.EVENT);
  }

  static CampaignResults run(String text, Path folder, int threads, Backend backend)
      throws IOException {
    return run(campaign(text), folder, threads, backend, Progress.NONE);
  }

  private static CampaignResults run(
      Campaign campaign, Path folder, int threads, Backend backend, Progress progress)
      throws IOException {
    try (Laboratory laboratory = Laboratory.on(SmallBrain.BRAIN)) {
      CampaignRun run = runOn(campaign, laboratory, backend, threads);
      return run.run(folder, run.check(), progress, (_, _) -> {});
    }
  }

  private static CampaignResults run(Campaign campaign, Path folder, Connectome brain)
      throws IOException {
    try (Laboratory laboratory = Laboratory.on(brain)) {
      CampaignRun run = runOn(campaign, laboratory, Engines.EVENT, 2);
      return run.run(folder, run.check(), Progress.NONE, (_, _) -> {});
    }
  }

  static CampaignRun runOn(Campaign campaign, Laboratory laboratory, Backend backend, int threads) {
    return new CampaignRun(
        campaign, Path.of("screen.toml"), laboratory, BrainSource.NONE, backend, threads, _ -> {});
  }

  private void assertSame(String one, String other) throws IOException {
    assertSame(folder.resolve(one), folder.resolve(other));
  }

  /// The folders have the same files.
  static void assertSame(Path first, Path second) throws IOException {
    assertThat(names(second)).isEqualTo(names(first)).contains("rates.parquet", "campaign.toml");
    for (String name : names(first)) {
      assertThat(second.resolve(name)).hasSameBinaryContentAs(first.resolve(name));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(folder::relativize)
          .map(Path::toString)
          .sorted()
          .toList();
    }
  }

  private static Map<String, Map<Long, List<Double>>> rates(CampaignResults results)
      throws IOException {
    Map<String, Map<Long, List<Double>>> rates = new TreeMap<>();
    try (ParquetReader reader = new ParquetReader(results.folder().resolve("rates.parquet"));
        ColumnBatches batches = reader.read(CampaignTables.RATES.columns())) {
      while (batches.next()) {
        for (int row = 0; row < batches.batch().rows(); row++) {
          rates
              .computeIfAbsent(batches.batch().strings(0)[row], _ -> new TreeMap<>())
              .put(
                  batches.batch().longs(1)[row],
                  List.of(batches.batch().doubles(3)[row], batches.batch().doubles(4)[row]));
        }
      }
    }
    return rates;
  }
}
