package flybrain.connectome;

/// Is told how far the work on a file is.
public interface ByteProgress {
  /// Tells nobody.
  ByteProgress NONE = (file, done, total) -> {};

  /// Some more of a file is done.
  ///
  /// @param file name of the file
  /// @param done number of bytes that are done
  /// @param total number of bytes of the file, or -1 where it is not known
  void at(String file, long done, long total);
}
