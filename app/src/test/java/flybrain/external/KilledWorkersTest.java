package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Progress;
import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.backend.BackendException;
import flybrain.backend.Simulation;
import flybrain.files.TemporaryFolder;
import flybrain.spikes.SpikeRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Real workers, of which one process after the other is killed in mid-simulation.
@Tag("frameworks")
class KilledWorkersTest {
  /// Trials under way when something is killed.
  private static final int AT_ONCE = 2;

  /// A process of a worker.
  enum Role {
    SUPERVISOR,
    WORKER,
    FIRST_TRIAL,
    LAST_TRIAL
  }

  private static Stream<Arguments> cases() {
    return Stream.of("brian2cpp", "nest")
        .map(Backends::named)
        .filter(backend -> backend.availability() instanceof Availability.Ready)
        .flatMap(backend -> Stream.of(Role.values()).map(role -> Arguments.of(backend, role)));
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("cases")
  void kill_isAnsweredAtOnceAndNothingIsLeft(Backend backend, Role role) throws Exception {
    Circuit circuit = Circuit.endless();
    List<ProcessHandle> family = new ArrayList<>();
    try (Simulation simulation = backend.open(circuit.connectome(), AT_ONCE)) {
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      Thread.ofPlatform().start(() -> failure.complete(run(simulation, circuit)));
      ProcessHandle supervisor = child();
      ProcessHandle worker = workerOf(supervisor);
      family.add(supervisor);
      family.addAll(supervisor.descendants().toList());
      List<ProcessHandle> trials = worker.children().toList();
      ProcessHandle victim =
          switch (role) {
            case SUPERVISOR -> supervisor;
            case WORKER -> worker;
            case FIRST_TRIAL -> trials.getFirst();
            case LAST_TRIAL -> trials.getLast();
          };
      victim.destroyForcibly();
      // Far more than it takes, far less than the trials or the patience with a silent worker.
      assertThat(failure.get(60, TimeUnit.SECONDS))
          .isInstanceOf(BackendException.class)
          .hasMessageStartingWith(backend.key() + ": ")
          .hasMessageContaining("kill");
    }
    for (ProcessHandle process : family) {
      Orphans.assertGone(process.pid());
    }
    assertThat(leftBy(backend)).isEmpty();
  }

  /// Files of compilers and frameworks are also in folders named after the backend.
  private static List<Path> leftBy(Backend backend) throws IOException {
    try (Stream<Path> all = Files.list(TemporaryFolder.own())) {
      return all.filter(path -> path.getFileName().toString().startsWith(backend.key())).toList();
    }
  }

  private static Throwable run(Simulation simulation, Circuit circuit) {
    try {
      simulation.run(circuit.experiment(), new SpikeRecorder(), Progress.NONE);
      return new ExecutionException("it ended", null);
    } catch (IOException | RuntimeException e) {
      return e;
    }
  }

  private static ProcessHandle child() throws InterruptedException {
    while (true) {
      Optional<ProcessHandle> child = ProcessHandle.current().children().findFirst();
      if (child.isPresent()) {
        return child.get();
      }
      Thread.sleep(Duration.ofMillis(20));
    }
  }

  /// The worker, as soon as it has as many trials under way as it may.
  private static ProcessHandle workerOf(ProcessHandle supervisor) throws InterruptedException {
    while (true) {
      for (ProcessHandle child : supervisor.children().toList()) {
        if (child.children().count() == AT_ONCE) {
          return child;
        }
      }
      Thread.sleep(Duration.ofMillis(20));
    }
  }
}
