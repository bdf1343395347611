package flybrain.figures;

import java.awt.Color;

/// The colours of a heat map's numbers, from 0 to the highest.
sealed interface ColorScale {
  /// The number with the last colour; larger ones have it too.
  double highest();

  Color color(double value);

  /// The colour of text that can be read on the colour of a number.
  Color textOn(double value);

  /// Numbers that get lighter evenly.
  record Even(double highest) implements ColorScale {
    @Override
    public Color color(double value) {
      return Cividis.color(value / highest);
    }

    @Override
    public Color textOn(double value) {
      return Cividis.textOn(value / highest);
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

    @Override
    public Color textOn(double value) {
      return value < threshold / 2 || value > (1 + highest) / 2 ? Color.WHITE : Color.BLACK;
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
