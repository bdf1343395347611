package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColorScaleTest {
  private static final ColorScale SHARES = new ColorScale.Shares(0.8, 1.5);

  @Test
  void evenColours_areOfTheShareOfTheHighest() {
    ColorScale even = new ColorScale.Even(40);
    assertThat(even.color(0)).isEqualTo(Cividis.color(0));
    assertThat(even.color(10)).isEqualTo(Cividis.color(0.25));
    assertThat(even.color(40)).isEqualTo(Cividis.color(1));
    assertThat(even.color(100)).isEqualTo(Cividis.color(1));
    assertThat(even.textOn(10)).isEqualTo(Color.WHITE);
    assertThat(even.textOn(39)).isEqualTo(Color.BLACK);
  }

  /// Up to the threshold, itself included, a share is red, above it grey, above 1 blue.
  @ParameterizedTest
  @CsvSource({
    "0, 138, 47, 0",
    "0.4, 194, 122, 77",
    "0.8, 249, 196, 153",
    "0.9, 237, 237, 237",
    "1, 255, 255, 255",
    "1.25, 128, 185, 217",
    "1.5, 0, 114, 178",
    "9, 0, 114, 178"
  })
  void sharesOfAControl_haveTheirColours(double share, int red, int green, int blue) {
    Color color = SHARES.color(share);
    // A half is rounded up or down.
    assertThat(Math.abs(color.getRed() - red)).isLessThanOrEqualTo(1);
    assertThat(Math.abs(color.getGreen() - green)).isLessThanOrEqualTo(1);
    assertThat(Math.abs(color.getBlue() - blue)).isLessThanOrEqualTo(1);
  }

  @Test
  void colourJumpsAtTheThreshold() {
    Color below = SHARES.color(0.8);
    Color above = SHARES.color(0.8001);
    assertThat(below.getRed() - below.getBlue()).isGreaterThan(90);
    assertThat(above.getRed() - above.getBlue()).isZero();
  }

  /// By the formula of WCAG 2, text of this size is read at a contrast of 4.5 and more.
  @Test
  void numbersCanBeRead_onTheirColours() {
    for (ColorScale scale : List.of(SHARES, new ColorScale.Even(1.6))) {
      for (int k = 0; k <= 1600; k++) {
        double value = k / 1000.0;
        assertThat(contrast(scale.textOn(value), scale.color(value)))
            .as("%s of %s", value, scale)
            .isGreaterThan(4.5);
      }
    }
  }

  private static double contrast(Color one, Color other) {
    double first = luminance(one);
    double second = luminance(other);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(Color color) {
    return 0.2126 * linear(color.getRed())
        + 0.7152 * linear(color.getGreen())
        + 0.0722 * linear(color.getBlue());
  }

  private static double linear(int channel) {
    double share = channel / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }
}
