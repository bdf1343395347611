package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class EndedTasksTest {
  private static Future<Integer> failed(Throwable failure) {
    return CompletableFuture.failedFuture(failure);
  }

  private static Future<Integer> done(int result) {
    return CompletableFuture.completedFuture(result);
  }

  @Test
  void results_areInTheOrderOfTheTasks() throws IOException {
    assertThat(EndedTasks.results(List.of(done(3), done(1), done(2)), "all"))
        .containsExactly(3, 1, 2);
    assertThat(EndedTasks.results(List.<Future<Integer>>of(), "none")).isEmpty();
  }

  /// What a task has thrown is thrown as it is, so its message reaches the user.
  @Test
  void firstThatFailed_isWhatFails() {
    for (Throwable failure :
        List.of(
            new IOException("disk"),
            new InputException("file"),
            new IllegalStateException("mistake"),
            new OutOfMemoryError("heap"))) {
      assertThatThrownBy(() ->
              EndedTasks.results(
                  List.of(done(1), failed(failure), failed(new IOException("later"))), "all"))
          .isSameAs(failure);
    }
    Exception checked = new Exception("checked");
    assertThatThrownBy(() -> EndedTasks.results(List.of(failed(checked)), "all"))
        .isInstanceOf(IOException.class)
        .hasRootCause(checked);
  }

  @Test
  void interruptedWaiting_saysWhatWasInterrupted() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(
            () -> EndedTasks.results(List.of(new CompletableFuture<Integer>()), "the campaign"))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("the campaign was interrupted");
    assertThat(Thread.interrupted()).as("stays interrupted").isTrue();
  }
}
