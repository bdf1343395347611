package flybrain.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StageProgressTest {
  @Test
  void text_hasStageShareAndTime() {
    assertThat(StageProgress.text("reading a.parquet", Double.NaN, 61, 80))
        .isEqualTo("reading a.parquet  1:01");
    assertThat(StageProgress.text("exchanging trials", 0.456, 7, 80))
        .isEqualTo("exchanging trials 46 %  0:07");
  }

  @Test
  void text_isCutToTheTerminal() {
    assertThat(StageProgress.text("reading a-very-long-name.parquet", 0.5, 7, 20))
        .isEqualTo("reading a 50 %  0:07")
        .hasSize(20);
    assertThat(StageProgress.text("reading", 0.5, 7, 4)).isEqualTo(" 50 %  0:07");
  }

  @Test
  void tell_offATerminal_isOnlyTheLine() {
    StringWriter err = new StringWriter();
    try (StageProgress progress = new StageProgress()) {
      progress.stage("reading");
      progress.at(1, 2);
      progress.tell(new PrintWriter(err), "picture: a.png");
    }
    assertThat(err).hasToString("picture: a.png\n");
  }
}
