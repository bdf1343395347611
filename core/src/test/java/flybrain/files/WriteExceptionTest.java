package flybrain.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteExceptionTest {
  private static final Path TARGET = Path.of("results/a.parquet");

  /// The words of Linux, macOS and Windows, and of quotas.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "No space left on device",
        "/tmp/x: No space left on device",
        "Disk quota exceeded",
        "There is not enough space on the disk"
      })
  void fullDisk_isNamedAsSuch(String reason) {
    assertThat(WriteException.of(TARGET, new IOException("library", new IOException(reason))))
        .hasMessage(
            TARGET
                + ": the disk is full and nothing was kept; free some space or choose another disk");
  }

  static Stream<Arguments> reasons() {
    return Stream.of(
        Arguments.of(
            new AccessDeniedException("x"),
            ": may not be written; have its permissions changed, or choose another folder"),
        Arguments.of(
            new UncheckedIOException(new AccessDeniedException("x")),
            ": may not be written; have its permissions changed, or choose another folder"),
        Arguments.of(new IOException("Broken pipe"), ": cannot be written: Broken pipe"),
        Arguments.of(
            new IOException("outer", new IOException("inner")), ": cannot be written: inner"),
        Arguments.of(
            new FileSystemException("x", null, "Read-only file system"),
            ": cannot be written: x: Read-only file system"),
        Arguments.of(new IOException((String) null), ": cannot be written: java.io.IOException"));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void innermostReason_isGivenWithTheFile(Exception cause, String message) {
    WriteException e = WriteException.of(TARGET, cause);
    assertThat(e).hasMessage(TARGET + message).hasCause(cause);
    assertThat(e.getMessage()).hasLineCount(1);
  }

  @Test
  void failureThatIsNamedAlready_keepsItsFile() {
    WriteException inner = WriteException.of(Path.of("b.csv"), new IOException("x"));
    assertThat(WriteException.of(TARGET, inner)).isSameAs(inner);
  }
}
