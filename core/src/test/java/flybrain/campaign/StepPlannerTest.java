package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.UnknownNeuronException;
import flybrain.campaign.PlannedExperiment.Role;
import flybrain.engine.Engines;
import flybrain.laboratory.Laboratory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The experiments that steps of a campaign file mean, before any has run.
class StepPlannerTest {
  private static final String BASE =
      """
      n_run = 2
      t_run = 0.01
      read_out = [31]
      drive = { neurons = [11], rate = 100 }
      """;

  private static final String NO_DRIVE = "n_run = 2\nt_run = 0.01\nread_out = [31]\n";

  private static Campaign campaign(String base, String step) {
    String text = base + "[[step]]\nname = \"a\"\n" + step.replace("; ", "\n");
    return CampaignFile.parse(Path.of("screen.toml"), text);
  }

  private static StepPlanner planner(Campaign campaign) {
    return new StepPlanner(campaign, SmallBrain.BRAIN, _ -> SmallBrain.BRAIN, _ -> {});
  }

  private static List<PlannedExperiment> plan(String base, String step) {
    Campaign campaign = campaign(base, step);
    return planner(campaign).plan(campaign.steps().getLast(), 0, _ -> List.of(21L, 22L, 12L));
  }

  private static List<String> names(String step) {
    return plan(BASE, step).stream().map(PlannedExperiment::name).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          rates = 5 | a_control a_5Hz
          rates = [0.1, 1e4] | a_control a_0.1Hz a_10000Hz
          rates = 5; control = "none" | a_5Hz
          w_syn = [0.2, 0.3]; v_th = -44 | a_control a_w_syn_0.2_v_th_-44 a_w_syn_0.3_v_th_-44
          w_syn_times = [0.5, 2] | a_control a_w_syn_times_0.5 a_w_syn_times_2
          drive_each = [21, 11] | a_control a_base a_21 a_11
          drive_each = [21]; control = "base" | a_control a_21
          drive_each = [21]; rates = [5, 6]; control = "base" | a_control_5Hz a_control_6Hz a_21_5Hz a_21_6Hz
          drive_sets = ["sugar"]; names = "{step}-{driven}-{campaign}" | a_control a_base a-sugar-screen
          drive_sets = ["LC4 & side:right"] | a_control a_base a_LC4___side_right
          silence_each = [21, 22] | a_control a_without_21 a_without_22
          silence_pairs = [11, 12, 13] | a_control a_without_11_12 a_without_11_13 a_without_12_13
          rates = [5, 6]; silence_each = [21] | a_control_5Hz a_control_6Hz a_5Hz_without_21 a_6Hz_without_21
          drive_each = [11, 12]; silence_each = [21] | a_control_11 a_control_12 a_11_without_21 a_12_without_21
          drive_each = [11]; w_syn = [0.2, 0.3] | a_control_w_syn_0.2 a_base_w_syn_0.2 a_control_w_syn_0.3 a_base_w_syn_0.3 a_11_w_syn_0.2 a_11_w_syn_0.3
          """)
  void step_isItsControlsThenItsExperiments(String step, String names) {
    assertThat(String.join(" ", names(step))).isEqualTo(names);
  }

  /// What is announced before a campaign runs is what is planned when it does.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "rates = [1, 2, 3]",
        "rates = [1, 2]; w_syn = [0.2, 0.3, 0.4]",
        "drive_each = [11, 12, 13]",
        "drive_each = [11, 12]; silence_each = [21, 22, 23]",
        "silence_pairs = [11, 12, 13, 21]; rates = [5, 6]",
        "silence_sets = [\"sugar\"]; control = \"none\"",
        "drive_sets = [11, 12]; inhibition_times = [0.5, 2]",
        "rates = 5; [[step]]; name = \"b\"; silence_pairs = { most_active = 3, of = \"a\" }",
        "rates = 5; [[step]]; name = \"b\"; drive_each = { most_active = 3, of = \"a\" }"
      })
  void size_isTheNumberOfExperiments(String step) {
    for (String base : List.of(BASE, NO_DRIVE)) {
      Campaign campaign = campaign(base, step);
      List<PlannedExperiment> planned = plan(base, step);
      assertThat(planner(campaign).size(campaign.steps().getLast())).isEqualTo(planned.size());
      assertThat(planned.stream().map(PlannedExperiment::number))
          .containsExactlyElementsOf(IntStream.range(0, planned.size()).boxed().toList());
      assertThat(planned).extracting(PlannedExperiment::name).doesNotHaveDuplicates();
      List<String> controls =
          planned.stream()
              .filter(each -> each.role() == Role.CONTROL)
              .map(PlannedExperiment::name)
              .toList();
      assertThat(planned)
          .filteredOn(each -> each.role() == Role.ARM)
          .allSatisfy(arm ->
              assertThat(controls.isEmpty() ? List.of("") : controls).contains(arm.control()));
    }
  }

  private static final String OF_RESULTS = "rates = 5; [[step]]; name = \"b\"; ";

  /// Nothing says beforehand how many neurons will fire.
  @Test
  void pairsOfTheOnlyNeuronThatFired_areRefused() {
    for (String driven : List.of("", ", driven = true")) {
      String step =
          OF_RESULTS + "silence_pairs = { most_active = 3, of = \"a\"%s }".formatted(driven);
      Campaign campaign = campaign(BASE, step);
      StepPlanner planner = planner(campaign);
      assertThatThrownBy(() -> planner.plan(campaign.steps().getLast(), 0, _ -> List.of(21L)))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "screen.toml:10: silence_pairs: only one neuron%s fired in the experiment of step 'a';"
                  + " a pair needs two",
              driven.isEmpty() ? " but the driven ones" : "");
      assertThat(planner.plan(campaign.steps().getLast(), 0, _ -> List.of(21L, 22L)))
          .extracting(PlannedExperiment::name)
          .containsExactly("b_control", "b_without_21_22");
    }
  }

  /// 2,000 neurons have 1,999,000 pairs; of 2^31 - 1 neurons the number fits no `long`.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          silence_pairs = { most_active = 2000, of = "a" } | 1,999,001
          silence_pairs = { most_active = 100000, of = "a" }; rates = [1, 2, 3] | 14,999,850,003
          silence_pairs = { most_active = 138639, of = "a" } | 9,610,316,842
          silence_each = { most_active = 1000000, of = "a" } | 1,000,001
          drive_each = { most_active = 500000, of = "a" }; rates = [1, 2] | 1,000,002
          silence_each = { most_active = 100000, of = "a" }; wirings = "rewired"; shuffles = 10 | 1,100,011
          drive_each = { most_active = 2147483647, of = "a" }; silence_each = { most_active = 2147483647, of = "a" } | 4,611,686,016,279,90
          """)
  void moreExperimentsThanFit_areRefused_withTheirNumber(String step, String number) {
    Campaign campaign = campaign(BASE, OF_RESULTS + step);
    assertThatThrownBy(() -> planner(campaign).size(campaign.steps().getLast()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("screen.toml:9: step 'b': has " + number)
        .hasMessageEndingWith(
            "experiments, and a campaign can have 1,000,000; name fewer neurons or values, or make"
                + " several campaigns of it");
    assertThatThrownBy(() -> check(OF_RESULTS + step))
        .hasMessageStartingWith("screen.toml:9: step 'b': has " + number);
  }

  @Test
  void aMillionExperiments_fitInOneStepButNotBesideOthers() {
    String step = OF_RESULTS + "silence_each = { most_active = 999999, of = \"a\" }";
    Campaign campaign = campaign(BASE, step);
    assertThat(planner(campaign).size(campaign.steps().getLast())).isEqualTo(1_000_000);
    assertThatThrownBy(() -> check(step))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "screen.toml:9: step 'b': with it the campaign has 1,000,002 experiments, and a campaign");
  }

  /// An arm is compared with the control that has the same of all that the step does not ask about.
  @Test
  void controlOfAnArm_sharesTheRest() {
    List<PlannedExperiment> planned = plan(BASE, "rates = [5, 6]; silence_each = [21, 22]");
    for (PlannedExperiment arm : planned) {
      if (arm.role() == Role.ARM) {
        PlannedExperiment control =
            planned.stream()
                .filter(each -> each.name().equals(arm.control()))
                .findFirst()
                .orElseThrow();
        assertThat(control.recipe().drives()).isEqualTo(arm.recipe().drives());
        assertThat(control.recipe().silenced()).isEmpty();
        assertThat(arm.reference()).isEqualTo(arm.control());
        assertThat(control.value("silenced")).isEmpty();
        assertThat(arm.value("silenced")).isIn("21", "22");
      }
    }
  }

  /// Neurons that are driven alone are compared with a brain without any drive, and effects are
  /// sized by the base experiment, if that has a drive.
  @Test
  void unstimulatedControl_hasNoDrive() {
    List<PlannedExperiment> planned = plan(BASE, "drive_each = [21]");
    assertThat(planned)
        .extracting(PlannedExperiment::role)
        .containsExactly(Role.CONTROL, Role.BASE, Role.ARM);
    assertThat(planned.get(0).recipe().drives()).isEmpty();
    assertThat(planned.get(1).recipe().drives()).hasSize(1);
    assertThat(planned.get(2).recipe().rate(0)).isEqualTo(100);
    assertThat(planned.get(2).reference()).isEqualTo("a_base");
    List<PlannedExperiment> bare = plan(NO_DRIVE, "drive_each = [21]");
    assertThat(bare).extracting(PlannedExperiment::role).containsExactly(Role.CONTROL, Role.ARM);
    assertThat(bare.get(1).reference()).isEqualTo("a_control");
  }

  private static void check(String step) throws IOException {
    try (Laboratory laboratory = Laboratory.on(SmallBrain.BRAIN)) {
      CampaignRunTest.runOn(campaign(BASE, step), laboratory, Engines.EVENT, 1).check();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          w_syn = nan | screen.toml:6: step 'a': parameter w_syn = nan: must be a finite number
          w_syn_times = inf | screen.toml:6: step 'a': parameter w_syn = inf: must be a finite number
          tau_m = 0 | screen.toml:6: step 'a': parameter tau_m = 0: must be a finite number above 0
          dt = 0.3 | screen.toml:6: step 'a': parameter t_ref = 2.2: must be 0 or a multiple of dt = 0.3 ms
          rates = 20000 | step 'a', experiment a_20000Hz: drive rate = 20000 Hz: must be from 0 to 10000 Hz
          rates2 = 5 | step 'a', experiment a_5Hz: drive2 rate = 5 Hz: no neurons to stimulate
          rates = [5, 6]; names = "a/{rate}" | screen.toml:6: step 'a': name = 'a/5': must be 1 to 200 of the characters
          rates = 5; [[step]]; name = "b"; rates = 5; names = "a_{rate}Hz" | step 'b': two experiments have the name a_5Hz; change `names`
          drive_each = [11, 12]; silence_each = [21, 22]; names = "x_{id}" | step 'a': two experiments have the name x_11; change `names`
          drive_sets = ["sugr"] | step 'a', experiment a_sugr: neuron set 'sugr' is unknown; did you mean 'sugar'?
          connectomes = ["rewired-x"] | connectome 'rewired-x': cannot be opened here
          silence_pairs = [11] | screen.toml:7: silence_pairs: gives one neuron; a pair needs two
          drive_each = [11, 11] | screen.toml:7: drive_each: neuron id 11 appears twice; give each id once
          rates = 5; silence_each = ["sugar"] | screen.toml:8: silence_each: small has no neuron of sugar
          silence_each = { file = "absent.txt" } | screen.toml:7: absent.txt: no such file of neuron ids
          """)
  void stepThatCannotBeRun_isRefusedBeforeAnythingRuns(String step, String message) {
    assertThatThrownBy(() -> check(step))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(message)
        .message()
        .hasLineCount(1);
  }

  @Test
  void neuronsThatTheConnectomeLacks_areNamedWithTheirPlace() {
    assertThatThrownBy(() -> check("drive_each = [11, 99]"))
        .isInstanceOf(UnknownNeuronException.class)
        .hasMessageStartingWith(
            "screen.toml:7: small does not have these neurons: drive_each: 99.");
  }

  @Test
  void setThatTheConnectomeLacks_isWarnedOf_onceAStep() {
    Campaign campaign = campaign(BASE, "silence_sets = [\"sugar\", \"bitter\"]; rates = [5, 6]");
    List<String> warnings = new ArrayList<>();
    List<PlannedExperiment> planned =
        new StepPlanner(campaign, SmallBrain.BRAIN, _ -> SmallBrain.BRAIN, warnings::add)
            .plan(campaign.steps().getFirst(), 0, _ -> List.of());
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith("step 'a': small has no neuron of ")
        .contains("sugar", "bitter", "are marked 'no neurons'");
    assertThat(planned)
        .filteredOn(each -> each.role() == Role.ARM)
        .hasSize(4)
        .noneMatch(PlannedExperiment::hasNeurons);
    assertThat(planned)
        .filteredOn(each -> each.role() == Role.CONTROL)
        .allMatch(PlannedExperiment::hasNeurons);
  }
}
