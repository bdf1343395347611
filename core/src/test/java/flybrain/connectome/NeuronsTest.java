package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeuronsTest {
  /// Two ids that are the same as doubles.
  private static final long ONE = 720575940660219265L;

  private static final long NEXT = 720575940660219266L;

  @Test
  void ids_areFoundInAnyOrder() {
    for (long[] ids : new long[][] {{3, ONE, NEXT}, {NEXT, 3, ONE}, {ONE, NEXT, 3}}) {
      Neurons neurons = new Neurons(ids);
      assertThat(neurons.size()).isEqualTo(3);
      for (int index = 0; index < ids.length; index++) {
        assertThat(neurons.id(index)).isEqualTo(ids[index]);
        assertThat(neurons.indexOf(ids[index])).isEqualTo(index);
      }
      for (long absent : new long[] {0, 1, 4, ONE - 1, NEXT + 1, -3, Long.MAX_VALUE}) {
        assertThat(neurons.indexOf(absent)).as("%d", absent).isEqualTo(-1);
      }
    }
  }

  /// Rows count from 0, as neuron indices do.
  @ParameterizedTest
  @CsvSource({"'7,7', 7, 0, 1", "'5,9,7,9', 9, 1, 3", "'9,5,7,5', 5, 1, 3"})
  void idThatIsThereTwice_isRefused(String ids, long twice, int first, int second) {
    long[] all = java.util.Arrays.stream(ids.split(",", -1)).mapToLong(Long::parseLong).toArray();
    assertThatThrownBy(() -> new Neurons(all))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "neuron id %d appears twice, in rows %d and %d; each id must be unique",
            twice, first, second);
  }

  @Test
  void noNeurons_haveNoIds() {
    Neurons none = new Neurons(new long[0]);
    assertThat(none.size()).isZero();
    assertThat(none.indexOf(ONE)).isEqualTo(-1);
  }
}
