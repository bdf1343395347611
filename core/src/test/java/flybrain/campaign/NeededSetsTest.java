package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.engine.Engines;
import flybrain.laboratory.Laboratory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Campaigns on a connectome that lacks sets of neurons altogether: what needs them is marked and
/// not run, and all else is as in a campaign without it.
class NeededSetsTest {
  /// `sugar`, `bitter` and `water` are absent. The campaign's own drive is, too, but not the first
  /// drive of most steps.
  private static final String CAMPAIGN =
      """
      n_run = 4
      read_out = [31]
      drive = { neurons = "sugar", rate = 150 }
      sets = { here = [11, 12] }

      [[step]]
      name = "base"
      rates = [50, 100]

      [[step]]
      name = "of_base"
      rates = [50, 100]
      silence_each = { most_active = 2, of = "base", at = 100 }

      [[step]]
      name = "own"
      drive = { neurons = "here", rate = 150 }
      rates = [50, 100]

      [[step]]
      name = "of_own"
      drive = { neurons = "here", rate = 150 }
      silence_each = { most_active = 2, of = "own", at = 100 }

      [[step]]
      name = "silenced"
      drive = { neurons = "here", rate = 150 }
      silence = { neurons = "bitter" }
      rates = [50]
      control = "none"

      [[step]]
      name = "second"
      drive = { neurons = "here", rate = 150 }
      drive2 = { neurons = "water", rate = 50 }
      rates = [150]

      [[step]]
      name = "of_second"
      drive = { neurons = "here", rate = 150 }
      silence_each = { most_active = 2, of = "second", at = 150 }
      control = "none"
      """;

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();

  private CampaignResults run(String text) throws IOException {
    try (Laboratory laboratory = Laboratory.on(SmallBrain.BRAIN)) {
      CampaignRun run = on(text, laboratory);
      return run.run(folder.resolve("whole"), run.check(), Progress.NONE, (_, _) -> {});
    }
  }

  private CampaignRun on(String text, Laboratory laboratory) {
    return new CampaignRun(
        CampaignRunTest.campaign(text),
        Path.of("screen.toml"),
        laboratory,
        BrainSource.NONE,
        Engines.EVENT,
        2,
        warnings::add);
  }

  @Test
  void setThatTheBrainLacks_isMarkedAndNotRun() throws IOException {
    String sets =
        """
        n_run = 4
        read_out = [31]
        drive = { neurons = [11], rate = 100 }
        sets = { here = [11, 12] }

        [[step]]
        name = "a"
        drive_sets = ["here", "bitter"]
        """;
    CampaignResults results = run(sets);
    List<Recorded> arms = results.ofStep("a").stream().filter(Recorded::isArm).toList();
    assertThat(arms.stream().map(Recorded::hadNoNeurons)).containsExactly(false, true);
    assertThat(arms.getLast().spikes()).isZero();
    assertThat(arms.getLast().counts()).isEmpty();
    assertThat(
            Answers.of(
                CampaignRunTest.campaign(sets).steps().getFirst(), results, Criteria.DEFAULT))
        .hasSize(1);
    assertThat(warnings)
        .containsExactly(
            "step 'a': small has no neuron of bitter; experiments that need them are marked 'no neurons'");
  }

  @Test
  void stepsThatNeedAbsentSets_areMarkedAndAllOthersRun() throws IOException {
    CampaignResults results = run(CAMPAIGN);
    assertThat(results.finished()).isTrue();
    assertThat(
            results.experiments().stream()
                .collect(
                    Collectors.groupingBy(
                        Recorded::step,
                        Collectors.mapping(Recorded::hadNoNeurons, Collectors.toSet()))))
        .isEqualTo(
            Map.of(
                "base", Set.of(true),
                "of_base", Set.of(true),
                "own", Set.of(false),
                "of_own", Set.of(false),
                "silenced", Set.of(true),
                "second", Set.of(true)));
    assertThat(results.ofStep("of_base")).noneMatch(Recorded::isArm);
    assertThat(results.ofStep("own").stream().filter(Recorded::isArm))
        .allMatch(each -> each.spikes() > 0);
    assertThat(warnings)
        .containsExactly(
            "step 'base': small has no neuron of sugar; experiments that need them are marked 'no neurons'",
            "step 'silenced': small has no neuron of bitter; experiments that need them are marked 'no neurons'",
            "step 'second': small has no neuron of water; experiments that need them are marked 'no neurons'",
            "no experiments with the most active neurons of base_100Hz: it is marked 'no neurons'",
            "step 'of_base': small has no neuron of sugar; experiments that need them are marked 'no neurons'",
            "no experiments with the most active neurons of second_150Hz: it is marked 'no neurons'");
  }

  @Test
  void shards_giveTheBytesOfARunInOnePiece() throws IOException {
    run(CAMPAIGN);
    Path shared = folder.resolve("shared");
    try (Laboratory laboratory = Laboratory.on(SmallBrain.BRAIN)) {
      CampaignRun run = on(CAMPAIGN, laboratory);
      for (Stage stage : Stage.of(CampaignRunTest.campaign(CAMPAIGN))) {
        try (StageRun planned = run.stage(shared, run.check(), stage, 3)) {
          planned.run(planned.parts(), Progress.NONE);
        }
      }
    }
    CampaignMerge.merge(shared, List.of());
    CampaignRunTest.assertSame(folder.resolve("whole"), shared);
  }

  @Test
  void estimate_countsNothingForWhatIsNotRun() throws IOException {
    try (Laboratory laboratory = Laboratory.on(SmallBrain.BRAIN)) {
      Map<String, Double> seconds = on(CAMPAIGN, laboratory).estimate().secondsByStep();
      assertThat(seconds.entrySet().stream().filter(step -> step.getValue() == 0))
          .extracting(Map.Entry::getKey)
          .contains("base", "of_base", "silenced")
          .doesNotContain("own", "of_own", "of_second");
    }
  }

  @Test
  void campaignOfWhichNothingWouldRun_isRefused() {
    String paper =
        """
        drive = { neurons = "sugar", rate = 150 }

        [[step]]
        name = "a"
        drive_sets = ["bitter", "water"]
        """;
    assertThatThrownBy(() -> run(paper))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "nothing to run: small has no neuron of bitter, water; choose another connectome");
    assertThat(folder.resolve("whole")).doesNotExist();
  }
}
