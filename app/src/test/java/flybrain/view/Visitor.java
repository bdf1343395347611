package flybrain.view;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A browser, as far as a server sees one.
final class Visitor implements AutoCloseable {
  private static final int PATIENCE = 120;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final BlockingQueue<JsonNode> texts = new LinkedBlockingQueue<>();
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final BlockingQueue<Integer> closed = new LinkedBlockingQueue<>();
  private boolean acknowledges = true;
  private @Nullable String cookie;
  private @Nullable WebSocket live;

  /// A frame, taken apart.
  record Frame(
      int number,
      int branch,
      double time,
      double span,
      List<Integer> neurons,
      List<Integer> counts,
      List<Integer> watched,
      List<Integer> steps) {
    static Frame of(ByteBuffer bytes) {
      ByteBuffer frame = bytes.order(ByteOrder.LITTLE_ENDIAN);
      int number = frame.getInt();
      int branch = frame.getInt();
      double time = frame.getDouble();
      double span = frame.getDouble();
      int active = frame.getInt();
      int watched = frame.getInt();
      return new Frame(
          number,
          branch,
          time,
          span,
          ints(frame, active),
          ints(frame, active),
          ints(frame, watched),
          ints(frame, watched));
    }

    private static List<Integer> ints(ByteBuffer frame, int count) {
      List<Integer> ints = new ArrayList<>();
      for (int k = 0; k < count; k++) {
        ints.add(frame.getInt());
      }
      return ints;
    }
  }

  /// @param link as the server prints it
  Visitor(String link) {
    base = URI.create(link.replaceFirst("\\?.*", ""));
  }

  /// A browser that has opened the link.
  static Visitor entered(String link) throws IOException, InterruptedException {
    Visitor visitor = new Visitor(link);
    HttpResponse<byte[]> answer = visitor.send(HttpRequest.newBuilder(URI.create(link)));
    visitor.cookie = answer.headers().firstValue("Set-Cookie").orElse("").replaceFirst(";.*", "");
    return visitor;
  }

  URI base() {
    return base;
  }

  @Nullable String cookie() {
    return cookie;
  }

  HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
    if (cookie != null) {
      request.header("Cookie", cookie);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request);
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  JsonNode json(String path) throws IOException, InterruptedException {
    return JsonMapper.shared().readTree(get(path).body());
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /// Connects to the living brain.
  Visitor connect() {
    return connect(base.toString().replaceFirst("/$", ""));
  }

  /// Connects as a page of an origin.
  ///
  /// @param origin empty for none
  Visitor connect(String origin) {
    WebSocket.Builder builder = http.newWebSocketBuilder();
    if (!origin.isEmpty()) {
      builder.header("Origin", origin);
    }
    if (cookie != null) {
      builder.header("Cookie", cookie);
    }
    live = builder.buildAsync(liveAddress(), new Listener()).join();
    return this;
  }

  private URI liveAddress() {
    return URI.create(base.toString().replaceFirst("http", "ws") + "live");
  }

  /// Acknowledges no frame from now on.
  Visitor ignore() {
    acknowledges = false;
    return this;
  }

  synchronized void say(String message) {
    live().sendText(message, true).join();
  }

  private synchronized void acknowledge(WebSocket connection, int frame) {
    try {
      connection.sendText("{\"do\": \"ack\", \"frame\": %d}".formatted(frame), true).join();
    } catch (CompletionException _) {
      // The connection has ended.
    }
  }

  private WebSocket live() {
    WebSocket connection = live;
    if (connection == null) {
      throw new IllegalStateException("not connected");
    }
    return connection;
  }

  synchronized void sayBytes(byte... bytes) {
    live().sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /// The next message that fits.
  JsonNode hear(Predicate<JsonNode> fits) throws InterruptedException {
    while (true) {
      JsonNode text = texts.poll(PATIENCE, TimeUnit.SECONDS);
      if (text == null) {
        throw new IllegalStateException("nothing of that kind was said");
      }
      if (fits.test(text)) {
        return text;
      }
    }
  }

  /// The next state that fits.
  JsonNode state(Predicate<JsonNode> fits) throws InterruptedException {
    return hear(text -> text.has("state") && fits.test(text.get("state"))).get("state");
  }

  String error() throws InterruptedException {
    return hear(text -> text.has("error")).get("error").asString();
  }

  Frame frame(Predicate<Frame> fits) throws InterruptedException {
    while (true) {
      Frame frame = frames.poll(PATIENCE, TimeUnit.SECONDS);
      if (frame == null) {
        throw new IllegalStateException("no such frame came");
      }
      if (fits.test(frame)) {
        return frame;
      }
    }
  }

  /// The frames that came so far and were not looked at.
  List<Frame> frames() {
    List<Frame> all = new ArrayList<>();
    frames.drainTo(all);
    return all;
  }

  /// Waits for the end of the connection, and returns its code.
  int closeCode() throws InterruptedException {
    Integer code = closed.poll(PATIENCE, TimeUnit.SECONDS);
    if (code == null) {
      throw new IllegalStateException("the connection was not closed");
    }
    return code;
  }

  @Override
  public void close() {
    if (live != null) {
      live.abort();
    }
    http.shutdownNow();
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        texts.add(JsonMapper.shared().readTree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
      byte[] more = new byte[part.remaining()];
      part.get(more);
      bytes.writeBytes(more);
      if (last) {
        Frame frame = Frame.of(ByteBuffer.wrap(bytes.toByteArray()));
        bytes.reset();
        frames.add(frame);
        if (acknowledges) {
          Thread.ofVirtual().start(() -> acknowledge(from, frame.number()));
        }
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      closed.add(code);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      closed.add(-1);
    }
  }
}
