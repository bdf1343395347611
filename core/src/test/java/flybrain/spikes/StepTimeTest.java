package flybrain.spikes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Property;
import java.math.BigDecimal;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class StepTimeTest {
  @Property
  void milliseconds_areTheNearestDouble(RandomGenerator random) {
    String dt =
        new String[] {"0.1", "0.01", "0.05", "0.125", "1.0", "20.0", "0.0002"}[random.nextInt(7)];
    int step = random.nextInt(random.nextBoolean() ? 10_000 : Integer.MAX_VALUE);
    double nearest = new BigDecimal(dt).multiply(BigDecimal.valueOf(step)).doubleValue();
    assertThat(new StepTime(Double.parseDouble(dt)).milliseconds(step)).isEqualTo(nearest);
  }

  @Property
  void seconds_areBrian2s(RandomGenerator random) {
    int step = random.nextInt(10_000_000);
    assertThat(new StepTime(0.1).seconds(step)).isEqualTo(step * 1e-4);
  }

  @Test
  void oddDuration_isMultipliedPlainly() {
    double third = 1 / 3.0;
    assertThat(new StepTime(third).milliseconds(7)).isEqualTo(7 * third);
  }

  @Test
  void senselessDuration_isRefused() {
    assertThatThrownBy(() -> new StepTime(0)).hasMessageContaining("dt = 0.0");
    assertThatThrownBy(() -> new StepTime(Double.NaN)).hasMessageContaining("dt = NaN");
  }
}
