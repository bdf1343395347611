package flybrain;

import java.nio.file.Path;

/// Follows how far some work is; called from any thread, from several at once too.
public interface Progress {
  /// Shows nothing.
  Progress NONE =
      new Progress() {
        @Override
        public void stage(String name) {}

        @Override
        public void at(long done, long total) {}
      };

  /// A stage of the work begins, such as `compiling` or `reading a.parquet`.
  void stage(String name);

  /// A file begins to be read, as a stage.
  default void reading(Path file) {
    stage("reading " + file.getFileName());
  }

  /// More of the stage is done. With several threads at work a call may come after one with a
  /// higher number.
  ///
  /// @param done of whatever is counted
  /// @param total of it all; -1 where that is not known
  void at(long done, long total);
}
