package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScaledInhibitionTest {
  private static final Connectome BRAIN =
      Connectome.of(
          "small",
          new Neurons(new long[] {11, 12, 13}),
          new ConnectionsBuilder(3).add(0, 1, 5).add(1, 2, -4).add(2, 0, 0).add(2, 1, -1).build());

  @ParameterizedTest
  @CsvSource({
    "0.7,10,50,-28,-7",
    "1.3,10,50,-52,-13",
    "0.5,2,10,-4,-1",
    "2,1,5,-8,-2",
    "0.85,20,100,-68,-17"
  })
  void weights_areWholeAndTheWeightOfASynapseIsDivided(
      double factor, int divisor, int first, int second, int last) {
    Connectome scaled = ScaledInhibition.of(BRAIN, factor);
    Connections connections = scaled.connections();
    assertThat(IntStream.range(0, 4).map(connections::weight))
        .containsExactly(first, second, 0, last);
    assertThat(ScaledInhibition.divisor(factor)).isEqualTo(divisor);
    assertThat(scaled.weight().millivolts()).isEqualTo(0.275 / divisor);
    assertThat(scaled.neurons()).isSameAs(BRAIN.neurons());
    assertThat(IntStream.range(0, 4).map(connections::target)).containsExactly(1, 2, 0, 1);
    assertThat(scaled.name()).startsWith("small-inhibition-");
    assertThat(scaled.fingerprint()).isNotEqualTo(BRAIN.fingerprint());
  }

  @Test
  void one_changesNothing() {
    assertThat(ScaledInhibition.of(BRAIN, 1)).isSameAs(BRAIN);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 0.333, Double.NaN, Double.POSITIVE_INFINITY})
  void otherFactors_areRefused(double factor) {
    assertThatThrownBy(() -> ScaledInhibition.of(BRAIN, factor))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("inhibition times")
        .hasMessageEndingWith("must be above 0, with at most 2 decimals");
  }

  @Test
  void connectionThatWouldNotFit_isNamed() {
    Connectome strong =
        Connectome.of(
            "strong",
            new Neurons(new long[] {11, 12}),
            new ConnectionsBuilder(2).add(0, 1, -2_000_000_000).build());
    assertThatThrownBy(() -> ScaledInhibition.of(strong, 2))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a connection of 2000000000 synapses is too strong for it");
  }
}
