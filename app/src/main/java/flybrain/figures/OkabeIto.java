package flybrain.figures;

import java.awt.Color;
import java.util.List;

/// Colours that can be distinguished with any kind of colour vision.
///
/// The palette of M. Okabe and K. Ito, Color Universal Design (2008), recommended by B. Wong,
/// Nature Methods 8, 441 (2011).
final class OkabeIto {
  static final Color BLACK = new Color(0x000000);
  static final Color ORANGE = new Color(0xE69F00);
  static final Color SKY_BLUE = new Color(0x56B4E9);
  static final Color GREEN = new Color(0x009E73);
  static final Color BLUE = new Color(0x0072B2);
  static final Color VERMILION = new Color(0xD55E00);
  static final Color PURPLE = new Color(0xCC79A7);

  /// For lines and marks on white, in the order in which series take them. The palette's yellow is
  /// left out: a yellow line is invisible on white.
  static final List<Color> SERIES =
      List.of(BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY_BLUE, BLACK);

  private OkabeIto() {}
}
