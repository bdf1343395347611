package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Progress;
import flybrain.backend.BackendException;
import flybrain.backend.RunResult;
import flybrain.backend.Simulation;
import flybrain.spikes.SpikeRecorder;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One worker for all experiments on an open brain, and a new one after it failed.
class WorkerSimulationTest {
  @TempDir private Path folder;

  @AfterEach
  void noWorkerIsLeft() throws IOException, InterruptedException {
    for (long worker : workers()) {
      Orphans.assertGone(worker);
    }
  }

  @Test
  void experiments_haveOneWorker_fromAnyThread() throws Exception {
    try (Simulation simulation = open("behaves");
        ExecutorService threads = Executors.newFixedThreadPool(3)) {
      assertThat(run(simulation)).isEqualTo(3);
      Callable<Integer> run = () -> run(simulation);
      for (Future<Integer> spikes : threads.invokeAll(List.of(run, run, run, run))) {
        assertThat(spikes.get()).isEqualTo(3);
      }
      assertThat(workers()).hasSize(1);
    }
    assertThat(folder.resolve("fake.log")).doesNotExist();
  }

  @Test
  void failedExperiment_isTheOnlyOneThatFails() throws IOException {
    try (Simulation simulation = open("dies in its second run")) {
      assertThat(run(simulation)).isEqualTo(3);
      assertThatThrownBy(() -> run(simulation))
          .isInstanceOf(BackendException.class)
          .hasMessageStartingWith(
              "fake: its worker ended with exit code 3 while simulating; log: ");
      assertThat(run(simulation)).isEqualTo(3);
      assertThat(workers()).hasSize(2);
    }
  }

  @Test
  void workerKilledBetweenExperiments_isReplaced() throws Exception {
    try (Simulation simulation = open("behaves")) {
      run(simulation);
      ProcessHandle worker = ProcessHandle.of(workers().getFirst()).orElseThrow();
      worker.destroyForcibly();
      worker.onExit().get();
      assertThat(run(simulation)).isEqualTo(3);
      assertThat(workers()).hasSize(2);
    }
  }

  @Test
  void sinkThatFails_endsTheWorkerWhoseOutputNobodyTakes() throws IOException {
    try (Simulation simulation = open("behaves")) {
      assertThatThrownBy(() ->
              simulation.run(
                  FakeBackend.experiment(),
                  trial -> {
                    throw new IOException("disk full");
                  },
                  Progress.NONE))
          .isInstanceOf(IOException.class)
          .hasMessage("disk full");
      assertThat(run(simulation)).isEqualTo(3);
      assertThat(workers()).hasSize(2);
    }
  }

  @Test
  void interruption_cancelsOneExperiment() throws Exception {
    try (Simulation simulation = open("hangs while simulating")) {
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      CompletableFuture<Void> simulating = new CompletableFuture<>();
      Thread thread = start(simulation, simulating, failure);
      simulating.get();
      thread.interrupt();
      assertThat(failure.get())
          .isInstanceOf(InterruptedIOException.class)
          .hasMessage("fake: the simulation was interrupted");
    }
  }

  @Test
  void close_endsWhatIsUnderWay() throws Exception {
    Simulation simulation = open("hangs while simulating");
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    CompletableFuture<Void> simulating = new CompletableFuture<>();
    start(simulation, simulating, failure);
    simulating.get();
    simulation.close();
    assertThat(failure.get())
        .isInstanceOf(BackendException.class)
        .hasMessage("fake: the simulation is closed");
    assertThatThrownBy(() -> run(simulation)).hasMessage("fake: the simulation is closed");
  }

  private Simulation open(String behaviour) throws IOException {
    return new FakeBackend("fake", behaviour, folder).open(FakeBackend.connectome(), 1);
  }

  private static Thread start(
      Simulation simulation,
      CompletableFuture<Void> simulating,
      CompletableFuture<Throwable> failure) {
    Progress progress =
        new Progress() {
          @Override
          public void stage(String stage) {
            if (stage.equals(Simulation.SIMULATING)) {
              simulating.complete(null);
            }
          }

          @Override
          public void at(long done, long total) {}
        };
    return Thread.ofPlatform()
        .start(() -> {
          try {
            RunResult result =
                simulation.run(FakeBackend.experiment(), new SpikeRecorder(), progress);
            failure.completeExceptionally(new AssertionError(result));
          } catch (IOException | RuntimeException e) {
            failure.complete(e);
          }
        });
  }

  private static int run(Simulation simulation) throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    simulation.run(FakeBackend.experiment(), recorder, Progress.NONE);
    return recorder.spikes().size();
  }

  /// The process ids of the workers that were started.
  private List<Long> workers() throws IOException {
    return Files.readAllLines(folder.resolve("started")).stream().map(Long::valueOf).toList();
  }
}
