package flybrain.external;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/// Lines of a limited length, so an endless line does not fill the memory.
final class LimitedLine {
  private LimitedLine() {}

  /// The next line without its end, or null at the end of all.
  ///
  /// Of a longer line than allowed, the first `most + 1` characters are returned as a line.
  static @Nullable String read(Reader reader, int most) throws IOException {
    StringBuilder line = new StringBuilder();
    int c;
    while ((c = reader.read()) >= 0) {
      if (c == '\n') {
        return line.toString();
      }
      line.append((char) c);
      if (line.length() > most) {
        return line.toString();
      }
    }
    return line.isEmpty() ? null : line.toString();
  }
}
