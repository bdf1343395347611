package flybrain.live;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import flybrain.experiment.Drive;
import flybrain.experiment.NeuronSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveDrivesTest {
  private static final NeuronSet A = NeuronSet.of("a", 0, 1);
  private static final NeuronSet B = NeuronSet.of("b", 2);
  private static final NeuronSet C = NeuronSet.of("c", 3);

  private final LiveDrives drives = new LiveDrives(List.of());

  /// Whatever is asked for, each neuron has in each step the rate that it was given last, from one
  /// place.
  @Property(tries = 300)
  void pulses_giveEachNeuronTheRateThatItWasGivenLast(RandomGenerator random) {
    Map<Integer, Double> rates = new TreeMap<>();
    List<Map<Integer, Double>> ofStep = new ArrayList<>();
    for (int step = 0; step < 20; step++) {
      Map<Integer, Double> before = Map.copyOf(rates);
      for (int asked = random.nextInt(4); asked > 0; asked--) {
        int[] neurons = random.ints(random.nextInt(4), 0, 6).distinct().toArray();
        double rate = random.nextInt(3) * 50;
        drives.drive(NeuronSet.of("some", neurons), rate);
        for (int neuron : neurons) {
          rates.remove(neuron);
          if (rate > 0) {
            rates.put(neuron, rate);
          }
        }
      }
      assertThat(rates(drives.wanted())).isEqualTo(rates);
      List<Drive> changed = drives.change(step);
      if (changed == null) {
        assertThat(rates).isEqualTo(before);
      } else {
        assertThat(rates(changed)).isEqualTo(rates);
      }
      ofStep.add(Map.copyOf(rates));
    }
    List<LiveDrives.Pulse> pulses = drives.pulses(20);
    for (int at = 0; at < 20; at++) {
      int step = at;
      List<LiveDrives.Pulse> now =
          pulses.stream().filter(each -> each.from() <= step && step < each.until()).toList();
      assertThat(rates(now.stream().map(LiveDrives.Pulse::drive).toList()))
          .isEqualTo(ofStep.get(step));
      assertThat(now).extracting(LiveDrives.Pulse::place).doesNotHaveDuplicates();
    }
    assertThat(pulses).allMatch(each -> each.from() < each.until());
  }

  /// The rate of each driven neuron; none may be in two sets.
  private static Map<Integer, Double> rates(List<Drive> drives) {
    Map<Integer, Double> rates = new TreeMap<>();
    Set<Integer> seen = new HashSet<>();
    for (Drive drive : drives) {
      drive.neurons().stream()
          .forEach(neuron -> {
            assertThat(seen.add(neuron)).as("neuron %d in one set only", neuron).isTrue();
            rates.put(neuron, drive.rate());
          });
    }
    return rates;
  }

  @Test
  void setAtAnotherRate_keepsItsPlace() {
    drives.drive(A, 10);
    drives.drive(B, 20);
    drives.change(0);
    drives.drive(A, 30);
    assertThat(drives.change(5)).containsExactly(new Drive(A, 30), new Drive(B, 20));
    assertThat(drives.pulses(6))
        .containsExactly(
            new LiveDrives.Pulse(0, new Drive(A, 10), 0, 5),
            new LiveDrives.Pulse(0, new Drive(A, 30), 5, Integer.MAX_VALUE),
            new LiveDrives.Pulse(1, new Drive(B, 20), 0, Integer.MAX_VALUE));
  }

  @Test
  void placeOfASetThatEnded_isGivenToTheNext() {
    drives.drive(A, 10);
    drives.drive(B, 20);
    drives.change(0);
    drives.drive(A, 0);
    drives.change(5);
    drives.drive(C, 30);
    drives.change(7);
    assertThat(drives.pulses(8))
        .contains(new LiveDrives.Pulse(0, new Drive(C, 30), 7, Integer.MAX_VALUE));
    drives.drive(A, 40);
    drives.change(8);
    assertThat(drives.pulses(9))
        .contains(new LiveDrives.Pulse(2, new Drive(A, 40), 8, Integer.MAX_VALUE));
  }

  /// The order in which neurons are named says nothing.
  @Test
  void sameNeuronsInAnotherOrder_areTheSameSet() {
    drives.drive(NeuronSet.of("a", 5, 1, 3), 10);
    drives.change(0);
    drives.drive(NeuronSet.of("other name", 3, 5, 1), 10);
    assertThat(drives.change(4)).isNull();
    drives.drive(NeuronSet.of("a", 1, 5, 3), 0);
    assertThat(drives.change(5)).isEmpty();
    assertThat(drives.wanted()).isEmpty();
  }

  @Test
  void changesThatAreTakenBack_areNone() {
    drives.drive(A, 10);
    drives.change(0);
    drives.drive(A, 20);
    drives.drive(C, 5);
    drives.drive(C, 0);
    drives.drive(A, 10);
    assertThat(drives.change(3)).isNull();
    assertThat(drives.change(4)).isNull();
    assertThat(drives.pulses(9)).hasSize(1);
  }

  @Test
  void noNeurons_areNotDriven() {
    drives.drive(NeuronSet.of("nothing"), 10);
    assertThat(drives.wanted()).isEmpty();
    assertThat(drives.change(0)).isNull();
    LiveDrives started =
        new LiveDrives(List.of(Drive.NONE, new Drive(A, 10), Drive.NONE, new Drive(B, 20)));
    assertThat(started.pulses(1)).extracting(LiveDrives.Pulse::place).containsExactly(0, 1);
  }

  @Test
  void driveAtRateZeroOfUndrivenNeurons_isNoChange() {
    drives.drive(A, 0);
    assertThat(drives.change(0)).isNull();
    assertThat(drives.pulses(1)).isEmpty();
  }

  /// A change in a step that was not simulated has left nothing.
  @Test
  void pulses_endBeforeTheirStep() {
    drives.drive(A, 10);
    drives.change(4);
    assertThat(drives.pulses(4)).isEmpty();
    assertThat(drives.pulses(5)).hasSize(1);
    drives.drive(A, 20);
    drives.change(4);
    assertThat(drives.pulses(5))
        .containsExactly(new LiveDrives.Pulse(0, new Drive(A, 20), 4, Integer.MAX_VALUE));
  }

  @Test
  void copy_goesItsOwnWay() {
    drives.drive(A, 5);
    drives.change(0);
    drives.drive(A, 10);
    drives.change(1);
    drives.drive(B, 20);
    LiveDrives copy = drives.copy();
    drives.drive(A, 0);
    drives.change(2);
    drives.drive(C, 30);
    drives.change(3);
    assertThat(copy.wanted()).containsExactly(new Drive(A, 10), new Drive(B, 20));
    assertThat(copy.change(2)).as("the change that was asked for before").hasSize(2);
    copy.drive(A, 70);
    copy.change(3);
    assertThat(drives.wanted()).containsExactly(new Drive(B, 20), new Drive(C, 30));
    assertThat(copy.pulses(9)).extracting(each -> each.drive().rate()).contains(5.0, 70.0);
    assertThat(copy.pulses(9)).hasSize(4);
    assertThat(drives.pulses(9)).hasSize(4);
  }

  /// A set of which some neurons are given to another set goes on with the others.
  @Test
  void rest_ofASetKeepsItsRateAndName() {
    drives.drive(new NeuronSet("all", IntStream.range(0, 4), List.of()), 10);
    drives.change(0);
    drives.drive(B, 50);
    assertThat(drives.change(3))
        .containsExactly(new Drive(NeuronSet.of("all", 0, 1, 3), 10), new Drive(B, 50));
    drives.drive(NeuronSet.of("x", 0, 1, 2, 3, 9), 0);
    assertThat(drives.change(4)).isEmpty();
  }
}
