package flybrain.bench;

import flybrain.InputException;
import flybrain.MachineFault;
import flybrain.PythonNumber;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A benchmark that is tried within a limit of time; whatever goes wrong in it becomes its outcome.
final class Attempt {
  /// How long a stopped benchmark may take to end; a worker gets 5 s to close.
  private static final long MILLIS_TO_STOP = 60_000;

  private Attempt() {}

  /// The outcome of a benchmark.
  ///
  /// @param limit in s
  /// @throws IOException if it does not stop at the limit, because then nothing else can be
  ///   measured
  static Outcome of(Callable<Outcome> benchmark, OptionalDouble limit) throws IOException {
    Stopwatch time = Stopwatch.started();
    FutureTask<Outcome> task = new FutureTask<>(benchmark);
    Thread thread = Thread.ofPlatform().daemon().name("flybrain-benchmark").start(task);
    try {
      return limit.isPresent()
          ? task.get(Math.round(limit.getAsDouble() * 1e9), TimeUnit.NANOSECONDS)
          : task.get();
    } catch (TimeoutException e) {
      stop(thread);
      return Outcome.failed(
          "took longer than the time limit of %s s".formatted(PythonNumber.text(limit.orElse(0))),
          time.seconds());
    } catch (ExecutionException e) {
      return Outcome.failed(reason(Objects.requireNonNull(e.getCause())), time.seconds());
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the benchmark was interrupted");
    }
  }

  private static void stop(Thread thread) throws IOException {
    thread.interrupt();
    try {
      thread.join(MILLIS_TO_STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the benchmark was interrupted");
    }
    if (thread.isAlive()) {
      throw new IOException(
          "a benchmark did not stop at its time limit; start again to continue with the rest");
    }
  }

  private static String reason(Throwable cause) {
    return switch (cause) {
      case InputException e -> String.valueOf(e.getMessage());
      case IOException e -> e.getMessage() == null ? e.toString() : e.getMessage();
      default -> MachineFault.words(cause).orElse("internal error: " + cause);
    };
  }
}
