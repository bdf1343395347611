package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.connectome.Connectome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimedChangeTest {
  private static final Connectome TEN = Brains.of(10, 11, 12, 13, 14, 15, 16, 17, 18, 19);
  private static final String SUGAR = "[drive]\nneurons = [10, 11]\nrate = 100\n";

  @TempDir private Path folder;

  private static Experiment experiment(String text) {
    return ExperimentFile.parse(text, "text").on(TEN).experiment();
  }

  private static Drive drive(double rate, int... neurons) {
    String name = neurons.length == 1 ? "1" + neurons[0] : neurons.length + " ids";
    return new Drive(NeuronSet.of(name, neurons), rate);
  }

  @Test
  void pulse_isThereForItsTime() {
    Experiment experiment =
        experiment(SUGAR + "[[at]]\ntime = 0.3\nuntil = 0.5\ndrive2 = { neurons = 12, rate = 60 }");
    assertThat(experiment.drives()).containsExactly(drive(100, 0, 1));
    assertThat(experiment.changes())
        .containsExactly(
            new Change(3000, List.of(drive(100, 0, 1), drive(60, 2)), null),
            new Change(5000, List.of(drive(100, 0, 1)), null));
    assertThat(experiment.driven()).containsExactly(0, 1);
    assertThat(experiment.everDriven()).containsExactly(0, 1, 2);
  }

  @Test
  void silencing_beginsAndEnds() {
    Experiment experiment =
        experiment(SUGAR + "[[at]]\ntime = 0.3\nuntil = 0.5\nsilence.neurons = 13\n");
    Silence silenced = new Silence(NeuronSet.of("13", 3), Silence.Mode.OUTGOING);
    assertThat(experiment.silence()).isEqualTo(Silence.NONE);
    assertThat(experiment.changes())
        .containsExactly(new Change(3000, null, silenced), new Change(5000, null, Silence.NONE));
  }

  @Test
  void ramp_hasTheRateOfTheMiddleOfEachInterval() {
    Experiment experiment =
        experiment(SUGAR + "[[at]]\ntime = 0.2\nover = 0.1\nevery = 0.04\ndrive.rate = 200\n");
    assertThat(experiment.changes())
        .containsExactly(
            new Change(2000, List.of(drive(120, 0, 1)), null),
            new Change(2400, List.of(drive(160, 0, 1)), null),
            new Change(2800, List.of(drive(190, 0, 1)), null),
            new Change(3000, List.of(drive(200, 0, 1)), null));
  }

  @Test
  void rampOfANewSet_beginsAtNothing() {
    Experiment experiment =
        experiment("[[at]]\ntime = 0\nover = 0.02\ndrive = { neurons = 15, rate = 40 }\n");
    assertThat(experiment.drives()).isEmpty();
    assertThat(experiment.changes())
        .containsExactly(
            new Change(0, List.of(drive(10, 5)), null),
            new Change(100, List.of(drive(30, 5)), null),
            new Change(200, List.of(drive(40, 5)), null));
  }

  @Test
  void changesLieOverEachOther() {
    Experiment experiment =
        experiment(
            SUGAR
                + """
                [[at]]
                time = 0.4
                drive.rate = 50
                [[at]]
                time = 0.2
                until = 0.6
                drive.rate = 0
                [[at]]
                time = 0.8
                drive.neurons = []
                """);
    assertThat(experiment.changes())
        .containsExactly(
            new Change(2000, List.of(drive(0, 0, 1)), null),
            new Change(4000, List.of(drive(50, 0, 1)), null),
            new Change(8000, List.of(), null));
  }

  @Test
  void provenance_givesTheSameExperiment() throws IOException {
    Path file = folder.resolve("a.toml");
    Files.writeString(folder.resolve("ids.txt"), "13\n14\n");
    Files.writeString(
        file,
        SUGAR
            + """
            [[at]]
            time = 0.1
            until = 0.2
            over = 0.05
            drive.rate = 300
            drive2 = { neurons = { file = "ids.txt" }, rate = 20 }
            silence = { neurons = "mine", mode = "both" }
            [sets]
            mine = [15, 16]
            """);
    Resolution resolution = ExperimentFile.read(file).on(TEN);
    String text = ExperimentText.of(resolution.provenance());
    assertThat(text).doesNotContain("ids.txt").contains("every = 0.01");
    Experiment again = ExperimentFile.parse(text, "provenance").on(TEN).experiment();
    assertThat(again.changes()).hasSameSizeAs(resolution.experiment().changes()).hasSize(7);
    assertThat(again.everDriven()).containsExactly(0, 1, 3, 4);
    for (int k = 0; k < again.changes().size(); k++) {
      Change change = again.changes().get(k);
      Change first = resolution.experiment().changes().get(k);
      assertThat(change.step()).isEqualTo(first.step());
      assertThat(change.silence()).isEqualTo(first.silence());
      assertThat(change.drives())
          .extracting(Drive::rate)
          .isEqualTo(Objects.requireNonNull(first.drives()).stream().map(Drive::rate).toList());
    }
  }

  @Test
  void replay_takesSilencingOnTheWayAndNoDrives() throws IOException {
    Files.writeString(folder.resolve("e.csv"), "step,neuron_index\n0,0\n");
    Path file = folder.resolve("a.toml");
    Files.writeString(file, "replay = 'e.csv'\n[[at]]\ntime = 0.5\nsilence.neurons = 13\n");
    assertThat(ExperimentFile.read(file).on(TEN).experiment().changes())
        .containsExactly(
            new Change(5000, null, new Silence(NeuronSet.of("13", 3), Silence.Mode.OUTGOING)));
    Files.writeString(file, "replay = 'e.csv'\n[[at]]\ntime = 0.5\ndrive.neurons = 13\n");
    assertThatThrownBy(() -> ExperimentFile.read(file).check())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("only silencing can change on the way");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "time = 1~drive.rate = 1|text:5: time = 1 s: must be before t_run = 1 s",
        "time = 0.5~until = 1.5~drive.rate = 1|text:5: until = 1.5 s: must be at most t_run = 1 s",
        "time = 0.00015~drive.rate = 1|time = 0.00015 s: must be a multiple of dt = 0.1 ms",
        "time = 0.5~over = 0.6~drive.rate = 1|text:5: over = 0.6 s: at 0.5 s there are only 0.5 s left",
        "time = 0.5~over = 0.2~until = 0.6~drive.rate = 1|there are only 0.1 s left; make it shorter",
        "time = 0.1~over = 0.5~every = 0.00003~drive.rate = 1|text:5: every = 3e-05 s: must be a multiple",
        "time = 0.5~drive.rate = 20000|at 0.5 s: drive rate = 20000 Hz: must be from 0 to 10000",
        "time = 0.5~drive2.rate = 20|at 0.5 s: drive2 rate = 20 Hz: no neurons to stimulate",
        "time = 0.5~drive2 = { neurons = 11, rate = 1 }|at 0.5 s: neuron 11: in drive (2 ids) and in drive2 (11)",
        "time = 0.5~drive2 = { neurons = 'suger', rate = 1 }|neuron set 'suger' is unknown",
        "time = 0.5~drive2 = { neurons = 99, rate = 1 }|at 0.5 s: drive2: 99",
        "time = 0.5~silence.neurons = [12, 12]|at 0.5 s: silence: neuron id 12"
      })
  void changeThatCannotBe_isRefused(String change, String message) {
    String text = SUGAR + "[[at]]\n" + change.replace('~', '\n');
    assertThatThrownBy(() -> experiment(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void rampOfTooManySteps_isRefused() {
    String text =
        "t_run = 10\n" + SUGAR + "[[at]]\ntime = 0\nover = 9\nevery = 0.0001\ndrive.rate = 1";
    assertThatThrownBy(() -> experiment(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("every = 0.0001 s: must be at least 0.0009 s");
  }

  @Test
  void phrases_sayWhatChanges() {
    TimedChange change =
        ExperimentFile.parse(
                """
                [[at]]
                time = 0.1
                until = 0.4
                over = 0.05
                drive.rate = 300
                drive2.neurons = []
                silence = { neurons = "bitter", mode = "both" }
                """,
                "text")
            .changes()
            .getFirst();
    assertThat(change.text(NeuronReference::label))
        .isEqualTo(
            "from 0.1 s over 0.05 s until 0.4 s: drive to 300 Hz, drive2 none, silenced bitter,"
                + " silence mode both");
  }
}
