package flybrain.files;

import flybrain.RootCause;
import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Locale;

/// A file that could not be written; the message is one complete line and names the file.
public final class WriteException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private WriteException(String message, Throwable cause) {
    super(message, cause);
  }

  /// Says of which file a failed write was, and why it failed; a full disk is named as such.
  ///
  /// @param target the file as the user knows it
  /// @param cause what the system or a library reported; the innermost message counts
  public static WriteException of(Path target, Throwable cause) {
    if (cause instanceof WriteException known) {
      return known;
    }
    Throwable root = RootCause.of(cause);
    if (root instanceof AccessDeniedException) {
      return new WriteException(
          target + ": may not be written; have its permissions changed, or choose another folder",
          cause);
    }
    String reason = root.getMessage() == null ? root.toString() : root.getMessage();
    return isDiskFull(reason)
        ? new WriteException(
            target
                + ": the disk is full and nothing was kept; free some space or choose "
                + "another disk",
            cause)
        : new WriteException(target + ": cannot be written: " + reason, cause);
  }

  /// Java has no exception of its own for this; these are the words of Linux, macOS and Windows.
  private static boolean isDiskFull(String reason) {
    String words = reason.toLowerCase(Locale.ROOT);
    return words.contains("no space left")
        || words.contains("quota exceeded")
        || words.contains("not enough space");
  }
}
