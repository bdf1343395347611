package flybrain.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunLabelTest {
  @ParameterizedTest
  @CsvSource({
    "paper_2026-07, paper_2026-07",
    "my run, my_run",
    "../results, results",
    "a/b\\c, a_b_c",
    "Größe, Gr__e",
    "__x__, x",
    "'  x ', x",
    "-, -"
  })
  void label_isSafeAsANameOfAFolder(String typed, String safe) {
    assertThat(RunLabel.sanitized(typed)).isEqualTo(safe);
    assertThat(RunLabel.sanitized(safe)).as("once more").isEqualTo(safe);
    assertThat(RunLabel.means(typed, safe)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "_", "..", "äöü", " / "})
  void labelOfNothingElse_isRefused(String typed) {
    assertThatThrownBy(() -> RunLabel.sanitized(typed))
        .isInstanceOf(InputException.class)
        .hasMessage("run label '%s': must contain at least one of A-Z a-z 0-9 -", typed);
  }

  @Test
  void typedLabel_meansItselfToo() {
    assertThat(RunLabel.means("my run", "my run")).as("a folder of others").isTrue();
    assertThat(RunLabel.means("my_run", "my run")).isFalse();
    assertThat(RunLabel.means("my", "my_run")).isFalse();
    assertThat(RunLabel.means("", "")).isTrue();
  }

  @Test
  void labelOfNow_isSortedByTime() {
    assertThat(RunLabel.of(LocalDateTime.of(2026, 7, 1, 9, 5, 3)))
        .isEqualTo("paper_20260701_090503");
  }
}
