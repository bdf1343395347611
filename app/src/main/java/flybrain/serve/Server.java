package flybrain.serve;

import flybrain.NearestName;
import flybrain.Version;
import flybrain.requests.Params;
import flybrain.terminal.Interrupts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Answers requests until its input ends, many at once.
///
/// Requests are read by one thread, which answers what takes no time by itself and leaves all else
/// to others.
public final class Server {
  /// Version of the protocol.
  static final int PROTOCOL = 1;

  /// Length of a request at most, in bytes: a million ids fit.
  private static final int LONGEST_REQUEST = 1 << 26;

  /// Requests under way at most.
  static final int MOST_UNDER_WAY = 64;

  /// How long requests may take to be cancelled at the end, in s.
  private static final int GOODBYE = 10;

  /// Methods that are answered at once, while others are under way.
  private static final Set<String> AT_ONCE = Set.of("hello", "cancel", "shutdown");

  private final ReplyWriter out;
  private final PrintWriter log;
  private final Runnable lost;
  private final Map<String, Method> methods = new LinkedHashMap<>();
  private final Map<Long, Task> underWay = new ConcurrentHashMap<>();
  private final ExecutorService pool = Executors.newCachedThreadPool(Server::thread);
  private final Lives lives = new Lives();
  private boolean ended;

  private Server(OutputStream out, PrintWriter log, Runnable lost) {
    this.out = new ReplyWriter(out);
    this.log = log;
    this.lost = lost;
    Brains brains = new Brains(this::log);
    SpikeRoom room = SpikeRoom.standard();
    methods.put("hello", (params, _) -> hello(params));
    new BrainMethods(brains).addTo(methods);
    methods.put("run", new RunMethod(brains, room));
    methods.put("campaign", new CampaignMethod(brains));
    new LiveMethods(brains, lives, room).addTo(methods);
    methods.put("cancel", (params, _) -> cancel(params));
    methods.put("shutdown", (params, _) -> shutdown(params));
  }

  /// Answers the requests of an input until it ends, or until it is asked to shut down. What is
  /// under way then is cancelled.
  ///
  /// @param log receives what a person should know
  /// @param lost is called when nobody reads the replies any more, while the input may stay open
  /// @throws IOException if the input cannot be read or the output not be written
  public static void serve(InputStream in, OutputStream out, PrintWriter log, Runnable lost)
      throws IOException {
    Server server = new Server(out, log, lost);
    try (AutoCloseable _ = Interrupts.handle(server::cancelAll)) {
      server.serve(in);
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /// A thread for requests, which does not keep the process alive.
  static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "flybrain-request");
    thread.setDaemon(true);
    return thread;
  }

  private void serve(InputStream in) throws IOException {
    try {
      out.greet();
      RequestLines lines = new RequestLines(in, LONGEST_REQUEST);
      for (Optional<byte[]> line = lines.next(); line.isPresent(); line = lines.next()) {
        accept(line.get(), lines.wasTooLong());
        if (ended) {
          return;
        }
      }
    } finally {
      end();
    }
  }

  private void end() {
    pool.shutdown();
    cancelAll();
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(GOODBYE);
    try {
      if (!pool.awaitTermination(GOODBYE, TimeUnit.SECONDS) || !lives.end(until)) {
        log("requests under way did not end; they are given up");
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(byte[] line, boolean tooLong) throws IOException {
    if (tooLong) {
      refuse(null, "the line has more than %d bytes".formatted(LONGEST_REQUEST));
      return;
    }
    if (new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
      return;
    }
    try {
      accept(Request.parse(line));
    } catch (Request.Malformed e) {
      refuse(e.id(), String.valueOf(e.getMessage()));
    }
  }

  private void accept(Request request) throws IOException {
    Method method = methods.get(request.method());
    if (method == null) {
      refuse(
          request.id(),
          "method '%s' is unknown%s; allowed: %s"
              .formatted(
                  request.method(),
                  NearestName.hint(request.method(), methods.keySet()),
                  String.join(", ", methods.keySet())));
      return;
    }
    Task task = new Task(request, method, out, this::forget, this::log, this::lost);
    if (AT_ONCE.contains(request.method())) {
      task.run();
      return;
    }
    if (underWay.size() >= MOST_UNDER_WAY) {
      refuse(
          request.id(),
          "%d requests are under way, which is the most; wait for a reply"
              .formatted(underWay.size()));
    } else if (underWay.putIfAbsent(request.id(), task) != null) {
      refuse(request.id(), "request %d is under way; give each its own id".formatted(request.id()));
    } else {
      execute(task);
    }
  }

  /// Requests to one live brain are done in order, all others side by side.
  private void execute(Task task) {
    Executor lane = lives.lane(task.request().params());
    try {
      (lane == null ? pool : lane).execute(task);
    } catch (RejectedExecutionException _) {
      // The live brain was dropped a moment ago, as the reply will say.
      pool.execute(task);
    }
  }

  private void refuse(@Nullable Long id, String why) throws IOException {
    out.error(id, new Failure(Failure.Kind.USAGE, why));
  }

  private void forget(Task task) {
    underWay.remove(task.request().id(), task);
  }

  private void cancelAll() {
    underWay.values().forEach(Task::cancel);
  }

  private Reply hello(Params params) {
    params.allow();
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("flybrain", Version.number());
    result.put("protocol", PROTOCOL);
    result.put("pid", ProcessHandle.current().pid());
    result.put("methods", List.copyOf(methods.keySet()));
    return Reply.of(result);
  }

  private Reply cancel(Params params) {
    params.allow("request");
    Task task = underWay.get(params.whole("request"));
    if (task != null) {
      task.cancel();
    }
    return Reply.of(Map.of("cancelled", task != null));
  }

  private Reply shutdown(Params params) {
    params.allow();
    ended = true;
    return Reply.DONE;
  }

  private void log(String line) {
    synchronized (log) {
      log.println(line);
      log.flush();
    }
  }

  private void lost(IOException why) {
    log("replies cannot be written: " + why.getMessage());
    lost.run();
  }

  private void log(Throwable mistake) {
    synchronized (log) {
      log.println("internal error, please report it:");
      mistake.printStackTrace(log);
      log.flush();
    }
  }
}
