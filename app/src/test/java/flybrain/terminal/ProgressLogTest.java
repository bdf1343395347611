package flybrain.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.terminal.ProgressLog.Moment;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class ProgressLogTest {
  private Moment moment = new Moment("", Double.NaN);

  @Test
  void shortWork_hasALineForEachTenth() {
    assertThat(lines(60, second -> new Moment("simulating", second / 60.0)))
        .containsExactly(
            "simulating 17 %  0:10",
            "simulating 33 %  0:20",
            "simulating 50 %  0:30",
            "simulating 67 %  0:40",
            "simulating 83 %  0:50");
  }

  @Test
  void longWork_hasALineEachMinute() {
    assertThat(lines(600, second -> new Moment("simulating", second / 36_000.0)))
        .startsWith("simulating  0 %  0:10", "simulating  0 %  1:10", "simulating  0 %  2:10")
        .hasSize(10);
  }

  @Test
  void stageOfUnknownLength_isReportedWhenItBegins() {
    assertThat(lines(60, second -> new Moment(second < 30 ? "compiling" : "loading", Double.NaN)))
        .containsExactly("compiling  0:10", "loading  0:30");
  }

  @Test
  void onATerminal_nothingIsLogged() {
    try (ProgressLog log = new ProgressLog(() -> moment, true)) {
      assertThat(log.isTicking()).isFalse();
    }
    ProgressLog log = new ProgressLog(() -> moment, false);
    assertThat(log.isTicking()).isTrue();
    log.close();
    assertThat(log.isTicking()).isFalse();
  }

  /// What is logged of work that takes some seconds.
  private List<String> lines(long seconds, LongFunction<Moment> at) {
    List<String> lines = new ArrayList<>();
    try (ProgressLog log = new ProgressLog(() -> moment, true)) {
      for (long ms = ProgressLog.INTERVAL_MS; ms < seconds * 1000; ms += ProgressLog.INTERVAL_MS) {
        moment = at.apply(ms / 1000);
        log.line(ms).ifPresent(lines::add);
      }
    }
    return lines;
  }
}
