package flybrain.external;

import java.io.IOException;
import java.io.Serial;

/// Output of a worker that cannot be right; the message says what it was and what was allowed.
final class WrongOutput extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  WrongOutput(String message) {
    super(message);
  }
}
