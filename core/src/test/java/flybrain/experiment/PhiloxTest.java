package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhiloxTest {
  /// The known answers for philox4x32-10 that the authors publish with Random123 (`kat_vectors`).
  @Test
  void bits_areTheKnownAnswers() {
    assertThat(Philox.bits(0, 0, 0, 0)).isEqualTo(0x6627e8d5e169c58dL);
    assertThat(Philox.bits(-1, -1, -1, -1)).isEqualTo(0x408f276d41c83b0eL);
    assertThat(Philox.bits(0x299f31d0a4093822L, 0x85a308d3243f6a88L, 0x13198a2e, 0x03707344))
        .isEqualTo(0xd16cfe0994fdccebL);
  }
}
