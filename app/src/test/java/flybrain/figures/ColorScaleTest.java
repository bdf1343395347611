package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class ColorScaleTest {
  private static final ColorScale SHARES = new ColorScale.Shares(0.8, 1.5);

  @Test
  void share_isRedUpToTheThreshold_greyAbove_whiteAtTheControl() {
    Color at = SHARES.color(0.8);
    Color above = SHARES.color(0.8001);
    assertThat(at.getRed()).isGreaterThan(at.getBlue() + 60);
    assertThat(above.getRed()).isEqualTo(above.getBlue());
    assertThat(SHARES.color(1)).isEqualTo(Color.WHITE);
    assertThat(SHARES.color(1.4).getBlue()).isGreaterThan(SHARES.color(1.4).getRed());
    assertThat(SHARES.color(9)).isEqualTo(SHARES.color(1.5));
  }
}
