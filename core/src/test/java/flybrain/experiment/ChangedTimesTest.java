package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.experiment.ChangedTimes.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangedTimesTest {
  private static final String SUGAR = "[drive]\nneurons = 'sugar'\n";

  private static ChangedTimes times(String text) {
    return ChangedTimes.of(ExperimentFile.parse(text, "text"));
  }

  @Test
  void withoutChanges_thereAreNone() {
    assertThat(times(SUGAR)).isEqualTo(ChangedTimes.NONE);
  }

  @Test
  void overlappingPulses_areOneInterval() {
    String text =
        SUGAR
            + """
            [[at]]
            time = 0.1
            until = 0.4
            drive2 = { neurons = "bitter", rate = 60 }
            [[at]]
            time = 0.3
            until = 0.5
            drive3 = { neurons = "water", rate = 40 }
            [[at]]
            time = 0.7
            over = 0.2
            until = 0.95
            drive.rate = 300
            """;
    assertThat(times(text))
        .isEqualTo(
            new ChangedTimes(List.of(new Interval(0.1, 0.5), new Interval(0.7, 0.95)), List.of()));
  }

  @Test
  void silencingThatEnds_isNotShownAfterwards() {
    String text =
        SUGAR
            + """
            [[at]]
            time = 0
            silence.neurons = "bitter"
            [[at]]
            time = 0.3
            silence.neurons = []
            [[at]]
            time = 0.6
            silence.neurons = "water"
            """;
    assertThat(times(text))
        .isEqualTo(
            new ChangedTimes(List.of(), List.of(new Interval(0, 0.3), new Interval(0.6, 1))));
  }

  @Test
  void changeToWhatIsThere_isNone() {
    String text =
        SUGAR
            + """
            [silence]
            neurons = "water"
            [[at]]
            time = 0.1
            drive.rate = 150
            silence = { neurons = "water", mode = "outgoing" }
            """;
    assertThat(times(text)).isEqualTo(ChangedTimes.NONE);
    assertThat(times(text.replace("outgoing", "both")))
        .isEqualTo(new ChangedTimes(List.of(), List.of(new Interval(0.1, 1))));
    assertThat(times(SUGAR + "[[at]]\ntime = 0.1\nsilence.mode = 'both'\n"))
        .isEqualTo(ChangedTimes.NONE);
  }
}
