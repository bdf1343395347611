package flybrain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.connectome.SynapseWeight;
import flybrain.engine.Engines;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import flybrain.experiment.Replay;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.spikes.SpikeStatistics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Connectome BRAIN =
      Connectome.of(
              "mine",
              new Neurons(new long[] {11, 22}),
              new ConnectionsBuilder(2).add(0, 1, 300).build())
          .with(new SynapseWeight(0.2, "fitted by us"));

  private static Experiment experiment(@Nullable Replay replay) {
    return new Experiment(
        "events",
        List.of(new Drive(NeuronSet.of("driven", 0), 0)),
        new Silence(NeuronSet.of("one", 1), Silence.Mode.BOTH),
        5000,
        1,
        7,
        Parameters.SHIU_2024.with("w_syn", 0.2),
        List.of(),
        replay);
  }

  private static Plan plan(@Nullable Replay replay) {
    return new Plan(
        BRAIN,
        experiment(replay),
        Engines.REFERENCE,
        null,
        Map.of(),
        List.of(),
        List.of("one thing", "another"),
        0.25);
  }

  private static final Replay EVENTS =
      new Replay("events.csv", new int[] {100, 2000}, new int[] {0, 0});

  /// Two events in half a second of one trial are 4 Hz.
  @Test
  void rate_isSpikesASecond() throws IOException {
    try (Laboratory laboratory = Laboratory.on(BRAIN)) {
      Report report = laboratory.run(plan(EVENTS), RunOptions.DEFAULT.withThreads(1));
      assertThat(report.rate(0).mean()).isEqualTo(4);
      assertThat(report.rate(1).mean()).isZero();
      assertThat(report.times().setup()).as("with the plan").isGreaterThanOrEqualTo(0.25);
      assertThat(report.times().total()).isGreaterThanOrEqualTo(report.times().setup());
    }
  }

  /// 0.5 s in 2 s of simulation, whatever else took time.
  @Test
  void realTimeRatio_isBrainTimeOverTheStepsAlone() {
    Report report =
        new Report(
            plan(EVENTS),
            new SpikeStatistics(2),
            new Report.Times(10, 20, 2, 30, 100),
            Map.of(),
            null);
    assertThat(report.realTimeRatio()).isCloseTo(0.25, within(1e-15));
    assertThat(report.withTotal(200).times()).isEqualTo(new Report.Times(10, 20, 2, 30, 200));
    assertThat(report.withTotal(200).plan()).isSameAs(report.plan());
  }

  @Test
  void provenance_isWhatItTakesToRunAgain() {
    Map<String, String> facts = plan(EVENTS).provenance();
    assertThat(facts)
        .containsEntry("flybrain.connectome", "mine")
        .containsEntry("flybrain.connectome.sha256", BRAIN.fingerprint())
        .containsEntry("flybrain.connectome.w_syn", "0.2")
        .containsEntry("flybrain.connectome.w_syn_source", "fitted by us")
        .containsEntry("flybrain.backend", "reference")
        .containsEntry("flybrain.framework", Engines.REFERENCE.framework())
        .containsEntry("flybrain.seed", "7")
        .containsEntry("flybrain.t_run", "0.5")
        .containsEntry("flybrain.n_run", "1")
        .containsEntry("flybrain.silence_mode", "both")
        .containsEntry("flybrain.parameter.w_syn", "0.2")
        .containsEntry("flybrain.parameter.t_ref", "2.2")
        .containsEntry("flybrain.replay", "events.csv")
        .containsEntry("flybrain.warnings", "one thing\nanother")
        .doesNotContainKey("flybrain.experiment");
    for (String name : Parameters.SHIU_2024.asMap().keySet()) {
      assertThat(facts).containsKey("flybrain.parameter." + name);
    }
    assertThat(plan(null).provenance()).doesNotContainKey("flybrain.replay");
  }

  @Test
  void factsOfTheBackend_areAddedUnderOurName() {
    Report report =
        new Report(
            plan(EVENTS),
            new SpikeStatistics(2),
            new Report.Times(0, 0, 1, 0, 1),
            Map.of("software", "NEST 3"),
            null);
    assertThat(report.provenance())
        .containsEntry("flybrain.software", "NEST 3")
        .containsAllEntriesOf(report.plan().provenance());
  }

  @Test
  void steps_areOfAllTrials() throws IOException {
    try (Laboratory laboratory = Laboratory.on(BRAIN)) {
      Recipe recipe =
          Recipe.DEFAULT
              .withDriven(List.of(new NeuronReference.Id(11)))
              .withDuration(100)
              .withTrials(3000);
      Plan plan = laboratory.plan(recipe, Engines.EVENT);
      assertThat(plan.steps()).isEqualTo(3_000_000_000L);
      assertThat(plan.provenance().get("flybrain.experiment")).contains("n_run = 3000");
    }
  }
}
