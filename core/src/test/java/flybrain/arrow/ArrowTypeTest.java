package flybrain.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.parquet.ColumnType;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArrowTypeTest {
  private static DoubleUnaryOperator rounding(int bytes) {
    return switch (bytes) {
      case 2 -> value -> Float.float16ToFloat(Float.floatToFloat16((float) value));
      case 4 -> value -> (float) value;
      default -> value -> value;
    };
  }

  /// Below it every whole number is kept, at it the next is not: it may be any of two.
  @ParameterizedTest
  @CsvSource({"2, halffloat", "4, float", "8, double"})
  void fractions_areExactBelowTheFirstThatIsRounded(int bytes, String words) {
    ArrowType.Real real = new ArrowType.Real(bytes);
    DoubleUnaryOperator rounded = rounding(bytes);
    double bound = real.exactBelow();
    for (int below = 0; below <= 100; below++) {
      assertThat(rounded.applyAsDouble(bound - below)).isEqualTo(bound - below);
    }
    assertThat(rounded.applyAsDouble(bound + 1)).isEqualTo(bound);
    assertThat(real.words()).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({"1, true, int8", "2, false, uint16", "4, true, int32", "8, false, uint64"})
  void wholeNumbers_areNamedByTheirBits(int bytes, boolean signed, String words) {
    assertThat(new ArrowType.Whole(bytes, signed).words()).isEqualTo(words);
  }

  @ParameterizedTest
  @EnumSource(ColumnType.class)
  void numbers_areAnyType(ColumnType wanted) {
    assertThat(new ArrowType.Whole(8, true).is(wanted)).isTrue();
    assertThat(new ArrowType.Real(4).is(wanted)).isTrue();
  }

  /// Text may be digits, but is never rounded to a fraction; truth is only text.
  @Test
  void textAndTruth_areNoFractions() {
    for (ArrowType text :
        new ArrowType[] {new ArrowType.Text(4), new ArrowType.Text(8), new ArrowType.TextView()}) {
      assertThat(text.is(ColumnType.STRING)).isTrue();
      assertThat(text.is(ColumnType.INT64)).isTrue();
      assertThat(text.is(ColumnType.DOUBLE)).isFalse();
    }
    assertThat(new ArrowType.Truth().is(ColumnType.STRING)).isTrue();
    assertThat(new ArrowType.Truth().is(ColumnType.INT64)).isFalse();
    assertThat(new ArrowType.Truth().is(ColumnType.DOUBLE)).isFalse();
  }
}
