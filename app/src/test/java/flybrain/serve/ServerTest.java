package flybrain.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintWriter;
import java.io.SequenceInputStream;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The server in this process; `flybrain.cli.ServeCommandTest` has it in one of its own.
class ServerTest {
  @TempDir private Path folder;
  private final StringWriter log = new StringWriter();

  /// The lines that requests are answered with, without the greeting.
  private List<JsonNode> answers(InputStream requests) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Server.serve(requests, out, new PrintWriter(log), () -> {});
    return out.toString(UTF_8).lines().skip(1).map(JsonMapper.shared()::readTree).toList();
  }

  private List<JsonNode> answers(String requests) throws IOException {
    return answers(new ByteArrayInputStream(requests.replace('\'', '"').getBytes(UTF_8)));
  }

  @Test
  void requestsThatTakeNoTime_areAnsweredInTheirOrder() throws IOException {
    List<JsonNode> answers =
        answers("{'id': 3, 'method': 'hello'}\n\n \r\n{'id': -1, 'method': 'hello'}\n");
    assertThat(answers).extracting(answer -> answer.path("id").asLong()).containsExactly(3L, -1L);
    JsonNode result = answers.getFirst().path("result");
    assertThat(result.path("protocol").asInt()).isEqualTo(1);
    assertThat(result.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(result.path("methods").valueStream().map(JsonNode::asString))
        .startsWith("hello", "open", "close")
        .contains("run", "campaign", "live", "advance")
        .endsWith("cancel", "shutdown");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'id': 1, 'method': 'hello', 'params': {'x': 1}} | parameter 'x' is unknown; allowed: `` ``
          {'id': 1, 'method': 'cancel'}                    | parameter request is missing: must be a whole number of 64 bits
          {'id': 1, 'method': 'cancel', 'params': {'request': 'x'}} | parameter request = "x": must be a whole number of 64 bits
          {'id': 1, 'method': 'shutdown', 'params': {'now': true}} | parameter 'now' is unknown; allowed: `` ``
          """)
  void wrongParameters_areRefusedAndTheServerGoesOn(String request, String message)
      throws IOException {
    List<JsonNode> answers = answers(request + "\n{'id': 2, 'method': 'hello'}\n");
    assertThat(answers.getFirst().at("/error/kind").asString()).isEqualTo("usage");
    assertThat(answers.getFirst().at("/error/message").asString())
        .isEqualTo(message.replace("`` ``", ""));
    assertThat(answers.getLast().path("id").asLong()).isEqualTo(2);
  }

  @Test
  void unknownMethod_isNamedWithTheNearest() throws IOException {
    JsonNode answer = answers("{'id': 4, 'method': 'advanced'}\n").getFirst();
    assertThat(answer.path("id").asLong()).isEqualTo(4);
    assertThat(answer.at("/error/message").asString())
        .startsWith(
            "method 'advanced' is unknown; did you mean 'advance'?; allowed: hello, open, close, ");
  }

  @Test
  void shutdown_leavesWhatComesAfterUnread() throws IOException {
    assertThat(answers("{'id': 1, 'method': 'shutdown'}\n{'id': 2, 'method': 'hello'}\n"))
        .singleElement()
        .satisfies(answer -> assertThat(answer.path("id").asLong()).isEqualTo(1));
  }

  @Test
  void cancelOfNothing_saysSo() throws IOException {
    assertThat(answers("{'id': 1, 'method': 'cancel', 'params': {'request': 5}}\n"))
        .singleElement()
        .satisfies(answer -> assertThat(answer.at("/result/cancelled").asBoolean(true)).isFalse());
  }

  /// A request can have 64 MiB; the next one is read all the same.
  @Test
  void lineThatIsTooLong_isRefused() throws IOException {
    InputStream tooLong =
        new InputStream() {
          private int left = (1 << 26) + 1;

          @Override
          public int read() {
            return left-- > 0 ? ' ' : -1;
          }

          @Override
          public int read(byte[] bytes, int from, int size) {
            int count = Math.min(left, size);
            Arrays.fill(bytes, from, from + Math.max(count, 0), (byte) ' ');
            left -= Math.max(count, 0);
            return count > 0 ? count : -1;
          }
        };
    InputStream after =
        new ByteArrayInputStream("\n{\"id\": 2, \"method\": \"hello\"}\n".getBytes(UTF_8));
    List<JsonNode> answers =
        answers(new SequenceInputStream(Collections.enumeration(List.of(tooLong, after))));
    assertThat(answers.getFirst().path("id").isNull()).isTrue();
    assertThat(answers.getFirst().at("/error/message").asString())
        .isEqualTo("the line has more than 67108864 bytes");
    assertThat(answers.getLast().path("id").asLong()).isEqualTo(2);
  }

  @Test
  void mostRequestsUnderWay_areSixtyFour_andAllEndWithTheInput() throws Exception {
    PipedOutputStream requests = new PipedOutputStream();
    PipedInputStream in = new PipedInputStream(requests, 1 << 16);
    Lines replies = new Lines();
    Thread server =
        Thread.ofPlatform()
            .start(() -> {
              try {
                Server.serve(in, replies, new PrintWriter(log), () -> {});
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    replies.next();
    Path five = Served.brain(folder.resolve("five"));
    send(requests, 0, "open", "{\"connectome\": \"%s\"}".formatted(five));
    assertThat(answer(replies).at("/result/brain").asInt()).isEqualTo(1);
    String hours =
        """
        {"brain": 1, "spikes": false, "threads": 1, "n_run": 1000000,
         "experiment": {"t_run": 20, "drive": {"neurons": 44, "rate": 5000}}}\
        """
            .replace("\n", "");
    for (int id = 1; id <= 64; id++) {
      send(requests, id, "run", hours);
    }
    send(requests, 7, "neurons", "{\"brain\": 1, \"neurons\": 44}");
    JsonNode answer = answer(replies);
    assertThat(answer.at("/error/message").asString())
        .isEqualTo("64 requests are under way, which is the most; wait for a reply");
    send(requests, 100, "cancel", "{\"request\": 7}");
    List<JsonNode> two = List.of(answer(replies), answer(replies));
    assertThat(two).anyMatch(each -> each.at("/result/cancelled").asBoolean(false));
    assertThat(two).anyMatch(each -> each.path("id").asInt() == 7 && each.has("error"));
    send(requests, 8, "neurons", "{\"brain\": 1, \"neurons\": 44}");
    assertThat(answer(replies).at("/error/message").asString())
        .isEqualTo("request 8 is under way; give each its own id");
    requests.close();
    for (int k = 0; k < 63; k++) {
      assertThat(answer(replies).at("/error/kind").asString()).isEqualTo("cancelled");
    }
    server.join();
    assertThat(replies.lines).allMatch(line -> line.contains("progress"));
    // Where another test had this brain made, it is not read again.
    assertThat(log.toString().lines()).allMatch(line -> line.startsWith("reading " + five));
  }

  private static void send(OutputStream requests, long id, String method, String params)
      throws IOException {
    requests.write(
        "{\"id\": %d, \"method\": \"%s\", \"params\": %s}\n"
            .formatted(id, method, params)
            .getBytes(UTF_8));
    requests.flush();
  }

  /// Keeps the lines that any thread writes.
  private static final class Lines extends OutputStream {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    String next() throws InterruptedException {
      return Objects.requireNonNull(lines.poll(1, TimeUnit.MINUTES), "no reply");
    }

    @Override
    public synchronized void write(int b) {
      if (b == '\n') {
        lines.add(line.toString(UTF_8));
        line.reset();
      } else {
        line.write(b);
      }
    }
  }

  /// The next line that is not about progress.
  private static JsonNode answer(Lines replies) throws InterruptedException {
    while (true) {
      JsonNode line = JsonMapper.shared().readTree(replies.next());
      if (!line.has("progress")) {
        return line;
      }
    }
  }

  /// Whoever started it may have closed its end and live on.
  @Test
  void repliesThatNobodyReads_areNoticed() throws IOException {
    AtomicInteger lost = new AtomicInteger();
    OutputStream broken =
        new OutputStream() {
          private boolean greeted;

          @Override
          public void write(int b) throws IOException {
            if (greeted) {
              throw new IOException("Broken pipe");
            }
            greeted = b == '\n';
          }
        };
    Server.serve(
        new ByteArrayInputStream("{\"id\": 1, \"method\": \"hello\"}\n".getBytes(UTF_8)),
        broken,
        new PrintWriter(log),
        lost::incrementAndGet);
    assertThat(lost).hasValue(1);
    assertThat(log.toString().strip()).isEqualTo("replies cannot be written: Broken pipe");
  }
}
