package flybrain.backend;

import java.io.IOException;
import java.io.Serial;

/// A backend that failed, with one line that says why.
public final class BackendException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /// @param message one line that says what failed and what to do
  public BackendException(String message) {
    super(message);
  }

  /// @param message as in the other constructor
  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
