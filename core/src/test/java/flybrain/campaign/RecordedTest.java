package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedTest {
  private static Recorded recorded(
      String role,
      String driven,
      String silenced,
      String parameters,
      String status,
      Counts... all) {
    Map<String, Counts> counts = new LinkedHashMap<>();
    for (Counts each : all) {
      counts.put(each.readOut(), each);
    }
    return new Recorded(
        1,
        "a",
        "step",
        role,
        "",
        "",
        100,
        Double.NaN,
        driven,
        silenced,
        parameters,
        0,
        4,
        2,
        "outgoing",
        10,
        3,
        status,
        "",
        counts);
  }

  private static Recorded recorded(Counts... counts) {
    return recorded("arm", "", "", "", "done", counts);
  }

  /// Spikes of all neurons over trials of 2 s.
  @Test
  void rateOfAReadOut_isPerNeuronAndSecond() {
    Recorded recorded =
        recorded(
            new Counts("MN9", 1, new long[] {10, 20, 30, 40}),
            new Counts("p9", 2, new long[] {8, 8, 8, 8}));
    assertThat(recorded.rateOf("MN9")).isEqualTo(12.5);
    assertThat(recorded.rateOf("p9")).isEqualTo(2);
    // The sample standard deviation of 10, 20, 30, 40 is the root of 500 / 3.
    assertThat(recorded.sdOf("MN9")).isCloseTo(Math.sqrt(500.0 / 3) / 2, within(1e-12));
    assertThat(recorded.sdOf("p9")).isZero();
  }

  @Test
  void readOutThatTheConnectomeLacks_hasNoRate() {
    assertThat(recorded().rateOf("MN9")).isNaN();
    assertThat(recorded().sdOf("MN9")).isNaN();
  }

  @Test
  void singleTrial_hasARateWithoutADeviation() {
    Recorded recorded = recorded(new Counts("MN9", 1, new long[] {7}));
    assertThat(recorded.rateOf("MN9")).isEqualTo(3.5);
    assertThat(recorded.sdOf("MN9")).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "'', '', '', ''",
    "7, '', '', 7 alone",
    "'', bitter, '', without bitter",
    "'', '', tau_m=10, tau_m=10",
    "7, bitter, 'tau_m=10,w_syn=0.3', '7 alone, without bitter, tau_m=10,w_syn=0.3'"
  })
  void change_isInWords(String driven, String silenced, String parameters, String change) {
    assertThat(recorded("arm", driven, silenced, parameters, "done").change()).isEqualTo(change);
  }

  @ParameterizedTest
  @CsvSource({"arm, true", "control, false", "base, false"})
  void arm_isNoControl(String role, boolean isArm) {
    assertThat(recorded(role, "", "", "", "done").isArm()).isEqualTo(isArm);
  }

  @ParameterizedTest
  @CsvSource({"done, false, false", "runaway, true, false", "no neurons, false, true"})
  void status_saysWhatCameOfIt(String status, boolean ranAway, boolean hadNoNeurons) {
    Recorded recorded = recorded("arm", "", "", "", status);
    assertThat(recorded.ranAway()).isEqualTo(ranAway);
    assertThat(recorded.hadNoNeurons()).isEqualTo(hadNoNeurons);
  }

  @Test
  void countsOfTrials_areCopies() {
    long[] given = {1, 2};
    Counts counts = new Counts("MN9", 1, given);
    given[0] = 99;
    counts.ofTrials()[1] = 99;
    assertThat(counts.ofTrials()).containsExactly(1, 2);
    assertThat(counts.trials()).isEqualTo(2);
  }
}
