package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Progress;
import flybrain.backend.BackendException;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.TrialSink;
import flybrain.states.StateSink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The threads of a simulation, and who waits for whom.
@Timeout(120)
class EngineSimulationTest {
  private static final Connectome BRAIN = RandomCircuit.connectome(new SplittableRandom(11), 20);

  private static Experiment trials(int count) {
    return new Experiment(
        "waiting", List.of(), Silence.NONE, 10, count, 1, Parameters.SHIU_2024, List.of(), null);
  }

  private static EngineSimulation simulation(int threads) {
    return new EngineSimulation(
        (experiment, trial) -> new ReferenceTrial(BRAIN, experiment, trial), threads);
  }

  @Test
  void failure_wakesTrialsThatWaitInTheirSink() throws IOException {
    CountDownLatch inSink = new CountDownLatch(1);
    SpikeSink sink =
        trial -> {
          try {
            if (trial == 0) {
              inSink.countDown();
              new CountDownLatch(1).await();
            }
            inSink.await();
          } catch (InterruptedException e) {
            throw new InterruptedIOException("woken");
          }
          throw new IOException("disk full");
        };
    try (Simulation simulation = simulation(2)) {
      assertThatThrownBy(() -> simulation.run(trials(2), sink, Progress.NONE))
          .hasMessage("disk full");
    }
  }

  /// One thread is in a sink that does not heed interruption; another run waits for its turn.
  @Test
  void closing_endsARunThatHasNotBegunAndWaitsForTheOneThatHas() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch inSink = new CountDownLatch(1);
    CountDownLatch queued = new CountDownLatch(1);
    SpikeSink busy =
        trial -> {
          inSink.countDown();
          boolean released = false;
          while (!released) {
            try {
              release.await();
              released = true;
            } catch (InterruptedException e) {
              // Waits on, as a sink may that is in the midst of a write.
            }
          }
          return TrialSink.NOWHERE;
        };
    Simulation simulation = simulation(1);
    try (ExecutorService callers = Executors.newFixedThreadPool(3)) {
      Future<?> first = callers.submit(() -> simulation.run(trials(1), busy, Progress.NONE));
      inSink.await();
      Future<?> second =
          callers.submit(() -> simulation.run(trials(1), SpikeSink.NOWHERE, counting(queued)));
      queued.await();
      Future<?> closing =
          callers.submit(() -> {
            simulation.close();
            return null;
          });
      try {
        assertThatThrownBy(second::get)
            .cause()
            .isInstanceOf(BackendException.class)
            .hasMessage("the simulation was closed");
        assertThatThrownBy(() -> closing.get(100, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
      } finally {
        release.countDown();
      }
      assertThatThrownBy(first::get).cause().hasMessage("the simulation was closed");
      closing.get();
    }
  }

  private static Progress counting(CountDownLatch stages) {
    return new Progress() {
      @Override
      public void stage(String stage) {
        stages.countDown();
      }

      @Override
      public void at(long done, long total) {}
    };
  }

  @Test
  void lastTrial_leavesNothingToDo() throws IOException {
    try (EngineSimulation simulation = simulation(1)) {
      EngineSimulation.Workplace workplace = simulation.new Workplace();
      EngineRun run = new EngineRun(trials(1), SpikeSink.NOWHERE, StateSink.NOWHERE, Progress.NONE);
      assertThat(run.simulateNext(() -> workplace)).isTrue();
      assertThat(run.simulateNext(() -> workplace)).isFalse();
    }
  }

  @Test
  void threads_doNotKeepTheProcessAliveAndTheStageIsReported() throws IOException {
    List<String> stages = new ArrayList<>();
    List<Boolean> daemons = new ArrayList<>();
    SpikeSink sink =
        trial -> {
          daemons.add(Thread.currentThread().isDaemon());
          return TrialSink.NOWHERE;
        };
    Progress progress =
        new Progress() {
          @Override
          public void stage(String stage) {
            stages.add(stage);
          }

          @Override
          public void at(long done, long total) {}
        };
    try (Simulation simulation = simulation(1)) {
      simulation.run(trials(1), sink, progress);
    }
    assertThat(stages).containsExactly(Simulation.SIMULATING);
    assertThat(daemons).containsExactly(true);
  }
}
