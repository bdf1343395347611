package flybrain.attribution;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.experiment.Change;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Replay;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConditionsTest {
  private static Conditions conditions(
      Drive drive, Silence silence, @Nullable Replay replay, Change... changes) {
    return new Conditions(
        new Experiment(
            "conditions",
            List.of(drive),
            silence,
            List.of(changes),
            1000,
            1,
            1,
            Parameters.SHIU_2024,
            List.of(),
            replay));
  }

  private static Drive drive(int... neurons) {
    return new Drive(NeuronSet.of("driven", neurons), 0);
  }

  private static Silence silence(Silence.Mode mode, int... neurons) {
    return new Silence(NeuronSet.of("silenced", neurons), mode);
  }

  /// 2.2 ms are 22 steps; a driven neuron, even at rate 0, loses only what comes at its spike.
  @Test
  void refractoryPeriod_isOfNeuronsThatAreNotDriven() {
    Conditions conditions = conditions(drive(3), Silence.NONE, null);
    assertThat(conditions.activeAfter(1, 100)).isEqualTo(122);
    assertThat(conditions.activeAfter(3, 100)).isEqualTo(101);
  }

  @Test
  void neuronOfReplayedEvents_isDriven() {
    Conditions conditions =
        conditions(Drive.NONE, Silence.NONE, new Replay("", new int[] {500}, new int[] {4}));
    assertThat(conditions.activeAfter(4, 100)).isEqualTo(101);
    assertThat(conditions.activeAfter(5, 100)).isEqualTo(122);
  }

  @Test
  void silencedNeuron_deliversNothing_andInBothDirectionsReceivesNothing() {
    Conditions outgoing = conditions(drive(0), silence(Silence.Mode.OUTGOING, 1, 2), null);
    assertThat(outgoing.delivers(1, 5, 10)).isFalse();
    assertThat(outgoing.delivers(5, 1, 10)).isTrue();
    Conditions both = conditions(drive(0), silence(Silence.Mode.BOTH, 1, 2), null);
    assertThat(both.delivers(2, 5, 10)).isFalse();
    assertThat(both.delivers(5, 2, 10)).isFalse();
    assertThat(both.delivers(5, 6, 10)).isTrue();
  }

  /// What counts is the step of arrival: from the step of the change on.
  @Test
  void changeOfSilence_holdsFromItsStepOn() {
    Conditions conditions =
        conditions(
            drive(0),
            silence(Silence.Mode.OUTGOING, 1),
            null,
            new Change(200, null, silence(Silence.Mode.BOTH, 2)),
            new Change(300, null, Silence.NONE));
    assertThat(conditions.delivers(1, 5, 199)).isFalse();
    assertThat(conditions.delivers(5, 2, 199)).isTrue();
    assertThat(conditions.delivers(1, 5, 200)).isTrue();
    assertThat(conditions.delivers(5, 2, 200)).isFalse();
    assertThat(conditions.delivers(5, 2, 299)).isFalse();
    assertThat(conditions.delivers(5, 2, 300)).isTrue();
  }

  /// A change of the drives leaves the silenced neurons as they are, and the other way round.
  @Test
  void whatAChangeDoesNotName_stays() {
    Conditions conditions =
        conditions(
            drive(3),
            silence(Silence.Mode.OUTGOING, 1),
            null,
            new Change(100, List.of(drive(4)), null),
            new Change(200, null, silence(Silence.Mode.OUTGOING, 2)));
    assertThat(conditions.delivers(1, 5, 150)).isFalse();
    assertThat(conditions.activeAfter(3, 150)).isEqualTo(172);
    assertThat(conditions.activeAfter(4, 150)).isEqualTo(151);
    assertThat(conditions.activeAfter(4, 250)).isEqualTo(251);
    assertThat(conditions.delivers(1, 5, 250)).isTrue();
    assertThat(conditions.delivers(2, 5, 250)).isFalse();
  }

  /// A neuron that becomes driven in its refractory period is active from then on; one that is no
  /// longer driven had no such period.
  @Test
  void refractoryPeriod_endsWhereTheNeuronBecomesDriven() {
    Conditions conditions =
        conditions(
            drive(3),
            Silence.NONE,
            null,
            new Change(110, List.of(drive(4)), null),
            new Change(115, List.of(drive(5)), null));
    assertThat(conditions.activeAfter(4, 100)).isEqualTo(110);
    assertThat(conditions.activeAfter(5, 100)).isEqualTo(115);
    assertThat(conditions.activeAfter(6, 100)).isEqualTo(122);
    assertThat(conditions.activeAfter(3, 109)).isEqualTo(110);
    assertThat(conditions.activeAfter(3, 110)).isEqualTo(132);
    assertThat(conditions.activeAfter(4, 88)).as("it ends at the change").isEqualTo(110);
    assertThat(conditions.activeAfter(4, 87)).isEqualTo(109);
  }

  @Test
  void ofTwoChangesAtOneStep_theLaterCounts() {
    Conditions conditions =
        conditions(
            drive(0),
            Silence.NONE,
            null,
            new Change(50, null, silence(Silence.Mode.OUTGOING, 1)),
            new Change(50, null, silence(Silence.Mode.OUTGOING, 2)));
    assertThat(conditions.delivers(1, 5, 50)).isTrue();
    assertThat(conditions.delivers(2, 5, 50)).isFalse();
    assertThat(conditions.delivers(2, 5, 49)).isTrue();
  }
}
