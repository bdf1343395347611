package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Property;
import flybrain.SplitMix64;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticQuotasTest {
  @Property(tries = 20)
  void degrees_ascendToTheLargestAndAddUp(RandomGenerator random) {
    int neurons = random.nextInt(1_000, 5_000);
    int mean = random.nextInt(5, 50);
    int largest = mean * random.nextInt(10, 60);

    int[] degrees = DegreeQuotas.lognormal(neurons, largest, neurons * mean);

    assertThat(Arrays.stream(degrees).sum()).isEqualTo(neurons * mean);
    assertThat(degrees[neurons - 1]).isEqualTo(largest);
    assertThat(degrees[0]).isNotNegative();
  }

  @Test
  void synapses_takenAndLeft_giveTheTotals() {
    SynapseQuotas quotas = quotas();
    int[] taken = IntStream.range(0, 100).map(k -> quotas.take(50)).toArray();
    short[] rest = quotas.takeRest(new SplitMix64(1));

    int[] all = new int[taken.length + rest.length];
    Arrays.setAll(all, k -> k < taken.length ? taken[k] : rest[k - taken.length]);
    int[] strong = Arrays.stream(all).filter(synapses -> synapses >= 5).toArray();
    assertThat(all).hasSize(10_000);
    assertThat(Arrays.stream(all).sum()).isEqualTo(36_000);
    assertThat(strong).hasSize(1_800);
    assertThat(Arrays.stream(strong).sum()).isEqualTo(22_700);
  }

  @Test
  void take_givesTheNearestLeft() {
    SynapseQuotas quotas = quotas();

    assertThat(quotas.take(6)).isEqualTo(6);
    int[] of2 = IntStream.range(0, 9_999).map(k -> quotas.take(2)).toArray();
    assertThat(of2[0]).isEqualTo(2);
    assertThat(of2[of2.length - 1]).as("the rarest are left to the last").isGreaterThan(100);
    assertThatThrownBy(() -> quotas.take(2)).hasMessageContaining("no connection is left");
  }

  private static SynapseQuotas quotas() {
    return new SynapseQuotas(
        new SynapseQuotas.Total(8_200, 13_300), new SynapseQuotas.Total(1_800, 22_700));
  }
}
