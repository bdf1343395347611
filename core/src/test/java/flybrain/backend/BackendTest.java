package flybrain.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Progress;
import flybrain.connectome.Connectome;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import flybrain.experiment.TimedChange;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BackendTest {
  private static final Recipe REPLAYED = Recipe.DEFAULT.withReplay(Path.of("events.csv"));
  private static final Recipe CHANGED =
      Recipe.DEFAULT.withFurtherChange(
          TimedChange.silencing(0.1, 0.2, NeuronReference.parseList("7")));

  /// A simulator with some capabilities.
  private record Some(Set<Capability> capabilities) implements Backend {
    @Override
    public String key() {
      return "some";
    }

    @Override
    public String framework() {
      return "Some (CPU)";
    }

    @Override
    public Availability availability() {
      return new Availability.Ready();
    }

    @Override
    public Simulation open(Connectome connectome, int threads) {
      throw new AssertionError("opened");
    }
  }

  private static Backend with(Capability... capabilities) {
    Set<Capability> set = EnumSet.noneOf(Capability.class);
    set.addAll(List.of(capabilities));
    return new Some(set);
  }

  @Test
  void plainRecipe_needsNothing() {
    assertThatCode(() -> with().requireFor(Recipe.DEFAULT)).doesNotThrowAnyException();
  }

  @Test
  void replay_needsItsCapability() {
    assertThatThrownBy(() -> with(Capability.TIMELINE, Capability.RECORDING).requireFor(REPLAYED))
        .isInstanceOf(BackendException.class)
        .hasMessage("some: cannot replay recorded events; leave out --replay");
    assertThatCode(() -> with(Capability.REPLAY).requireFor(REPLAYED)).doesNotThrowAnyException();
  }

  @Test
  void changesDuringATrial_needTheirCapability() {
    assertThatThrownBy(() -> with(Capability.REPLAY, Capability.RECORDING).requireFor(CHANGED))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith("some: cannot change drives or silenced neurons during a trial; ");
    assertThatCode(() -> with(Capability.TIMELINE).requireFor(CHANGED)).doesNotThrowAnyException();
  }

  @Test
  void recording_needsItsCapability() {
    assertThatThrownBy(() -> with(Capability.REPLAY, Capability.TIMELINE).requireRecording())
        .isInstanceOf(BackendException.class)
        .hasMessage("some: cannot record v or g; use --backend event, or leave out --record");
    assertThatCode(() -> with(Capability.RECORDING).requireRecording()).doesNotThrowAnyException();
  }

  @Test
  void simulatedSteps_areSummedOverThreads() {
    List<String> reports = new ArrayList<>();
    SimulatedSteps steps =
        new SimulatedSteps(
            new Progress() {
              @Override
              public void stage(String name) {}

              @Override
              public void at(long done, long total) {
                reports.add(done + " of " + total);
              }
            },
            3_000_000_000L);
    steps.add(1_500_000_000L);
    steps.add(0);
    steps.add(1_500_000_000L);
    assertThat(reports)
        .containsExactly(
            "1500000000 of 3000000000", "1500000000 of 3000000000", "3000000000 of 3000000000");
  }
}
