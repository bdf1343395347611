package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.connectome.Connectome;
import flybrain.connectome.ScaledInhibition;
import flybrain.connectome.WiringChange;
import flybrain.engine.Engines;
import flybrain.experiment.NeuronReference;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Report;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Steps on several brains: rewired ones, other connectomes, stronger inhibition.
class CampaignBrainsTest {
  @TempDir Path folder;

  private static final String WIRED =
      """
      n_run = 12
      read_out = [31]
      drive = { neurons = [11, 12, 13], rate = 100 }

      [[step]]
      name = "silence"
      silence_each = [21, 22]
      wirings = ["rewired", "shuffled-signs", "min-synapses-100"]
      shuffles = 3
      """;

  @Test
  void changedBrains_haveTheExperimentsOfTheStep_asTheyAreOnSuchABrain() throws IOException {
    CampaignResults results = CampaignRunTest.run(WIRED, folder.resolve("a"), 2);
    assertThat(results.experiments()).hasSize(3 * (1 + 3 + 3 + 1));
    assertThat(results.provenance().experiments()).isEqualTo(24);
    assertThat(results.ofStep("silence").stream().map(Recorded::name))
        .containsExactly("silence_control", "silence_without_21", "silence_without_22");
    for (String wiring :
        List.of("rewired-1", "rewired-3", "shuffled-signs-2", "min-synapses-100")) {
      List<Recorded> there = results.ofStep("silence", wiring);
      assertThat(there.stream().map(Recorded::control))
          .containsExactly("", "silence_control." + wiring, "silence_control." + wiring);
      int dash = wiring.lastIndexOf('-');
      Connectome changed =
          wiring.startsWith("min")
              ? WiringChange.parse(wiring).of(SmallBrain.BRAIN, 0)
              : WiringChange.parse(wiring.substring(0, dash))
                  .of(SmallBrain.BRAIN, Long.parseLong(wiring.substring(dash + 1)));
      try (Laboratory laboratory = Laboratory.on(changed)) {
        for (Recorded each : there) {
          Report alone = laboratory.run(onRealBrain(each.name(), results).recipe());
          assertThat(each.rateOf("31")).isEqualTo(alone.rate(6).mean());
          assertThat(each.spikes()).isEqualTo(alone.statistics().spikesPerTrial().mean());
        }
      }
    }
  }

  /// The experiment on the brain as it is of one on a changed brain.
  private static PlannedExperiment onRealBrain(String name, CampaignResults results) {
    String real = name.substring(0, name.indexOf('.'));
    return CampaignRunTest.planned(WIRED, results).stream()
        .filter(each -> each.name().equals(real))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void changedBrains_areSameAfterAnInterruption() throws IOException {
    CampaignRunTest.run(WIRED, folder.resolve("whole"), 2);
    assertThatThrownBy(
            () -> CampaignRunTest.run(WIRED, folder.resolve("cut"), 2, new StoppingBackend(14)))
        .hasMessage("stopped");
    CampaignRunTest.run(WIRED, folder.resolve("cut"), 2);
    CampaignRunTest.assertSame(folder.resolve("cut"), folder.resolve("whole"));
  }

  @Test
  void rank_isThatOfTheBrainAmongItsChangedOnes() throws IOException {
    CampaignResults results = CampaignRunTest.run(WIRED, folder.resolve("a"), 2);
    Step step = CampaignRunTest.campaign(WIRED).steps().getFirst();
    List<WiringComparison> comparisons = WiringComparison.of(step, results, Criteria.DEFAULT);
    assertThat(comparisons).hasSize(2 * 3);
    for (WiringComparison each : comparisons) {
      boolean random = each.change().isRandom();
      assertThat(each.brains()).isEqualTo(random ? 3 : 1);
      assertThat(each.rank()).isBetween(1, each.brains() + 1);
      int larger = 0;
      for (Wirings.Instance instance : step.wirings().instances()) {
        if (instance.change().equals(each.change())) {
          List<Recorded> there = results.ofStep("silence", instance.name());
          Recorded arm = there.get(each.real().experiment().name().endsWith("21") ? 1 : 2);
          double difference = arm.rateOf("31") - there.getFirst().rateOf("31");
          assertThat(difference).isBetween(each.lowest(), each.highest());
          larger += Math.abs(difference) >= Math.abs(each.real().difference()) ? 1 : 0;
        }
      }
      assertThat(each.rank()).isEqualTo(1 + larger);
    }
    // Without its only strong input 31 is silent with strong connections alone too.
    assertThat(comparisons.get(4).real().verdict()).isEqualTo(Verdict.NECESSARY);
    assertThat(comparisons.get(4).effects()).isEqualTo(1);
    assertThat(comparisons.get(4).silent()).isZero();
  }

  @Test
  void otherBrains_areOpenedOnceAndRunAsByThemselves() throws IOException {
    String text =
        """
        n_run = 6
        read_out = [31]
        drive = { neurons = [11, 12, 13], rate = 100 }

        [[step]]
        name = "brains"
        connectomes = ["weak", "rewired-3", "min-synapses-200"]

        [[step]]
        name = "inhibition"
        inhibition_times = [0.5, 1, 3]
        rates = [50, 100]

        [[step]]
        name = "silence"
        connectomes = ["weak"]
        silence_each = [21]
        """;
    List<String> opened = new ArrayList<>();
    Connectome weak = SmallBrain.of(100);
    BrainSource source =
        name -> {
          opened.add(name);
          return weak;
        };
    Map<String, Connectome> brains =
        Map.of(
            "brains_on_weak", weak,
            "brains_on_rewired-3", WiringChange.parse("rewired").of(SmallBrain.BRAIN, 3),
            "brains_on_min-synapses-200",
                WiringChange.parse("min-synapses-200").of(SmallBrain.BRAIN, 0),
            "silence_on_weak_without_21", weak,
            "silence_control_on_weak", weak);
    CampaignResults results;
    try (Laboratory laboratory = Laboratory.on(SmallBrain.BRAIN)) {
      Campaign campaign = CampaignRunTest.campaign(text);
      CampaignRun run =
          new CampaignRun(
              campaign, Path.of("screen.toml"), laboratory, source, Engines.EVENT, 2, _ -> {});
      results = run.run(folder.resolve("a"), run.check(), Progress.NONE, (_, _) -> {});
    }
    assertThat(opened).containsExactly("weak");
    for (Recorded each : results.experiments()) {
      Connectome brain = brains.get(each.name());
      if (brain != null) {
        try (Laboratory alone = Laboratory.on(brain)) {
          Report report =
              alone.run(
                  CampaignRunTest.campaign(text)
                      .base()
                      .withSilenced(
                          each.silenced().isEmpty()
                              ? List.of()
                              : List.of(new NeuronReference.Id(21))));
          assertThat(each.spikes())
              .as(each.name())
              .isEqualTo(report.statistics().spikesPerTrial().mean());
        }
      }
    }
    assertThat(results.experiments().stream().map(Recorded::name)).containsAll(brains.keySet());
    assertThat(results.ofStep("brains").get(1).parameters()).isEqualTo("connectome=weak");
    // Neuron 23 inhibits the read-out; without a change it is the control to the last spike.
    List<Recorded> ofInhibition = results.ofStep("inhibition");
    Map<String, Double> rates = new TreeMap<>();
    ofInhibition.forEach(each -> rates.put(each.name(), each.rateOf("31")));
    assertThat(rates.get("inhibition_inhibition_times_1_100Hz"))
        .isEqualTo(results.ofStep("brains").getFirst().rateOf("31"));
    assertThat(rates.get("inhibition_inhibition_times_0.5_100Hz"))
        .isGreaterThanOrEqualTo(rates.get("inhibition_inhibition_times_1_100Hz"));
    assertThat(rates.get("inhibition_inhibition_times_3_100Hz"))
        .isLessThan(rates.get("inhibition_inhibition_times_1_100Hz"));
  }

  private static final String CHANGED_TWICE =
      """
      n_run = 6
      read_out = [31]
      drive = { neurons = [11, 12, 13], rate = 100 }

      [[step]]
      name = "brains"
      rates = [50, 100]
      connectomes = ["rewired-3", "min-synapses-100"]
      wirings = "shuffled-signs"
      shuffles = 2

      [[step]]
      name = "inhibition"
      inhibition_times = [0.5, 2]
      wirings = "rewired"
      shuffles = 3
      """;

  @Test
  void changesOfTheBrain_areMadeOneAfterTheOther() throws IOException {
    CampaignResults results = CampaignRunTest.run(CHANGED_TWICE, folder.resolve("a"), 2);
    assertThat(results.experiments()).hasSize((1 + 4) * 3 + (1 + 2) * 4);
    assertThat(results.provenance().experiments()).isEqualTo(results.experiments().size());
    assertThat(results.experiments().stream().map(Recorded::number))
        .containsExactlyElementsOf(
            LongStream.range(0, results.experiments().size()).boxed().toList());
    Connectome rewired = WiringChange.parse("rewired").of(SmallBrain.BRAIN, 3);
    Connectome twice = WiringChange.parse("shuffled-signs").of(rewired, 2);
    Recorded onTwice = named("brains_100Hz_on_rewired-3.shuffled-signs-2", results);
    assertThat(onTwice.wiring()).isEqualTo("shuffled-signs-2");
    assertThat(onTwice.control()).isEqualTo("brains_control.shuffled-signs-2");
    Recorded inhibited = named("inhibition_inhibition_times_2.rewired-3", results);
    try (Laboratory laboratory = Laboratory.on(twice);
        Laboratory inhibiting = Laboratory.on(ScaledInhibition.of(rewired, 2))) {
      assertThat(onTwice.spikes())
          .isEqualTo(
              laboratory
                  .run(CampaignRunTest.campaign(CHANGED_TWICE).base())
                  .statistics()
                  .spikesPerTrial()
                  .mean());
      // A factor of 2 leaves the weight of a synapse as it is.
      assertThat(inhibited.spikes())
          .isEqualTo(
              inhibiting
                  .run(CampaignRunTest.campaign(CHANGED_TWICE).base())
                  .statistics()
                  .spikesPerTrial()
                  .mean());
    }
  }

  private static Recorded named(String name, CampaignResults results) {
    return results.experiments().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 9, 16, 25})
  void changesOfTheBrain_giveTheSameWithOtherThreadsAndAfterAnInterruption(int stop)
      throws IOException {
    CampaignRunTest.run(CHANGED_TWICE, folder.resolve("whole"), 2);
    assertThatThrownBy(() ->
            CampaignRunTest.run(CHANGED_TWICE, folder.resolve("cut"), 2, new StoppingBackend(stop)))
        .hasMessage("stopped");
    CampaignRunTest.run(CHANGED_TWICE, folder.resolve("cut"), 3);
    CampaignRunTest.assertSame(folder.resolve("cut"), folder.resolve("whole"));
  }

  @Test
  void estimate_runsOnTheBrainsOfTheExperiments() throws IOException {
    try (Laboratory laboratory = Laboratory.on(SmallBrain.BRAIN)) {
      CampaignRun run =
          CampaignRunTest.runOn(
              CampaignRunTest.campaign(CHANGED_TWICE), laboratory, Engines.EVENT, 2);
      assertThat(run.estimate().experiments()).isEqualTo((1 + 4) * 3 + (1 + 2) * 4);
    }
  }

  @Test
  void connectomeThatIsNotThere_isNamedBeforeAnythingRuns() {
    String text = "[[step]]\nname = \"a\"\nconnectomes = \"mine\"\n";
    assertThatThrownBy(() -> CampaignRunTest.run(text, folder.resolve("a"), 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("connectome 'mine'");
    assertThat(folder.resolve("a")).doesNotExist();
  }
}
