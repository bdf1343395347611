package flybrain.files;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// A process of its own that locks a folder, if it can, until this is closed.
final class LockingProcess implements AutoCloseable {
  static final String LOCKED = "locked";

  private final Process process;
  private final String result;

  private LockingProcess(Process process, String result) {
    this.process = process;
    this.result = result;
  }

  /// Starts one and waits for its try.
  static LockingProcess at(Path folder) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LockingProcess.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader output = process.inputReader();
    return new LockingProcess(process, String.valueOf(output.readLine()));
  }

  /// [#LOCKED], or who had the folder.
  String result() {
    return result;
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  public static void main(String[] args) throws IOException {
    try (FolderLock lock = FolderLock.of(Path.of(args[0]), IllegalStateException::new)) {
      System.out.println(lock == null ? "" : LOCKED);
      // Ends with the process that started this one, too.
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IllegalStateException e) {
      System.out.println(e.getMessage());
    }
  }
}
