package flybrain.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import flybrain.InputException;
import flybrain.requests.Params;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TaskTest {
  private static final Request REQUEST = new Request(5, "run", Params.parse("{\"x\": 1}"));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<String> events = new ArrayList<>();

  private Task task(Method method) {
    return task(method, bytes);
  }

  private Task task(Method method, OutputStream out) {
    return new Task(
        REQUEST,
        method,
        new ReplyWriter(out),
        ended -> events.add("ended " + ended.request().id()),
        mistake -> events.add("mistake " + mistake.getMessage()),
        lost -> events.add("lost " + lost.getMessage()));
  }

  private String replies() {
    return bytes.toString(UTF_8);
  }

  @Test
  void answer_isWrittenAndThenLetGo() {
    task((params, progress) ->
            new Reply(
                Map.of("x", params.whole("x")),
                List.of(),
                () -> events.add("written after " + replies().length())))
        .run();
    assertThat(replies()).isEqualTo("{\"id\":5,\"result\":{\"x\":1}}\n");
    assertThat(events).containsExactly("ended 5", "written after " + replies().length());
  }

  @Test
  void mistakeOfTheRequest_isAnErrorAndNotLogged() {
    task(
            (params, progress) -> {
              throw new InputException("parameter x: must be text");
            })
        .run();
    assertThat(replies())
        .contains("\"id\":5", "\"kind\":\"usage\"", "\"message\":\"parameter x: must be text\"");
    assertThat(events).containsExactly("ended 5");
  }

  @Test
  void mistakeOfOurs_isLoggedToo() {
    task(
            (params, progress) -> {
              throw new IllegalStateException("no row");
            })
        .run();
    assertThat(replies()).contains("\"kind\":\"failed\"", "internal error");
    assertThat(events).containsExactly("mistake no row", "ended 5");
  }

  @Test
  void taskCancelledBeforeItBegan_isNotDone() {
    Task task =
        task((params, progress) -> {
          events.add("done all the same");
          return Reply.DONE;
        });
    task.cancel();
    task.run();
    assertThat(replies()).contains("\"kind\":\"cancelled\"");
    assertThat(events).containsExactly("ended 5");
  }

  @Test
  void taskCancelledUnderWay_isInterrupted_whateverItThrows() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Task task =
        task((params, progress) -> {
          begun.countDown();
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
          throw new IllegalStateException("interrupted");
        });
    boolean[] interrupted = {true};
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              task.run();
              interrupted[0] = Thread.currentThread().isInterrupted();
            });
    begun.await();
    task.cancel();
    thread.join();
    assertThat(replies()).contains("\"kind\":\"cancelled\"");
    assertThat(events).as("no mistake of ours").containsExactly("ended 5");
    assertThat(interrupted[0]).as("the thread goes on with other requests").isFalse();
  }

  @Test
  void taskThatIsDone_isNotChanged() {
    Task task = task((params, progress) -> Reply.DONE);
    task.run();
    task.cancel();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    assertThat(replies()).isEqualTo("{\"id\":5,\"result\":{}}\n");
  }

  @Test
  void clientThatIsGone_isNoticedAndTheAnswerLetGo() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    task((params, progress) -> new Reply(Map.of(), List.of(), () -> events.add("let go")), gone)
        .run();
    assertThat(events).containsExactly("ended 5", "let go", "lost Broken pipe");
  }
}
