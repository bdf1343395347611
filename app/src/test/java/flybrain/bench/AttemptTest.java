package flybrain.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.results.ResultRow;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptTest {
  private static final OptionalDouble NO_LIMIT = OptionalDouble.empty();

  /// More than any of these takes, however busy the machine is.
  private static final OptionalDouble LONG = OptionalDouble.of(600);

  private static final Outcome DONE = new Outcome(1, 2, 3, 7, 100, 5, ResultRow.SUCCESS);

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch interrupted = new CountDownLatch(1);

  /// A benchmark that runs until it is interrupted.
  private Outcome runForever() throws InterruptedException {
    begun.countDown();
    try {
      new CountDownLatch(1).await();
      return DONE;
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
  }

  @Test
  void outcomeOfABenchmark_isItsOwn() throws IOException {
    assertThat(Attempt.of(() -> DONE, NO_LIMIT)).isSameAs(DONE);
    assertThat(Attempt.of(() -> DONE, LONG)).isSameAs(DONE);
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new InputException("x.toml: no\nsuch set"), "error: x.toml: no; such set"),
        Arguments.of(new IOException("No space left on device"), "error: No space left on device"),
        Arguments.of(new IOException(), "error: java.io.IOException"),
        Arguments.of(
            new IllegalStateException("why"),
            "error: internal error: java.lang.IllegalStateException: why"),
        Arguments.of(
            new NoClassDefFoundError("org/x/Y"),
            "error: a native library could not be loaded (org/x/Y); it is unpacked into the folder"
                + " for temporary files, which must allow programs to run; name another with"
                + " FLYBRAIN_TMP"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void failure_isTheStatusInOneLine(Throwable failure, String status) throws IOException {
    Outcome outcome =
        Attempt.of(
            () -> {
              if (failure instanceof Error error) {
                throw error;
              }
              throw (Exception) failure;
            },
            LONG);
    assertThat(outcome.status()).isEqualTo(status);
    assertThat(outcome.succeeded()).isFalse();
    assertThat(outcome.spikes()).isZero();
  }

  @Test
  void fullMemory_isAStatus() throws IOException {
    Outcome outcome =
        Attempt.of(
            () -> {
              throw new OutOfMemoryError("Java heap space");
            },
            NO_LIMIT);
    assertThat(outcome.status()).startsWith("error: out of memory: the heap has ");
  }

  @Test
  void limit_stopsABenchmarkAndIsNamed() throws Exception {
    Outcome outcome = Attempt.of(this::runForever, OptionalDouble.of(0.5));
    assertThat(outcome.status()).isEqualTo("error: took longer than the time limit of 0.5 s");
    assertThat(outcome.total()).isGreaterThanOrEqualTo(0.5);
    assertThat(outcome.simulation()).isZero();
    interrupted.await();
  }

  /// As after Ctrl-C.
  @Test
  void interruptionOfTheWholeRun_stopsTheBenchmark() throws Exception {
    Thread caller = Thread.currentThread();
    Thread.ofPlatform()
        .start(() -> {
          try {
            begun.await();
            caller.interrupt();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertThatThrownBy(() -> Attempt.of(this::runForever, NO_LIMIT))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("the benchmark was interrupted");
    assertThat(Thread.interrupted()).as("still set for the caller").isTrue();
    interrupted.await();
  }

  @Test
  void reasonOfAFailure_isOneLine() {
    assertThat(Outcome.failed("  one \r\n\n  two\nthree ", 4))
        .isEqualTo(new Outcome(0, 0, 0, 4, 0, 0, "error: one; two; three"));
  }
}
