package flybrain.serve;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// Lines of bytes, of bounded length.
final class RequestLines {
  private final InputStream in;
  private final int longest;
  private boolean cut;

  /// @param longest bytes of a line that are kept at most
  RequestLines(InputStream in, int longest) {
    this.in = new BufferedInputStream(in, 1 << 16);
    this.longest = longest;
  }

  /// The next line without its end, or an empty optional at the end of the stream; what is behind
  /// the last line break is not a line.
  Optional<byte[]> next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    cut = false;
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        return Optional.of(line.toByteArray());
      }
      if (line.size() < longest) {
        line.write(b);
      } else {
        cut = true;
      }
    }
    return Optional.empty();
  }

  /// Whether the last line was longer than lines may be, and lacks its end.
  boolean wasTooLong() {
    return cut;
  }
}
