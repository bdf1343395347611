package flybrain.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InterruptsTest {
  private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();

  /// What a Ctrl-C in this process does.
  private String interrupt() throws Exception {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Object interrupt = signal.getConstructor(String.class).newInstance("INT");
    signal.getMethod("raise", signal).invoke(null, interrupt);
    // Handlers run on a thread of their own.
    return String.valueOf(heard.poll(1, TimeUnit.MINUTES));
  }

  @Test
  void eachInterrupt_callsTheLatestAction_untilItIsClosed() throws Exception {
    try (AutoCloseable _ = Interrupts.handle(() -> heard.add("outer"))) {
      assertThat(interrupt()).isEqualTo("outer");
      try (AutoCloseable _ = Interrupts.handle(() -> heard.add("inner"))) {
        assertThat(interrupt()).isEqualTo("inner");
        assertThat(interrupt()).as("again").isEqualTo("inner");
      }
      assertThat(interrupt()).isEqualTo("outer");
    }
    assertThat(heard).as("once each").isEmpty();
  }
}
