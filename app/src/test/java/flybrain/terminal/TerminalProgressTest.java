package flybrain.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TerminalProgressTest {
  @Test
  void text_hasStageShareAndTime() {
    assertThat(TerminalProgress.text("reading a.parquet", Double.NaN, 61, 80))
        .isEqualTo("reading a.parquet  1:01");
    assertThat(TerminalProgress.text("exchanging trials", 0.456, 7, 80))
        .isEqualTo("exchanging trials 46 %  0:07");
  }

  @Test
  void stageThatTookAWhile_saysHowLongTheRestTakes() {
    assertThat(TerminalProgress.text("simulating", 0.25, 75, 10, 80))
        .isEqualTo("simulating 25 %  1:15, 0:30 left");
    assertThat(TerminalProgress.text("simulating", 0.25, 66, 1, 80))
        .isEqualTo("simulating 25 %  1:06");
    assertThat(TerminalProgress.text("simulating", 0, 75, 10, 80))
        .isEqualTo("simulating  0 %  1:15");
    assertThat(TerminalProgress.text("loading", Double.NaN, 75, 10, 80)).isEqualTo("loading  1:15");
  }

  @Test
  void text_isCutToTheTerminal() {
    assertThat(TerminalProgress.text("reading a-very-long-name.parquet", 0.5, 7, 20))
        .isEqualTo("reading a 50 %  0:07")
        .hasSize(20);
    assertThat(TerminalProgress.text("reading", 0.5, 7, 4)).isEqualTo(" 50 %  0:07");
  }

  @Test
  void tell_offATerminal_isOnlyTheLine() {
    StringWriter err = new StringWriter();
    try (TerminalProgress progress = new TerminalProgress()) {
      progress.stage("reading");
      progress.at(1, 2);
      progress.print(new PrintWriter(err), "picture: a.png");
    }
    assertThat(err).hasToString("picture: a.png\n");
  }
}
