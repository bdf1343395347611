package flybrain.parquet;

import flybrain.InputException;
import flybrain.MachineFault;
import flybrain.RootCause;
import java.nio.file.Path;
import java.util.Objects;
import org.xerial.snappy.SnappyError;

/// Why a file was not read: only what the file itself has wrong is called damage.
public final class ReadFailure {
  private ReadFailure() {}

  /// The exception to throw for a failure while a file was read.
  ///
  /// @param place where in the file that was
  public static RuntimeException of(Path path, String place, Throwable cause) {
    return switch (cause) {
      case InputException known -> known;
      case OutOfMemoryError _ -> throw outOfMemory(path, place, cause);
      case LinkageError missing -> missingLibrary(path, missing);
      case SnappyError missing ->
          missingLibrary(path, new UnsatisfiedLinkError(missing.getMessage()));
      case StackOverflowError _ -> damaged(path, place, "endlessly nested parts", cause);
      case Error error -> throw error;
      default -> damaged(path, place, reason(cause), cause);
    };
  }

  private static InputException damaged(Path path, String place, String why, Throwable cause) {
    return new InputException(
        "%s: is damaged (%s: %s); get or write the file again".formatted(path, place, why), cause);
  }

  private static OutOfMemoryError outOfMemory(Path path, String place, Throwable cause) {
    OutOfMemoryError named = new OutOfMemoryError("%s: %s".formatted(path, place));
    named.initCause(cause);
    return named;
  }

  private static InputException missingLibrary(Path path, LinkageError cause) {
    return new InputException(
        path + ": cannot be read: " + MachineFault.words(cause).orElseThrow(), cause);
  }

  private static String reason(Throwable cause) {
    Throwable root = RootCause.of(cause);
    return Objects.requireNonNullElse(root.getMessage(), root.getClass().getSimpleName())
        .lines()
        .findFirst()
        .orElse("");
  }
}
