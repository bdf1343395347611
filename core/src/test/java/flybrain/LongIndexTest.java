package flybrain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LongIndexTest {
  @Test
  void ids_areNumberedInTheOrderOfTheirFirstCall_throughEveryGrowth() {
    LongIndex index = new LongIndex();
    for (int k = 0; k < 10_000; k++) {
      assertThat(index.numberOf(720575940600000000L + 7919L * k)).isEqualTo(k);
    }
    for (int k = 0; k < 10_000; k++) {
      assertThat(index.indexOf(720575940600000000L + 7919L * k)).isEqualTo(k);
      assertThat(index.numberOf(720575940600000000L + 7919L * k)).isEqualTo(k);
    }
  }

  @Test
  void numbersOfMany_areThoseOfEach_fromAPlaceOn() {
    LongIndex index = new LongIndex();
    index.numberOf(7);
    int[] found = {-1, -1, -1, -1, -1};
    index.numbersOf(new int[] {9, 7, 9, 8}, 3, found, 1);
    assertThat(found).containsExactly(-1, 1, 0, 1, -1);
    assertThat(index.ids()).containsExactly(7, 9);
  }

  @Test
  void indexOf_unknownId_isMinusOneAndAddsNothing() {
    LongIndex index = new LongIndex();
    index.numberOf(5);
    assertThat(index.indexOf(6)).isEqualTo(-1);
    assertThat(index.indexOf(0)).isEqualTo(-1);
    assertThat(index.numberOf(6)).isEqualTo(1);
  }
}
