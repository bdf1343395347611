package flybrain.serve;

import flybrain.ForeignText;
import flybrain.InputException;
import flybrain.MachineFault;
import flybrain.UnknownNeuronException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/// Why a request was not done, in one line.
record Failure(Kind kind, String message) {
  /// Whose fault it is.
  enum Kind {
    /// The request asks for something that there is not, or that makes no sense.
    USAGE,
    /// The connectome does not have a neuron that the request names by its id.
    KEY,
    /// The request was right, and could not be done all the same.
    FAILED,
    /// The request was cancelled.
    CANCELLED;

    /// The word for it in a reply.
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final Failure CANCELLED = new Failure(Kind.CANCELLED, "the request was cancelled");

  /// The failure that something thrown means.
  static Failure of(Throwable thrown) {
    return switch (thrown) {
      case UnknownNeuronException unknown -> line(Kind.KEY, unknown.getMessage());
      case InputException input -> line(Kind.USAGE, input.getMessage());
      case InterruptedIOException _ -> CANCELLED;
      case FileSystemException file when file.getReason() == null ->
          line(Kind.FAILED, file.getFile() + ": " + file.getClass().getSimpleName());
      case IOException io -> line(Kind.FAILED, io.getMessage());
      default -> line(Kind.FAILED, MachineFault.words(thrown).orElse(INTERNAL + thrown));
    };
  }

  private static final String INTERNAL = "internal error, please report it: ";

  /// Whether it is a mistake of ours, whose place in the code belongs in the log.
  boolean isInternal() {
    return message.startsWith(INTERNAL);
  }

  private static Failure line(Kind kind, @org.jspecify.annotations.Nullable String message) {
    return new Failure(kind, ForeignText.line(String.valueOf(message)));
  }
}
