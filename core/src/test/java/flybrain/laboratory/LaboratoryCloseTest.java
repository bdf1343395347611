package flybrain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Progress;
import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.backend.Capability;
import flybrain.backend.RunResult;
import flybrain.backend.RunTimes;
import flybrain.backend.Simulation;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import flybrain.spikes.SpikeSink;
import flybrain.states.StateSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What becomes of open simulations.
class LaboratoryCloseTest {
  private static final Connectome BRAIN =
      Connectome.of("mine", new Neurons(new long[] {11}), new ConnectionsBuilder(1).build());

  private final List<String> closed = new ArrayList<>();
  private final List<String> opened = new ArrayList<>();

  /// A backend that simulates nothing.
  private final class Idle implements Backend {
    private final String key;
    private final boolean fails;

    Idle(String key, boolean fails) {
      this.key = key;
      this.fails = fails;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public String framework() {
      return key;
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of();
    }

    @Override
    public Availability availability() {
      return new Availability.Ready();
    }

    @Override
    public Simulation open(Connectome connectome, int threads) {
      String name = key + " " + threads;
      opened.add(name);
      return new Simulation() {
        @Override
        public RunResult run(
            Experiment experiment, SpikeSink sink, StateSink states, Progress progress) {
          return new RunResult(new RunTimes(1, 2, 4, 8, 16), Map.of("device", name));
        }

        @Override
        public void close() throws IOException {
          closed.add(name);
          if (fails) {
            throw new IOException(name + " does not end");
          }
        }
      };
    }
  }

  private static Report run(Laboratory laboratory, Backend backend, int threads)
      throws IOException {
    Recipe recipe = Recipe.DEFAULT.withDriven(List.of(new NeuronReference.Id(11)));
    return laboratory.run(
        laboratory.plan(recipe, backend), RunOptions.DEFAULT.withThreads(threads));
  }

  @Test
  void simulations_areKeptByBackendAndThreads_andOpenedAgainAfterClosing() throws IOException {
    Idle one = new Idle("one", false);
    Idle two = new Idle("two", false);
    try (Laboratory laboratory = Laboratory.on(BRAIN)) {
      laboratory.close(two);
      run(laboratory, one, 1);
      run(laboratory, one, 2);
      run(laboratory, two, 1);
      run(laboratory, one, 2);
      assertThat(opened).containsExactly("one 1", "one 2", "two 1");
      laboratory.close(one);
      assertThat(closed).containsExactlyInAnyOrder("one 1", "one 2");
      laboratory.close(one);
      assertThat(closed).as("once").hasSize(2);
      run(laboratory, one, 1);
      assertThat(opened).hasSize(4);
    }
    assertThat(closed).hasSize(4).contains("two 1");
  }

  /// A worker that does not end must not leave the others running.
  @Test
  void simulationThatCannotBeClosed_leavesNoneOpen() throws IOException {
    Laboratory laboratory = Laboratory.on(BRAIN);
    for (int k = 0; k < 4; k++) {
      run(laboratory, new Idle("bad" + k, true), 1);
      run(laboratory, new Idle("good" + k, false), 1);
    }
    assertThatThrownBy(laboratory::close)
        .isInstanceOf(IOException.class)
        .hasMessageMatching("bad\\d 1 does not end")
        .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(3));
    assertThat(closed).containsExactlyInAnyOrderElementsOf(opened);
    laboratory.close();
    assertThat(closed).as("once").hasSize(8);
  }

  @Test
  void timesAndFacts_areThoseOfTheBackend() throws IOException {
    try (Laboratory laboratory = Laboratory.on(BRAIN)) {
      Report report = run(laboratory, new Idle("one", false), 3);
      assertThat(report.times().build()).isEqualTo(2);
      assertThat(report.times().simulation()).isEqualTo(4);
      assertThat(report.times().programs()).isEqualTo(16);
      assertThat(report.times().setup()).isGreaterThanOrEqualTo(1);
      assertThat(report.ofBackend()).isEqualTo(Map.of("device", "one 3"));
    }
  }
}
