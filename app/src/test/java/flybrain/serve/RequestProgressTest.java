package flybrain.serve;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestProgressTest {
  private final List<String> reports = new ArrayList<>();
  private final RequestProgress progress =
      new RequestProgress(
          (done, total, what) -> reports.add("%s of %s %s".formatted(done, total, what)));

  /// Says the same until it is reported.
  private void say(Progress of, long done, long total) {
    int before = reports.size();
    while (reports.size() == before) {
      of.at(done, total);
      Thread.onSpinWait();
    }
  }

  @Test
  void report_isOfThePresentStage() {
    progress.stage("setup");
    progress.stage("steps");
    say(progress, 3, 7);
    progress.stage("rest");
    say(progress, 9_007_199_254_740_993L, -1);
    assertThat(reports).containsExactly("3.0 of 7.0 steps", "9.007199254740992E15 of -1.0 rest");
  }

  /// Steps of 30 trials of 10,000, of which 32,500 are done.
  @Test
  void stepsOfTime_areReportedAsWhatPeopleCount() {
    Progress trials = RequestProgress.in(progress, "trials", 10_000);
    trials.stage("experiments");
    say(trials, 32_500, 300_000);
    assertThat(reports).containsExactly("3.25 of 30.0 trials");
  }

  /// A report of many each tenth of a second.
  @Test
  void reports_areFew() {
    for (int k = 0; k < 100_000; k++) {
      progress.at(k, 100_000);
    }
    assertThat(reports).hasSizeLessThan(1000);
  }
}
