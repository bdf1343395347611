package flybrain.campaign;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/// Waits for tasks on other threads as if they ran on this one.
public final class EndedTasks {
  private EndedTasks() {}

  /// The results of all tasks, in their order; throws what the first in order that failed has
  /// thrown.
  ///
  /// @param whole what the tasks are part of, for messages, such as `the campaign`
  /// @throws InterruptedIOException if this thread is interrupted, which stays so; tasks go on
  public static <T> List<T> results(List<Future<T>> tasks, String whole) throws IOException {
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> task : tasks) {
        results.add(task.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(whole + " was interrupted");
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IOException(e);
      }
    }
    return results;
  }
}
