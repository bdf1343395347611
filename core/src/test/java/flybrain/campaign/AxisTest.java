package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.experiment.NeuronReference;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AxisTest {
  private static final List<NeuronReference> NEURONS = NeuronReference.parseList("7,8");
  private static final NeuronChoice CHOICE = new NeuronChoice.Named(NEURONS, "axis.toml:3");

  private static final Axis RATES = new Axis.Rates(0, Axis.values(10, 20));
  private static final Axis RATES_OF_THIRD = new Axis.Rates(2, Axis.values(10));
  private static final Axis TAU = new Axis.Parameter("tau_m", Axis.values(10, 20));
  private static final Axis W_SYN = new Axis.Parameter("w_syn", Axis.values(0.2));
  private static final Axis F_POI = new Axis.Parameter("f_poi", Axis.values(200));
  private static final Axis WEIGHTS = new Axis.Weights(Axis.values(0.5, 1));
  private static final Axis INHIBITION = new Axis.Inhibition(Axis.values(0));
  private static final Axis CONNECTOMES = new Axis.Connectomes(List.of("a", "rewired-1"));
  private static final Axis DRIVE_EACH = new Axis.DriveEach(CHOICE);
  private static final Axis DRIVE_SETS = new Axis.DriveSets(NEURONS);
  private static final Axis SILENCE_EACH = new Axis.SilenceEach(CHOICE, false);
  private static final Axis SILENCE_PAIRS = new Axis.SilenceEach(CHOICE, true);
  private static final Axis SILENCE_SETS = new Axis.SilenceSets(NEURONS);

  private static final List<Axis> ALL =
      List.of(
          RATES,
          RATES_OF_THIRD,
          TAU,
          W_SYN,
          F_POI,
          WEIGHTS,
          INHIBITION,
          CONNECTOMES,
          DRIVE_EACH,
          DRIVE_SETS,
          SILENCE_EACH,
          SILENCE_PAIRS,
          SILENCE_SETS);

  static Stream<Arguments> names() {
    return Stream.of(
        Arguments.of(RATES, "{rate}Hz", List.of("rate")),
        Arguments.of(RATES_OF_THIRD, "{rate3}Hz", List.of("rate3")),
        Arguments.of(TAU, "tau_m_{tau_m}", List.of("tau_m")),
        Arguments.of(WEIGHTS, "w_syn_times_{w_syn_times}", List.of("w_syn_times")),
        Arguments.of(
            INHIBITION, "inhibition_times_{inhibition_times}", List.of("inhibition_times")),
        Arguments.of(CONNECTOMES, "on_{connectome}", List.of("connectome")),
        Arguments.of(DRIVE_EACH, "{driven}", List.of("driven", "id")),
        Arguments.of(DRIVE_SETS, "{driven}", List.of("driven", "id")),
        Arguments.of(SILENCE_EACH, "without_{silenced}", List.of("silenced", "id")),
        Arguments.of(
            SILENCE_PAIRS,
            "without_{silenced}_{silenced2}",
            List.of("silenced", "silenced2", "id", "id2")),
        Arguments.of(SILENCE_SETS, "without_{silenced}", List.of("silenced", "id")));
  }

  /// As docs/reference/campaign-files.md has them.
  @ParameterizedTest
  @MethodSource("names")
  void partOfAName_hasPlaceholdersOfTheAxis(Axis axis, String part, List<String> placeholders) {
    assertThat(axis.namePart()).isEqualTo(part);
    assertThat(axis.placeholders()).isEqualTo(placeholders);
  }

  private static void assertOnly(Predicate<Axis> property, Axis... axes) {
    assertThat(ALL.stream().filter(property)).containsExactly(axes);
  }

  @Test
  void axes_sayWhatTheyChange() {
    assertOnly(Axis::drives, DRIVE_EACH, DRIVE_SETS);
    assertOnly(Axis::silences, SILENCE_EACH, SILENCE_PAIRS, SILENCE_SETS);
    assertOnly(Axis::changesBrain, INHIBITION, CONNECTOMES);
    assertOnly(Axis::changesModel, TAU, W_SYN, F_POI, WEIGHTS, INHIBITION, CONNECTOMES);
    assertOnly(Axis::changesWeight, W_SYN, F_POI, WEIGHTS);
    assertOnly(axis -> !axis.varies(), RATES_OF_THIRD, W_SYN, F_POI, INHIBITION);
  }

  @Test
  void singleConnectomeOrWeight_doesNotVary() {
    assertThat(new Axis.Connectomes(List.of("a")).varies()).isFalse();
    assertThat(new Axis.Weights(Axis.values(2)).varies()).isFalse();
    assertThat(new Axis.Inhibition(Axis.values(0, 1)).varies()).isTrue();
    assertThat(new Axis.Rates(1, List.of()).varies()).isFalse();
  }
}
