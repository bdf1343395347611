import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.Presets;
import flybrain.live.LiveBrain;
import flybrain.spikes.TrialSink;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Measures the view: seconds of the brain per second of processor time, with one page that
/// acknowledges every frame, against a bare live brain; and the time from the command to a page that
/// can be drawn.
///
/// Run it on a machine that does nothing else by `java @scripts/java.flags -cp "HOME/flybrain.jar:HOME/lib/*" validation/ViewSpeed.java
/// HOME ROUNDS`, where HOME is the folder of the last build (app/target/home says its name). The two
/// take turns in each round, after a first round that is not counted; medians.
class ViewSpeed {
  private static final double BRAIN_SECONDS = 400;

  private static final BlockingQueue<JsonNode> STATES = new LinkedBlockingQueue<>();

  public static void main(String[] args) throws Exception {
    if (args[0].equals("bare")) {
      bare();
      return;
    }
    Path home = Path.of(args[0]);
    List<Double> bare = new ArrayList<>();
    List<Double> view = new ArrayList<>();
    List<Double> ready = new ArrayList<>();
    List<Double> readyCpu = new ArrayList<>();
    for (int round = 0; round <= Integer.parseInt(args[1]); round++) {
      double own = Double.parseDouble(output(command(home, "-cp", home + "/flybrain.jar:" + home + "/lib/*", "validation/ViewSpeed.java", "bare")));
      double[] viewed = view(home);
      System.out.printf("bare %.1f, view %.1f brain-s per processor-s; ready after %.2f s (%.2f s of processor time)%n", own, viewed[0], viewed[1], viewed[2]);
      if (round > 0) {
        bare.add(own);
        view.add(viewed[0]);
        ready.add(viewed[1]);
        readyCpu.add(viewed[2]);
      }
    }
    System.out.printf(
        "medians: bare %.1f, view %.1f (%.0f %%); ready after %.2f s (%.2f s of processor time)%n",
        median(bare), median(view), 100 * median(view) / median(bare), median(ready), median(readyCpu));
    System.exit(0);
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(value -> value).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private static List<String> command(Path home, String... more) {
    List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java", "@scripts/java.flags"));
    command.addAll(Arrays.asList(more));
    return command;
  }

  private static String output(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes()).strip();
  }

  private static Duration cpu(ProcessHandle process) {
    return process.info().totalCpuDuration().orElseThrow();
  }

  /// A live brain by itself, in stretches as long as the view's.
  private static void bare() throws Exception {
    LiveBrain brain = LiveBrain.open(ConnectomeStore.standard().open("synthetic", _ -> {}), Presets.get("sugar"));
    while (brain.time() < BRAIN_SECONDS / 2) {
      brain.advance(1000, TrialSink.NOWHERE);
    }
    Duration before = cpu(ProcessHandle.current());
    double from = brain.time();
    while (brain.time() < from + BRAIN_SECONDS) {
      brain.advance(1000, TrialSink.NOWHERE);
    }
    System.out.println((brain.time() - from) / seconds(cpu(ProcessHandle.current()).minus(before)));
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static double[] view(Path home) throws Exception {
    long start = System.nanoTime();
    // As the script flybrain starts it, with its start-up cache where that is there.
    List<String> command = command(home);
    startupCache(home).forEach(cache -> command.add("-XX:AOTCache=" + cache));
    command.addAll(List.of("-jar", home + "/flybrain.jar", "view", "--no-browser", "--connectome", "synthetic"));
    Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream()))) {
      URI link = URI.create(out.readLine());
      HttpClient http = HttpClient.newHttpClient();
      HttpResponse<?> entered = http.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.discarding());
      String cookie = entered.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
      URI base = URI.create("http://" + link.getAuthority() + "/");
      for (String path : List.of("", "api/about", "api/positions")) {
        http.send(HttpRequest.newBuilder(base.resolve(path)).header("Cookie", cookie).build(), HttpResponse.BodyHandlers.ofByteArray());
      }
      double ready = (System.nanoTime() - start) / 1e9;
      double readyCpu = seconds(cpu(process.toHandle()));
      STATES.clear();
      WebSocket live = http.newWebSocketBuilder().header("Cookie", cookie).header("Origin", "http://" + link.getAuthority())
          .buildAsync(URI.create("ws://" + link.getAuthority() + "/live"), new Page()).join();
      live.sendText("{\"do\": \"speed\", \"value\": \"max\"}", true).join();
      double from = after(BRAIN_SECONDS / 2);
      Duration before = cpu(process.toHandle());
      double to = after(from + BRAIN_SECONDS);
      double speed = (to - from) / seconds(cpu(process.toHandle()).minus(before));
      live.abort();
      return new double[] {speed, ready, readyCpu};
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  private static List<String> startupCache(Path home) throws Exception {
    try (Stream<Path> files = Files.list(home)) {
      return files.map(Path::toString).filter(file -> file.endsWith(".aot")).limit(1).toList();
    }
  }

  private static double after(double time) throws Exception {
    while (true) {
      double now = STATES.take().at("/state/time").asDouble();
      if (now >= time) {
        return now;
      }
    }
  }

  /// A page that draws nothing.
  private static final class Page implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        STATES.add(JsonMapper.shared().readTree(text.toString()));
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
      byte[] more = new byte[part.remaining()];
      part.get(more);
      bytes.writeBytes(more);
      if (!last) {
        from.request(1);
        return null;
      }
      int number = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN).getInt();
      bytes.reset();
      from.request(1);
      return from.sendText("{\"do\": \"ack\", \"frame\": " + number + "}", true);
    }
  }
}
