package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CividisTest {
  /// Relative luminance of WCAG 2.1.
  private static double luminance(Color color) {
    double[] linear = new double[3];
    float[] parts = color.getRGBColorComponents(null);
    for (int k = 0; k < 3; k++) {
      linear[k] =
          parts[k] <= 0.03928 ? parts[k] / 12.92 : Math.pow((parts[k] + 0.055) / 1.055, 2.4);
    }
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0x00224E",
    "0.125, 0x1A386F",
    "0.5, 0x7D7C78",
    "1, 0xFEE838",
    "-3, 0x00224E",
    "7, 0xFEE838",
    "0.0625, 0x0D2D5F"
  })
  void color_isBetweenTheAnchors(double value, int color) {
    assertThat(Cividis.color(value)).isEqualTo(new Color(color));
  }

  @Test
  void colors_getLighter() {
    // Steps that are larger than the rounding of a colour to 8 bits.
    for (int k = 1; k <= 50; k++) {
      assertThat(luminance(Cividis.color(k / 50.0)))
          .isGreaterThan(luminance(Cividis.color((k - 1) / 50.0)));
    }
  }
}
