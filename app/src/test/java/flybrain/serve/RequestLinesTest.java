package flybrain.serve;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestLinesTest {
  private static RequestLines lines(String text, int longest) {
    return new RequestLines(new ByteArrayInputStream(text.getBytes(US_ASCII)), longest);
  }

  private static List<String> all(RequestLines lines) throws IOException {
    List<String> all = new ArrayList<>();
    for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
      all.add(new String(line.get(), US_ASCII) + (lines.wasTooLong() ? "..." : ""));
    }
    return all;
  }

  @Test
  void lines_endWithALineBreak() throws IOException {
    assertThat(all(lines("a\n\nbc\r\n", 100))).containsExactly("a", "", "bc\r");
  }

  /// A client that was killed in the middle of a request did not ask for it.
  @ParameterizedTest
  @ValueSource(strings = {"", "abc"})
  void textBehindTheLastLine_isNoLine(String rest) throws IOException {
    assertThat(all(lines("a\n" + rest, 100))).containsExactly("a");
    assertThat(all(lines(rest, 100))).isEmpty();
  }

  @Test
  void longLine_isCutAndTheNextIsWhole() throws IOException {
    assertThat(all(lines("12345\n123456\n1234567890\n12\n", 5)))
        .containsExactly("12345", "12345...", "12345...", "12");
  }

  @Test
  void everyByte_isKept() throws IOException {
    byte[] bytes = new byte[256];
    for (int k = 0; k < bytes.length; k++) {
      bytes[k] = (byte) (k == '\n' ? 0 : k);
    }
    bytes[255] = '\n';
    RequestLines lines = new RequestLines(new ByteArrayInputStream(bytes), 1000);
    assertThat(lines.next().orElseThrow()).hasSize(255).contains((byte) 0xfe, (byte) 0);
  }
}
