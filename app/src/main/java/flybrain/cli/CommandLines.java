package flybrain.cli;

/// Runs command lines one after the other in one process, so that Java can learn from several for
/// its start-up cache (`scripts/startup.sh`).
final class CommandLines {
  private CommandLines() {}

  /// Runs command lines and ends with the exit code of [#run].
  ///
  /// @param lines such as `run sugar`, with spaces between words and without quotes
  public static void main(String[] lines) {
    Main.end(run(lines));
  }

  /// The first exit code that is not 0; the lines after it are not run.
  static int run(String... lines) {
    for (String line : lines) {
      int code = Main.run(line.split(" "));
      if (code != 0) {
        return code;
      }
    }
    return 0;
  }
}
