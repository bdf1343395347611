package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import flybrain.InputException;
import flybrain.Progress;
import flybrain.files.FolderLock;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Fetches a release of two small files from a server on the loopback interface.
class ReleaseFetchTest {
  private static final List<Duration> PAUSES = Collections.nCopies(3, Duration.ofMillis(1));
  private static final int CUT = 300_000;

  /// How the server answers one request.
  interface Answer {
    void to(HttpExchange exchange, byte[] content) throws IOException;
  }

  private final Map<String, byte[]> contents = new HashMap<>();
  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<String> notices = new ArrayList<>();
  private HttpServer server;
  private Release release;
  private byte[] connectivity;
  private byte[] completeness;

  @TempDir Path folder;

  @BeforeEach
  void startServer() throws IOException {
    connectivity = bytes(1_000_000);
    completeness = bytes(1_000);
    contents.put("/Completeness.csv", completeness);
    contents.put("/archive/Connectivity.parquet", connectivity);
    release = release(id(completeness), id(connectivity));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
  }

  private static Release release(String completeness, String connectivity) {
    return new Release(
        "v1",
        new Release.PublishedFile(
            "Completeness.csv", "suite.csv", "paper.csv", Set.of(completeness, "other")),
        new Release.PublishedFile(
            "2025.parquet", "archive/Connectivity.parquet", "paper.parquet", Set.of(connectivity)));
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void fetch_bringsBothFilesUnderTheSuitesNames() throws Exception {
    List<Long> progress = new ArrayList<>();
    List<String> stages = new ArrayList<>();
    fetch(
        mirror(),
        new Progress() {
          @Override
          public void stage(String name) {
            stages.add(name);
          }

          @Override
          public void at(long done, long total) {
            progress.add(done * 1_000_000 + total);
          }
        });
    assertThat(stages)
        .containsExactly("fetching Completeness.csv (0 MB)", "fetching 2025.parquet (1 MB)");
    assertThat(folder.resolve("Completeness.csv")).hasBinaryContent(completeness);
    assertThat(folder.resolve("2025.parquet")).hasBinaryContent(connectivity);
    assertOnlyFinalFiles();
    assertThat(progress).last().isEqualTo(1_000_000L * 1_000_000 + 1_000_000);
    assertThat(notices).hasSize(2).allMatch(notice -> notice.contains("downloaded"));
  }

  @Test
  void fetch_leavesAloneWhatIsThere() throws Exception {
    fetch(mirror());
    requests.clear();
    fetch(mirror());
    assertThat(requests).isEmpty();
    assertThat(notices).last().asString().contains("already present, and is the published file");
  }

  @Test
  void fetch_replacesAFileThatIsNotThePublishedOne() throws Exception {
    Files.write(folder.resolve("2025.parquet"), bytes(10));
    fetch(mirror());
    assertThat(folder.resolve("2025.parquet")).hasBinaryContent(connectivity);
    assertThat(notices).anyMatch(notice -> notice.contains("is not the published file"));
  }

  @Test
  void brokenConnection_isResumedWhereItStopped() throws Exception {
    answers.add(Answers::whole);
    answers.add(Answers::notFound);
    answers.add(Answers::cut);
    fetch(mirror());
    assertThat(folder.resolve("2025.parquet")).hasBinaryContent(connectivity);
    assertThat(requests).last().asString().contains("bytes=");
    assertThat(received(requests.getLast())).isBetween(1, CUT);
    assertOnlyFinalFiles();
  }

  @Test
  void killedDownload_isResumedByTheNextProcess() throws Exception {
    Files.write(part(), Arrays.copyOf(connectivity, CUT));
    fetch(mirror());
    assertThat(requests).last().asString().contains("bytes=" + CUT + "-");
    assertThat(folder.resolve("2025.parquet")).hasBinaryContent(connectivity);
  }

  @Test
  void completePart_isTakenWithoutDownload() throws Exception {
    Files.write(part(), connectivity);
    fetch(mirror());
    assertThat(requests).last().asString().contains("bytes=1000000-");
    assertThat(folder.resolve("2025.parquet")).hasBinaryContent(connectivity);
  }

  @Test
  void serverWithoutRanges_sendsAllAgain() throws Exception {
    Files.write(part(), Arrays.copyOf(connectivity, CUT));
    answers.add(Answers::whole);
    answers.add(Answers::notFound);
    answers.add(Answers::whole);
    fetch(mirror());
    assertThat(folder.resolve("2025.parquet")).hasBinaryContent(connectivity);
  }

  @Test
  void partOfAnotherContent_isThrownAway() throws Exception {
    Files.write(part(), bytes(CUT));
    fetch(mirror());
    assertThat(folder.resolve("2025.parquet")).hasBinaryContent(connectivity);
    assertOnlyFinalFiles();
  }

  @Test
  void busyServer_isAskedAgain() throws Exception {
    answers.add(Answers::busy);
    answers.add(Answers::busy);
    fetch(mirror());
    assertThat(folder.resolve("Completeness.csv")).hasBinaryContent(completeness);
  }

  @Test
  void wrongContent_isRefusedAndNothingIsLeft() throws IOException {
    contents.put("/archive/Connectivity.parquet", bytes(50_000));
    assertThatThrownBy(() -> fetch(mirror()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("2025.parquet: could not be downloaded")
        .hasMessageContaining("content differs from the published file");
    assertThat(folder).isDirectoryNotContaining(file -> file.toString().contains("2025"));
    assertThat(requests.stream().filter(r -> r.contains("archive"))).as("asked once").hasSize(1);
  }

  @Test
  void missingFile_namesEveryAddress() {
    contents.clear();
    assertThatThrownBy(() -> fetch(mirror()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("/Completeness.csv: HTTP status 404")
        .hasMessageContaining("/paper.csv: HTTP status 404")
        .hasMessageContaining("--from");
  }

  @Test
  void connectionThatAlwaysBreaks_keepsWhatCameForLater() throws Exception {
    for (int i = 0; i < 20; i++) {
      answers.add(Answers::cut);
    }
    contents.put("/Completeness.csv", connectivity);
    assertThatThrownBy(() -> fetch(mirror()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("interrupted")
        .hasMessageContaining("to resume");
    assertThat(folder.resolve("Completeness.csv")).doesNotExist();
    byte[] part = Files.readAllBytes(folder.resolve(".Completeness.csv.download"));
    assertThat(part).isNotEmpty().isEqualTo(Arrays.copyOf(connectivity, part.length));
  }

  @Test
  void noServer_isReported() {
    String nowhere = mirror();
    server.stop(0);
    assertThatThrownBy(() -> fetch(nowhere))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no connection");
  }

  @Test
  void addressThatIsNone_isRefused() {
    for (String mirror : List.of("nowhere", "ftp://host/", "http://", "http://a b/")) {
      assertThatThrownBy(() -> fetch(mirror))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("--from " + mirror);
    }
  }

  @Test
  void processesAtOnce_waitForOneAnotherAndFetchOnce() throws Exception {
    List<Process> processes = new ArrayList<>();
    List<BufferedReader> outputs = new ArrayList<>();
    try (FolderLock lock = FolderLock.of(folder, IllegalStateException::new)) {
      assertThat(lock).isNotNull();
      for (int i = 0; i < 2; i++) {
        processes.add(startFetch());
        outputs.add(processes.get(i).inputReader());
      }
      for (BufferedReader output : outputs) {
        assertThat(output.readLine())
            .startsWith(folder + ": waiting for process " + ProcessHandle.current().pid())
            .endsWith(", which is fetching files into this folder");
      }
      assertThat(requests).isEmpty();
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < processes.size(); i++) {
      outputs.get(i).lines().filter(line -> line.contains("published")).forEach(lines::add);
      assertThat(processes.get(i).waitFor()).isZero();
    }
    assertThat(lines.stream().filter(line -> line.contains("downloaded"))).hasSize(2);
    assertThat(lines.stream().filter(line -> line.contains("already present"))).hasSize(2);
    assertThat(requests).as("each address is asked once").doesNotHaveDuplicates();
    assertThat(folder.resolve("Completeness.csv")).hasBinaryContent(completeness);
    assertThat(folder.resolve("2025.parquet")).hasBinaryContent(connectivity);
    assertOnlyFinalFiles();
  }

  private Process startFetch() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Fetcher.class.getName(),
            folder.toString(),
            mirror(),
            id(completeness),
            id(connectivity))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// The main class of a process of [#processesAtOnce_waitForOneAnotherAndFetchOnce].
  static final class Fetcher {
    private Fetcher() {}

    public static void main(String[] args) throws IOException, InterruptedException {
      new ReleaseFetch(Path.of(args[0]), args[1], PAUSES)
          .fetch(release(args[2], args[3]), System.out::println, Progress.NONE);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void fullDisk_isReported() throws IOException {
    Files.createSymbolicLink(folder.resolve(".Completeness.csv.download"), Path.of("/dev/full"));
    assertThatThrownBy(() -> fetch(mirror()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Completeness.csv: the disk is full");
    assertThat(folder.resolve(".Completeness.csv.download")).doesNotExist();
    assertThat(folder.resolve("Completeness.csv")).doesNotExist();
  }

  private void fetch(String mirror) throws IOException, InterruptedException {
    fetch(mirror, Progress.NONE);
  }

  private void fetch(String mirror, Progress progress) throws IOException, InterruptedException {
    new ReleaseFetch(folder, mirror, PAUSES).fetch(release, notices::add, progress);
  }

  private String mirror() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private Path part() {
    return folder.resolve(".2025.parquet.download");
  }

  private void assertOnlyFinalFiles() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("Completeness.csv", "2025.parquet", FolderLock.FILE);
    }
  }

  /// The first byte that a request for a range asks for.
  private static int received(String request) {
    return Integer.parseInt(request.replaceAll(".*bytes=(\\d+)-.*", "$1"));
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    return bytes;
  }

  private String id(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("content"), content);
    String id = GitBlobId.of(file);
    Files.delete(file);
    return id;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String range = String.valueOf(exchange.getRequestHeaders().getFirst("Range"));
      requests.add(exchange.getRequestURI().getPath() + " " + range);
      byte[] content = contents.get(exchange.getRequestURI().getPath());
      Answer answer = answers.poll();
      if (content == null) {
        Answers.notFound(exchange, new byte[0]);
      } else if (answer != null) {
        answer.to(exchange, content);
      } else {
        Answers.range(exchange, content);
      }
    }
  }

  /// Answers of servers in all their kinds.
  private static final class Answers {
    static void whole(HttpExchange exchange, byte[] content) throws IOException {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    }

    /// Promises all and breaks off.
    static void cut(HttpExchange exchange, byte[] content) throws IOException {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, Math.min(CUT, content.length / 2));
      exchange.getResponseBody().flush();
      // A connection that breaks at once may take with it what was sent.
      LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
    }

    static void range(HttpExchange exchange, byte[] content) throws IOException {
      String range = exchange.getRequestHeaders().getFirst("Range");
      if (range == null) {
        whole(exchange, content);
        return;
      }
      int from = received(range);
      if (from >= content.length) {
        exchange.sendResponseHeaders(416, -1);
        return;
      }
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
      exchange.sendResponseHeaders(206, content.length - from);
      exchange.getResponseBody().write(content, from, content.length - from);
    }

    static void notFound(HttpExchange exchange, byte[] content) throws IOException {
      exchange.sendResponseHeaders(404, -1);
    }

    static void busy(HttpExchange exchange, byte[] content) throws IOException {
      exchange.sendResponseHeaders(503, -1);
    }
  }
}
