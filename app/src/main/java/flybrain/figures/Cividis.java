package flybrain.figures;

import java.awt.Color;

/// A colour for a number from 0 (dark blue) to 1 (yellow), which gets lighter evenly and looks
/// alike with and without red-green colour blindness.
///
/// Nine anchors of the map `cividis` (J. R. Nuñez, C. R. Anderton, R. S. Renslow, PLOS ONE 13,
/// e0199239, 2018) as Matplotlib has it, linear between them.
final class Cividis {
  private static final int[] ANCHORS = {
    0x00224E, 0x1A386F, 0x434E6C, 0x61656F, 0x7D7C78, 0x9B9476, 0xBCAE6C, 0xDEC958, 0xFEE838
  };

  private Cividis() {}

  /// @param value clamped to 0 .. 1
  static Color color(double value) {
    double position = Math.clamp(value, 0, 1) * (ANCHORS.length - 1);
    int below = Math.min((int) position, ANCHORS.length - 2);
    double share = position - below;
    int color = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int low = (ANCHORS[below] >> shift) & 0xFF;
      int high = (ANCHORS[below + 1] >> shift) & 0xFF;
      color |= (int) Math.round(low + share * (high - low)) << shift;
    }
    return new Color(color);
  }
}
