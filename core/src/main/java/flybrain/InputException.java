package flybrain;

import java.io.Serial;

/// Something the user gave that cannot be used: a file, a row, an option or a value.
///
/// The message is one complete line: it names the file, row or field, the value, what was allowed
/// and what to do.
public class InputException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// @param message one line that names the file, option or field, the value, what is allowed and
  ///   what to do
  public InputException(String message) {
    super(message);
  }

  /// @param message as in the other constructor
  /// @param cause the exception of a library or the JDK, for whoever looks for its reason
  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
