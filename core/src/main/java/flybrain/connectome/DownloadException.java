package flybrain.connectome;

import java.io.IOException;
import java.io.Serial;

/// A failed download; the message names the URL and the reason.
final class DownloadException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean last;

  DownloadException(String message) {
    this(message, false);
  }

  private DownloadException(String message, boolean last) {
    super(message);
    this.last = last;
  }

  /// A failure that another attempt would meet again.
  static DownloadException last(String message) {
    return new DownloadException(message, true);
  }

  /// Whether another attempt is of no use.
  boolean isFinal() {
    return last;
  }
}
