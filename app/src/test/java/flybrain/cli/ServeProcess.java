package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `flybrain serve` in a process of its own, and its other side: a client as
/// docs/reference/serve.md lets one be written.
final class ServeProcess implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Process process;
  private final OutputStream requests;
  private final InputStream replies;
  private final JsonNode greeting;
  private long last;

  /// A line of the process and the columns behind it, each a list of its numbers.
  record Answer(JsonNode line, Map<String, List<Number>> columns, List<JsonNode> progress) {
    JsonNode result() {
      assertThat(line.has("error")).as(line.toString()).isFalse();
      return line.get("result");
    }

    String kind() {
      return line.at("/error/kind").asString();
    }

    String message() {
      return line.at("/error/message").asString();
    }

    List<Number> column(String name) {
      return Objects.requireNonNull(columns.get(name), name);
    }
  }

  /// @param flags of its Java
  ServeProcess(Path folder, String... flags) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "flybrain.cli.Main",
                "serve"));
    command.addAll(1, List.of(flags));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(folder.resolve("serve.log").toFile());
    builder.environment().put("FLYBRAIN_CACHE", folder.resolve("cache").toString());
    builder.environment().put("FLYBRAIN_DATA", folder.resolve("data-folder").toString());
    process = builder.start();
    requests = process.getOutputStream();
    replies = new BufferedInputStream(process.getInputStream());
    greeting = JSON.readTree(line());
  }

  JsonNode greeting() {
    return greeting;
  }

  long pid() {
    return process.pid();
  }

  /// Sends a request and waits for its answer; no other may be under way.
  ///
  /// @param params names and values in turn
  Answer ask(String method, Object... params) throws IOException {
    long id = send(method, params);
    Answer answer = answer();
    assertThat(answer.line.get("id").asLong()).as(answer.line.toString()).isEqualTo(id);
    return answer;
  }

  /// Sends a request, and returns its id.
  long send(String method, Object... params) throws IOException {
    Map<String, Object> given = new LinkedHashMap<>();
    for (int k = 0; k < params.length; k += 2) {
      given.put((String) params[k], params[k + 1]);
    }
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("id", ++last);
    request.put("method", method);
    request.put("params", given);
    sendLine(JSON.writeValueAsString(request));
    return last;
  }

  void sendLine(String line) throws IOException {
    requests.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    requests.flush();
  }

  /// The next answer, with the progress that was reported before it.
  Answer answer() throws IOException {
    List<JsonNode> progress = new ArrayList<>();
    while (true) {
      JsonNode line = JSON.readTree(line());
      if (!line.has("progress")) {
        return new Answer(line, columns(line), progress);
      }
      progress.add(line);
    }
  }

  /// Waits until a request says how far it is.
  void awaitProgress() throws IOException {
    assertThat(JSON.readTree(line()).has("progress")).isTrue();
  }

  private Map<String, List<Number>> columns(JsonNode line) throws IOException {
    Map<String, List<Number>> columns = new HashMap<>();
    for (JsonNode head : line.path("columns").values()) {
      String type = head.get("type").asString();
      int length = head.get("length").asInt();
      int width = type.equals("int32") ? 4 : 8;
      byte[] bytes = replies.readNBytes(length * width);
      assertThat(bytes).hasSize(length * width);
      ByteBuffer values = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      LongFunction<Number> value =
          switch (type) {
            case "int32" -> _ -> values.getInt();
            case "int64" -> _ -> values.getLong();
            case "float64" -> _ -> values.getDouble();
            default -> throw new IllegalArgumentException(type);
          };
      List<Number> column = new ArrayList<>();
      for (int k = 0; k < length; k++) {
        column.add(value.apply(k));
      }
      columns.put(head.get("name").asString(), column);
    }
    return columns;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = replies.read(); b != '\n'; b = replies.read()) {
      if (b < 0) {
        throw new EOFException("no reply; so far: " + line);
      }
      line.write(b);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /// Opens a connectome, and returns its handle.
  long open(Object connectome) throws IOException {
    return ask("open", "connectome", connectome.toString()).result().get("brain").asLong();
  }

  /// Ends the input, as the death of whoever holds the other end does, and returns the exit code.
  int end() throws IOException, InterruptedException {
    requests.close();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return process.exitValue();
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    replies.close();
  }
}
