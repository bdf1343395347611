package flybrain.serve;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A request under way, which can be cancelled from any thread.
final class Task implements Runnable {
  private final Request request;
  private final Method method;
  private final ReplyWriter out;
  private final Consumer<Task> ended;
  private final Consumer<Throwable> log;
  private final Consumer<IOException> lost;
  private @Nullable Thread thread;
  private boolean cancelled;

  /// @param ended is called when the request is done, before it is replied to
  /// @param log receives mistakes of ours
  /// @param lost is called when the reply cannot be written
  Task(
      Request request,
      Method method,
      ReplyWriter out,
      Consumer<Task> ended,
      Consumer<Throwable> log,
      Consumer<IOException> lost) {
    this.request = request;
    this.method = method;
    this.out = out;
    this.ended = ended;
    this.log = log;
    this.lost = lost;
  }

  Request request() {
    return request;
  }

  /// Ends it as soon as it can be ended; one that is done is not changed.
  synchronized void cancel() {
    cancelled = true;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public void run() {
    try {
      reply();
    } catch (IOException e) {
      lost.accept(e);
    }
  }

  private void reply() throws IOException {
    Reply reply = null;
    Failure failure = Failure.CANCELLED;
    try {
      if (begin()) {
        reply = method.answer(request.params(), new RequestProgress(this::report));
      }
    } catch (Throwable e) {
      failure = failure(e);
    } finally {
      end();
    }
    if (reply == null) {
      out.error(request.id(), failure);
    } else {
      try {
        out.reply(request.id(), reply);
      } finally {
        reply.written().run();
      }
    }
  }

  private Failure failure(Throwable e) {
    if (isCancelled()) {
      return Failure.CANCELLED;
    }
    Failure failure = Failure.of(e);
    if (failure.isInternal()) {
      log.accept(e);
    }
    return failure;
  }

  private void report(double done, double total, String what) {
    out.progress(request.id(), done, total, what);
  }

  private synchronized boolean begin() {
    thread = Thread.currentThread();
    return !cancelled;
  }

  private synchronized boolean isCancelled() {
    return cancelled;
  }

  private synchronized void end() {
    thread = null;
    // The thread continues with another request, for which the interruption was not meant.
    var _ = Thread.interrupted();
    ended.accept(this);
  }
}
