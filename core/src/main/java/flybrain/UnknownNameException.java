package flybrain;

import java.io.Serial;

/// A name that means nothing here: a mistake in what was typed, not in a file.
public final class UnknownNameException extends InputException {
  @Serial private static final long serialVersionUID = 1L;

  public UnknownNameException(String message) {
    super(message);
  }

  public UnknownNameException(String message, Throwable cause) {
    super(message, cause);
  }
}
