package flybrain;

import java.io.Serial;

/// A name that means nothing here: a mistake in what was typed, not in a file.
public final class UnknownNameException extends InputException {
  @Serial private static final long serialVersionUID = 1L;

  /// @param message one line that names it and, where one is near, the name that may be meant
  public UnknownNameException(String message) {
    super(message);
  }

  /// @param message as in the other constructor
  public UnknownNameException(String message, Throwable cause) {
    super(message, cause);
  }
}
