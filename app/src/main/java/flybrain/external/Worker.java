package flybrain.external;

import flybrain.backend.BackendException;
import flybrain.files.TemporaryFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The process of a framework, and the lines of JSON between it and us.
///
/// Its other output goes to its log, which is kept if it failed. It ends with us: at [#close], at
/// the exit of this process, and, as it watches its input, when this process is killed.
final class Worker implements AutoCloseable {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final Duration GOODBYE = Duration.ofSeconds(5);

  /// How long what it wrote before its end may take to be read.
  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  /// How long it may take to start and import its framework, at least.
  private static final Duration START = Duration.ofMinutes(2);

  /// The longest message besides the seeds has a few thousand characters.
  private static final int LONGEST_LINE = 1 << 20;

  private static final int MOST_WAITING = 1 << 24;

  /// Digits of a seed, and the separator.
  private static final int SEED = 22;

  private static final Set<Worker> ALIVE = ConcurrentHashMap.newKeySet();

  static {
    Shutdown.watch();
    TemporaryFolder.beforeDeletion(() -> ALIVE.forEach(Worker::abandon));
  }

  private final String backend;
  private final Path log;
  private final Duration patience;
  private final Process process;
  private final BlockingQueue<Line> lines = new LinkedBlockingQueue<>();

  /// Buffer for unread lines, in characters: a worker that writes faster than its lines are read
  /// waits.
  private final Semaphore room = new Semaphore(MOST_WAITING);

  private volatile int longestLine = LONGEST_LINE;
  private String doing = "starting";
  private boolean greeted;
  private boolean failed;

  /// A line that it wrote.
  ///
  /// @param text null at the end of its output
  /// @param room that it takes
  private record Line(@Nullable String text, int room) {
    static final Line END = new Line(null, 0);
  }

  private Worker(String backend, Process process, Path log, Duration patience) {
    this.backend = backend;
    this.process = process;
    this.log = log;
    this.patience = patience;
  }

  /// Starts a worker.
  ///
  /// @param backend the key of its backend, for messages
  /// @param environment variables to set; a null value unsets one
  /// @param log file that takes what it prints
  /// @param patience how long it may be silent before it counts as hung
  static Worker start(
      String backend,
      List<String> command,
      Map<String, @Nullable String> environment,
      Path log,
      Duration patience)
      throws IOException {
    Files.createDirectories(log.toAbsolutePath().getParent());
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    environment.forEach((name, value) -> {
      if (value == null) {
        builder.environment().remove(name);
      } else {
        builder.environment().put(name, value);
      }
    });
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new BackendException(
          "%s: its worker '%s' cannot be started: %s"
              .formatted(backend, command.getFirst(), e.getMessage()),
          e);
    }
    Worker worker = new Worker(backend, process, log, patience);
    ALIVE.add(worker);
    Thread.ofVirtual().start(worker::read);
    // Its children may keep its output open after its end.
    var _ =
        process
            .onExit()
            .thenRunAsync(
                () -> worker.lines.add(Line.END),
                CompletableFuture.delayedExecutor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS));
    return worker;
  }

  private void read() {
    try (Reader reader = process.inputReader(StandardCharsets.UTF_8)) {
      String text;
      while ((text = LimitedLine.read(reader, longestLine)) != null) {
        int taken = Math.min(text.length() + 1, MOST_WAITING);
        room.acquireUninterruptibly(taken);
        lines.add(new Line(text, taken));
      }
    } catch (IOException e) {
      // Its pipe broke: the end of its output.
    }
    lines.add(Line.END);
  }

  /// Expects messages that are as long as the seeds of so many trials.
  void allowSeeds(int trials) {
    longestLine = (int) Math.min(Integer.MAX_VALUE / 2, LONGEST_LINE + (long) SEED * trials);
  }

  /// Sends a message.
  void send(ObjectNode message) {
    try {
      OutputStream out = process.getOutputStream();
      out.write((JSON.writeValueAsString(message) + "\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException e) {
      // It has ended: its last message, or the lack of one, says why.
    }
  }

  /// Sends a message that has nothing but a type.
  void send(String type) {
    send(JSON.createObjectNode().put("type", type));
  }

  /// Waits for its next message.
  ///
  /// @param doing current work, for messages
  /// @throws BackendException if it reports a failure, ends, hangs or writes something else
  /// @throws WrongOutput if its output is too long or reports a failure without a message
  WorkerMessage receive(String doing) throws IOException {
    this.doing = doing;
    Duration limit = greeted || patience.compareTo(START) > 0 ? patience : START;
    Line line;
    try {
      line = lines.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancel();
      throw failure("cancelled while " + doing, e);
    }
    if (line == null) {
      kill();
      throw failure(
          ("did not respond for %d s while %s and was stopped (FLYBRAIN_BACKEND_TIMEOUT sets the "
                  + "limit)")
              .formatted(limit.toSeconds(), doing),
          null);
    }
    if (line.text() == null) {
      String death = death();
      Shutdown.stopHereIfUnderWay();
      throw failure(death, null);
    }
    room.release(line.room());
    if (line.text().length() > longestLine) {
      throw new WrongOutput("a line of more than %d characters".formatted(longestLine));
    }
    WorkerMessage message = parse(line.text());
    greeted = true;
    if (message.type().equals("error")) {
      throw failure(message.text("message"), null);
    }
    return message;
  }

  /// Waits for a message of one type.
  WorkerMessage receive(String type, String doing) throws IOException {
    WorkerMessage message = receive(doing);
    if (!message.type().equals(type)) {
      throw garbage(message.json().toString());
    }
    return message;
  }

  private WorkerMessage parse(String text) throws BackendException {
    try {
      JsonNode message = JSON.readTree(text);
      if (message.isObject() && message.path("type").isString()) {
        return new WorkerMessage(message);
      }
    } catch (JacksonException e) {
      // Reported below, as is a JSON value that is not a message.
    }
    throw garbage(text);
  }

  /// The failure for something that is not a message, or not one allowed now.
  BackendException garbage(String text) {
    kill();
    return failure(
        "wrote an invalid message while %s: '%s'".formatted(doing, WorkerMessage.start(text)),
        null);
  }

  /// The failure for output that cannot be right: the worker is ended, because no further output
  /// can be trusted.
  BackendException refuse(WrongOutput wrong) {
    kill();
    return failure(
        "its worker's output while %s is invalid (%s), so nothing of it is kept"
            .formatted(doing, wrong.getMessage()),
        wrong);
  }

  /// The failure of this worker, in one line that names its log, which is kept.
  private BackendException failure(String what, @Nullable Throwable cause) {
    failed = true;
    String message = "%s: %s; log: %s".formatted(backend, what, log);
    return cause == null ? new BackendException(message) : new BackendException(message, cause);
  }

  private String death() {
    try {
      if (!process.waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
        return "closed its output while " + doing;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
    int code = process.exitValue();
    String hint = code == 9 || code == 137 ? " (killed; out of memory?)" : "";
    return "its worker ended with exit code %d%s while %s".formatted(code, hint, doing);
  }

  boolean isAlive() {
    // The handle asks the system; the process itself may learn a little later that it has ended.
    return process.isAlive() && process.toHandle().isAlive();
  }

  /// Asks it to end at once with all its children, and enforces it.
  void cancel() {
    send("cancel");
    end();
  }

  /// Ends it when it is no longer needed, and deletes its log unless it failed.
  @Override
  public void close() {
    if (process.isAlive() && !failed) {
      send("close");
    }
    end();
    if (!failed) {
      deleteLog();
    }
  }

  /// Ends it as this process ends, which is not a failure.
  private void abandon() {
    kill();
    deleteLog();
  }

  private void deleteLog() {
    try {
      Files.deleteIfExists(log);
    } catch (IOException e) {
      // A log that stays does no harm.
    }
  }

  private void end() {
    try {
      if (!process.waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      kill();
    }
    ALIVE.remove(this);
  }

  /// Ends it and all that it started.
  private void kill() {
    List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
    process.destroy();
    try {
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
    family.forEach(ProcessHandle::destroyForcibly);
    ALIVE.remove(this);
  }
}
