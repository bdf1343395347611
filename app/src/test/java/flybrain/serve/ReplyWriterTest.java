package flybrain.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReplyWriterTest {
  private static final long ID = 720575940660219265L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ReplyWriter writer = new ReplyWriter(bytes);
  private int read;

  private JsonNode line() {
    byte[] all = bytes.toByteArray();
    int end = read;
    while (all[end] != '\n') {
      end++;
    }
    JsonNode line = JsonMapper.shared().readTree(new String(all, read, end - read, UTF_8));
    read = end + 1;
    return line;
  }

  /// What is behind the last line that was read.
  private ByteBuffer rest() {
    byte[] all = bytes.toByteArray();
    return ByteBuffer.wrap(Arrays.copyOfRange(all, read, all.length))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  @Test
  void greeting_namesVersionAndProtocol() throws IOException {
    writer.greet();
    JsonNode line = line();
    assertThat(line.path("flybrain").asString()).isEqualTo(Version.number());
    assertThat(line.path("protocol").asInt()).isEqualTo(Server.PROTOCOL);
    assertThat(rest().hasRemaining()).isFalse();
  }

  @Test
  void reply_isALineWithItsColumnsBehindIt() throws IOException {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", "é\n");
    result.put("id", ID);
    result.put("none", null);
    writer.reply(
        7,
        Reply.of(
            result,
            new Column.Ints("trial", 2, k -> k - 1),
            new Column.Longs("flywire_id", 3, k -> ID + k),
            new Column.Doubles("rate", 1, k -> 0.1)));
    JsonNode line = line();
    assertThat(line.path("id").asLong()).isEqualTo(7);
    assertThat(line.at("/result/name").asString()).isEqualTo("é\n");
    assertThat(line.at("/result/id").asLong()).isEqualTo(ID);
    assertThat(line.at("/result/none").isNull()).isTrue();
    assertThat(line.path("columns").toString())
        .isEqualTo(
            "[{\"name\":\"trial\",\"type\":\"int32\",\"length\":2},"
                + "{\"name\":\"flywire_id\",\"type\":\"int64\",\"length\":3},"
                + "{\"name\":\"rate\",\"type\":\"float64\",\"length\":1}]");
    ByteBuffer rest = rest();
    assertThat(rest.remaining()).isEqualTo(2 * 4 + 3 * 8 + 8);
    assertThat(new int[] {rest.getInt(), rest.getInt()}).containsExactly(-1, 0);
    assertThat(new long[] {rest.getLong(), rest.getLong(), rest.getLong()})
        .containsExactly(ID, ID + 1, ID + 2);
    assertThat(rest.getDouble()).isEqualTo(0.1);
  }

  @Test
  void replyWithoutColumns_isALineAlone() throws IOException {
    writer.reply(1, Reply.DONE);
    JsonNode line = line();
    assertThat(line.path("result").isObject()).isTrue();
    assertThat(line.has("columns")).isFalse();
    assertThat(rest().hasRemaining()).isFalse();
  }

  /// Columns are written in blocks of 65,536 bytes.
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 8193, 16_384, 16_385, 40_000})
  void columnOfAnyLength_isWhole(int length) throws IOException {
    writer.reply(
        1,
        Reply.of(
            Map.of(),
            new Column.Ints("a", length, k -> 3 * k),
            new Column.Longs("b", length, k -> ID + k),
            new Column.Doubles("c", length, k -> k / 7.0)));
    line();
    ByteBuffer rest = rest();
    assertThat(rest.remaining()).isEqualTo(20 * length);
    assertThat(IntStream.range(0, length).filter(k -> rest.getInt() != 3 * k)).isEmpty();
    assertThat(IntStream.range(0, length).filter(k -> rest.getLong() != ID + k)).isEmpty();
    assertThat(IntStream.range(0, length).filter(k -> rest.getDouble() != k / 7.0)).isEmpty();
  }

  @Test
  void error_hasKindAndMessage() throws IOException {
    writer.error(3L, new Failure(Failure.Kind.USAGE, "parameter x: must be text"));
    writer.error(null, Failure.CANCELLED);
    JsonNode line = line();
    assertThat(line.path("id").asLong()).isEqualTo(3);
    assertThat(line.at("/error/kind").asString()).isEqualTo("usage");
    assertThat(line.at("/error/message").asString()).isEqualTo("parameter x: must be text");
    assertThat(line.has("result")).isFalse();
    JsonNode second = line();
    assertThat(second.path("id").isNull()).isTrue();
    assertThat(second.at("/error/kind").asString()).isEqualTo("cancelled");
  }

  @Test
  void progress_isALine() {
    writer.progress(4, 1.5, 3, "trials");
    JsonNode line = line();
    assertThat(line.path("id").asLong()).isEqualTo(4);
    assertThat(line.path("progress").toString())
        .isEqualTo("{\"done\":1.5,\"total\":3.0,\"what\":\"trials\"}");
  }

  @Test
  void clientThatIsGone_failsTheReplyButNotTheProgress() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    ReplyWriter lost = new ReplyWriter(gone);
    lost.progress(1, 1, 2, "trials");
    assertThatThrownBy(() -> lost.reply(1, Reply.DONE))
        .isInstanceOf(IOException.class)
        .hasMessage("Broken pipe");
  }

  /// Whoever simulates never waits for whoever reads slowly.
  @Test
  void progressDuringAReply_isLeftOut() throws IOException {
    writer.reply(
        1,
        Reply.of(
            Map.of(),
            new Column.Ints(
                "a",
                1,
                k -> {
                  Thread other = Thread.ofPlatform().start(() -> writer.progress(2, 1, 2, "x"));
                  try {
                    other.join();
                  } catch (InterruptedException e) {
                    throw new AssertionError(e);
                  }
                  return 77;
                })));
    line();
    ByteBuffer rest = rest();
    assertThat(rest.getInt()).isEqualTo(77);
    assertThat(rest.hasRemaining()).isFalse();
  }
}
