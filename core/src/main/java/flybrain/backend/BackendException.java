package flybrain.backend;

import java.io.IOException;
import java.io.Serial;

/// A backend that failed, with one line that says why.
public final class BackendException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  public BackendException(String message) {
    super(message);
  }

  public BackendException(String message, Throwable cause) {
    super(message, cause);
  }
}
