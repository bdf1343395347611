package flybrain.serve;

import flybrain.Progress;
import java.util.concurrent.atomic.AtomicLong;

/// Reports the progress of a request to whoever sent it, now and then.
final class RequestProgress implements Progress {
  /// Time between two reports, in ns.
  private static final long BETWEEN = 100_000_000;

  /// Where reports go.
  interface Listener {
    void at(double done, double total, String what);
  }

  private final Listener listener;
  private final AtomicLong last = new AtomicLong(System.nanoTime());
  private volatile String stage = "";

  RequestProgress(Listener listener) {
    this.listener = listener;
  }

  @Override
  public void stage(String name) {
    stage = name;
  }

  @Override
  public void at(long done, long total) {
    report((double) done, (double) total, stage);
  }

  /// Progress that is counted in steps of time, reported in something that people count.
  ///
  /// @param of a request
  /// @param what is counted; the last may be done in part
  /// @param steps of each
  static Progress in(Progress of, String what, double steps) {
    return new Progress() {
      @Override
      public void stage(String name) {}

      @Override
      public void at(long done, long total) {
        if (of instanceof RequestProgress request) {
          request.report(done / steps, total / steps, what);
        }
      }
    };
  }

  private void report(double done, double total, String what) {
    long now = System.nanoTime();
    long before = last.get();
    if (now - before >= BETWEEN && last.compareAndSet(before, now)) {
      listener.at(done, total, what);
    }
  }
}
