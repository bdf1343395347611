package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.WiringChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Eight trials of 2 s, a read-out of one neuron: a difference of two spikes a trial is one hertz.
class WiringComparisonTest {
  private static final int TRIALS = 8;
  private static final WiringChange REWIRED = WiringChange.parse("rewired");
  private static final WiringChange STRONG = WiringChange.parse("min-synapses-5");

  private final List<Recorded> recorded = new ArrayList<>();

  /// A control of 20 spikes a trial and an experiment of others, on a brain.
  private void brain(String wiring, int control, int spikes, String status) {
    String ending = wiring.isEmpty() ? "" : "." + wiring;
    String name = "a_control" + ending;
    recorded.add(recorded(name, "control", "", name, wiring, control, Recorded.DONE));
    recorded.add(recorded("a_21" + ending, "arm", name, name, wiring, spikes, status));
  }

  private static Recorded recorded(
      String name,
      String role,
      String control,
      String reference,
      String wiring,
      int spikes,
      String status) {
    long[] counts = new long[TRIALS];
    Arrays.fill(counts, spikes);
    return new Recorded(
        0,
        name,
        "a",
        role,
        control,
        reference,
        100,
        Double.NaN,
        "",
        "21",
        "",
        1,
        TRIALS,
        2,
        "outgoing",
        0,
        0,
        status,
        wiring,
        Map.of("MN9", new Counts("MN9", 1, counts)));
  }

  private List<WiringComparison> comparisons(WiringChange... changes) {
    Step step =
        new Step(
            "a",
            List.of(new Axis.SilenceSets(List.of())),
            "{silenced}",
            Step.Control.BASE,
            "",
            null,
            false,
            new Wirings(List.of(changes), 4));
    CampaignResults results =
        new CampaignResults(
            Path.of("a"),
            CampaignProvenance.of(
                CampaignFile.parse(
                    Path.of("a.toml"),
                    "drive = { neurons = [1] }\n[[step]]\nname = \"a\"\nrates = 5\n"),
                Map.of(),
                Path.of("a.toml"),
                "",
                10),
            true,
            recorded);
    return WiringComparison.of(step, results, Criteria.DEFAULT);
  }

  @Test
  void comparison_isOfDifferencesOnTheSameBrain() {
    brain("", 20, 4, Recorded.DONE);
    brain("rewired-1", 20, 2, Recorded.DONE);
    brain("rewired-2", 10, 26, Recorded.DONE);
    brain("rewired-3", 30, 28, Recorded.DONE);
    brain("rewired-4", 20, 0, Recorded.RUNAWAY);
    WiringComparison comparison = comparisons(REWIRED).getFirst();
    assertThat(comparison.real().experiment().name()).isEqualTo("a_21");
    assertThat(comparison.real().difference()).isEqualTo(-8);
    assertThat(comparison.change()).isEqualTo(REWIRED);
    assertThat(comparison.brains()).isEqualTo(4);
    assertThat(comparison.ranAway()).isEqualTo(1);
    assertThat(comparison.differences()).containsExactly(-9.0, -1.0, 8.0);
    assertThat(comparison.lowest()).isEqualTo(-9);
    assertThat(comparison.median()).isEqualTo(-1);
    assertThat(comparison.highest()).isEqualTo(8);
    // -9 Hz is larger, and 8 Hz as large.
    assertThat(comparison.rank()).isEqualTo(3);
    // All trials differ by as much, so p is 2 / 2^8; a loss of 1 of 15 Hz is too small.
    assertThat(comparison.effects()).isEqualTo(2);
    assertThat(comparison.silent()).isZero();
  }

  @Test
  void medianOfAnEvenNumber_isTheMeanOfTheMiddleTwo() {
    brain("", 20, 4, Recorded.DONE);
    brain("rewired-1", 20, 18, Recorded.DONE);
    brain("rewired-2", 20, 10, Recorded.DONE);
    brain("rewired-3", 20, 16, Recorded.DONE);
    brain("rewired-4", 20, 20, Recorded.DONE);
    WiringComparison comparison = comparisons(REWIRED).getFirst();
    assertThat(comparison.median()).isEqualTo(-1.5);
    assertThat(comparison.rank()).as("no changed brain has one as large").isEqualTo(1);
  }

  @Test
  void brainOnWhichTheReadOutIsSilent_hasNoDifference() {
    brain("", 20, 4, Recorded.DONE);
    brain("min-synapses-5", 0, 0, Recorded.DONE);
    WiringComparison comparison = comparisons(STRONG).getFirst();
    assertThat(comparison.silent()).isEqualTo(1);
    assertThat(comparison.differences()).containsExactly(0.0);
    assertThat(comparison.effects()).isZero();
  }

  @Test
  void eachChange_isComparedByItself_inTheirOrder() {
    brain("", 20, 4, Recorded.DONE);
    brain("min-synapses-5", 20, 0, Recorded.DONE);
    brain("rewired-1", 20, 20, Recorded.DONE);
    List<WiringComparison> comparisons = comparisons(REWIRED, STRONG);
    assertThat(comparisons).extracting(WiringComparison::change).containsExactly(REWIRED, STRONG);
    assertThat(comparisons).extracting(WiringComparison::rank).containsExactly(1, 2);
    assertThat(comparisons).extracting(WiringComparison::brains).containsExactly(1, 1);
  }

  @ParameterizedTest
  @CsvSource({"4, runaway, 1", "0, done, 1", "4, done, 0"})
  void nothingToCompare_hasNoRank(int spikes, String status, int brains) {
    brain("", spikes == 0 ? 0 : 20, spikes, status);
    if (brains > 0) {
      brain("rewired-1", 20, 18, Recorded.DONE);
    }
    WiringComparison comparison = comparisons(REWIRED).getFirst();
    assertThat(comparison.rank()).isZero();
    assertThat(comparison.brains()).isEqualTo(brains);
    assertThat(Double.isNaN(comparison.lowest())).isEqualTo(brains == 0);
    assertThat(Double.isNaN(comparison.median())).isEqualTo(brains == 0);
    assertThat(Double.isNaN(comparison.highest())).isEqualTo(brains == 0);
  }

  @Test
  void brainsThatAllRanAway_leaveNothing() {
    brain("", 20, 4, Recorded.DONE);
    brain("rewired-1", 20, 0, Recorded.RUNAWAY);
    WiringComparison comparison = comparisons(REWIRED).getFirst();
    assertThat(comparison.ranAway()).isEqualTo(1);
    assertThat(comparison.rank()).isZero();
    assertThat(comparison.median()).isNaN();
  }
}
