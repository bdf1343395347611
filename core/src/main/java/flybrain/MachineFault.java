package flybrain;

import java.util.Optional;

/// Messages for errors of the Java virtual machine that are the machine's fault, not the code's.
public final class MachineFault {
  private MachineFault() {}

  /// The error and what to do, in one line; empty for anything else.
  public static Optional<String> words(Throwable fault) {
    return switch (fault) {
      case OutOfMemoryError error -> Optional.of(outOfMemory(error));
      case LinkageError _ ->
          Optional.of(
              ("a native library could not be loaded (%s); it is unpacked into the folder for "
                      + "temporary files, which must allow programs to run; name another with "
                      + "FLYBRAIN_TMP")
                  .formatted(root(fault)));
      // The words of the Java virtual machine for a page that is gone or has no room.
      case InternalError error when String.valueOf(error.getMessage()).contains("memory access") ->
          Optional.of(
              "a file was truncated or its disk filled up while in use; free some space and run "
                  + "the command again");
      default -> Optional.empty();
    };
  }

  private static String outOfMemory(OutOfMemoryError error) {
    // An error with a cause names what was read; the JVM's own errors name only the kind of memory.
    String need = error.getCause() == null ? "" : error.getMessage() + "; ";
    return "out of memory: %sthe heap has %d MiB (FLYBRAIN_JAVA_OPTS=-Xmx8g sets 8 GiB)"
        .formatted(need, Runtime.getRuntime().maxMemory() >> 20);
  }

  private static String root(Throwable fault) {
    Throwable root = RootCause.of(fault);
    return ForeignText.line(root.getMessage() == null ? root.toString() : root.getMessage());
  }
}
