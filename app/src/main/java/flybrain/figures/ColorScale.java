package flybrain.figures;

import java.awt.Color;

/// The colours of a heat map's numbers, from 0 to the highest.
sealed interface ColorScale {
  /// The number with the last colour; larger ones have it too.
  double highest();

  Color color(double value);

  /// The colour of text that can be read on the colour of a number: black or white, whichever has
  /// the higher contrast by WCAG 2.2, which is at least 4.58.
  default Color textOn(double value) {
    float[] parts = color(value).getRGBColorComponents(null);
    double luminance =
        0.2126 * linear(parts[0]) + 0.7152 * linear(parts[1]) + 0.0722 * linear(parts[2]);
    // Of equal contrast with both: (l + 0.05)² = 1.05 · 0.05.
    return luminance > Math.sqrt(1.05 * 0.05) - 0.05 ? Color.BLACK : Color.WHITE;
  }

  private static double linear(float part) {
    return part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
  }

  /// Numbers that get lighter evenly.
  record Even(double highest) implements ColorScale {
    @Override
    public Color color(double value) {
      return Cividis.color(value / highest);
    }
  }

  /// Shares of a control: reds up to the threshold, where the colour jumps, then greys, white at 1
  /// and blues above.
  record Shares(double threshold, double highest) implements ColorScale {
    private static final Color NOTHING = new Color(0x8A2F00);
    private static final Color BELOW = new Color(0xF9C499);
    private static final Color ABOVE = new Color(0xDADADA);
    private static final Color MORE = new Color(0x0072B2);

    @Override
    public Color color(double value) {
      if (value <= threshold) {
        return between(NOTHING, BELOW, value / threshold);
      }
      return value <= 1
          ? between(ABOVE, Color.WHITE, (value - threshold) / (1 - threshold))
          : between(Color.WHITE, MORE, (value - 1) / (highest - 1));
    }

    private static Color between(Color from, Color to, double share) {
      float[] one = from.getRGBComponents(null);
      float[] other = to.getRGBComponents(null);
      float part = (float) Math.clamp(share, 0, 1);
      return new Color(
          one[0] + part * (other[0] - one[0]),
          one[1] + part * (other[1] - one[1]),
          one[2] + part * (other[2] - one[2]));
    }
  }
}
