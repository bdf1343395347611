package flybrain.serve;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.InputException;
import flybrain.UnknownNeuronException;
import flybrain.serve.Failure.Kind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
  static Stream<Arguments> thrown() {
    return Stream.of(
        Arguments.of(
            new InputException("rate = -1: must be 0 or more"),
            Kind.USAGE,
            "rate = -1: must be 0 or more"),
        Arguments.of(new UnknownNeuronException("no neuron 7"), Kind.KEY, "no neuron 7"),
        Arguments.of(new IOException("Broken pipe"), Kind.FAILED, "Broken pipe"),
        Arguments.of(
            new FileNotFoundException("a (No such file)"), Kind.FAILED, "a (No such file)"),
        Arguments.of(new NoSuchFileException("a.csv"), Kind.FAILED, "a.csv: NoSuchFileException"),
        Arguments.of(new AccessDeniedException("a"), Kind.FAILED, "a: AccessDeniedException"),
        Arguments.of(
            new FileSystemException("a", null, "No space left on device"),
            Kind.FAILED,
            "a: No space left on device"),
        Arguments.of(new InterruptedIOException("x"), Kind.CANCELLED, "the request was cancelled"));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void knownFailure_hasItsKindAndMessage(Exception thrown, Kind kind, String message) {
    Failure failure = Failure.of(thrown);
    assertThat(failure).isEqualTo(new Failure(kind, message));
    assertThat(failure.isInternal()).isFalse();
  }

  @Test
  void mistakeOfOurs_isInternal() {
    Failure failure = Failure.of(new IllegalStateException("no row"));
    assertThat(failure.kind()).isEqualTo(Kind.FAILED);
    assertThat(failure.message())
        .isEqualTo("internal error, please report it: java.lang.IllegalStateException: no row");
    assertThat(failure.isInternal()).isTrue();
    assertThat(Failure.of(new StackOverflowError()).isInternal()).isTrue();
  }

  @Test
  void lackOfMemory_isNoMistakeOfOurs() {
    Failure failure = Failure.of(new OutOfMemoryError("Java heap space"));
    assertThat(failure.kind()).isEqualTo(Kind.FAILED);
    assertThat(failure.message()).startsWith("out of memory: ");
    assertThat(failure.isInternal()).isFalse();
  }

  /// A message may quote what a file has.
  @Test
  void message_isOneLineOfWhatCanBeShown() {
    assertThat(Failure.of(new InputException("a\nb\u001b[31m\u202e")).message())
        .isEqualTo("a\\nb\\u001b[31m\\u202e");
    assertThat(Failure.of(new IOException()).message()).isEqualTo("null");
  }

  @Test
  void kinds_areTheWordsOfTheProtocol() {
    assertThat(Kind.values())
        .extracting(Kind::word)
        .containsExactly("usage", "key", "failed", "cancelled");
  }
}
