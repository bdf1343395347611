package flybrain.bench;

import flybrain.ForeignText;
import flybrain.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// The log of a benchmark, on the terminal and appended to a file.
final class BenchmarkLog implements AutoCloseable {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private final PrintWriter terminal;
  private final @Nullable PrintWriter file;
  private final Clock clock;
  private boolean isBroken;

  /// @param path the file to append to, made with its folder when missing; null for none
  /// @throws InputException if it cannot be written
  BenchmarkLog(PrintWriter terminal, @Nullable Path path, Clock clock) {
    this.terminal = terminal;
    this.clock = clock;
    this.file = path == null ? null : open(path);
  }

  private static PrintWriter open(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      return new PrintWriter(
          Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
    } catch (IOException e) {
      throw new InputException(
          path + ": this log file is not writable; choose another --log-file or --no-log-file", e);
    }
  }

  /// The time now as written in all files, such as `2026-07-10 10:07:18`.
  String timestamp() {
    return TIME.format(LocalDateTime.now(clock));
  }

  /// Prints a line with the time before it.
  void log(String message) {
    raw("[%s] %s".formatted(timestamp(), ForeignText.line(message)));
  }

  /// Prints a line as it is.
  synchronized void raw(String line) {
    print(terminal, line);
    if (file != null && !isBroken) {
      print(file, line);
      if (file.checkError()) {
        isBroken = true;
        print(terminal, "warning: the log file is no longer writable; is the disk full?");
      }
    }
  }

  private static void print(PrintWriter out, String line) {
    out.print(line + "\n");
    out.flush();
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
