package flybrain.connectome;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TimedReadsTest {
  /// Longer than any of these tests.
  private static final Duration PATIENCE = Duration.ofHours(1);

  @Test
  void bytesThatCome_areRead() throws IOException, InterruptedException {
    byte[] buffer = new byte[4];
    try (TimedReads reads =
        new TimedReads(new ByteArrayInputStream("flybrain".getBytes(US_ASCII)), PATIENCE)) {
      assertThat(reads.read(buffer)).isEqualTo(4);
      assertThat(new String(buffer, US_ASCII)).isEqualTo("flyb");
      assertThat(reads.read(buffer)).isEqualTo(4);
      assertThat(new String(buffer, US_ASCII)).isEqualTo("rain");
      assertThat(reads.read(buffer)).isEqualTo(-1);
    }
  }

  /// Whoever waits for it is let go by closing it.
  @Test
  void streamThatFallsSilent_isClosed() throws IOException, InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    InputStream silent =
        new InputStream() {
          @Override
          public int read() throws IOException {
            return read(new byte[1], 0, 1);
          }

          @Override
          public int read(byte[] buffer, int from, int length) throws IOException {
            try {
              closed.await();
              return -1;
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }

          @Override
          public void close() {
            closed.countDown();
          }
        };
    try (TimedReads reads = new TimedReads(silent, Duration.ofMillis(1))) {
      assertThatThrownBy(() -> reads.read(new byte[4]))
          .isInstanceOf(IOException.class)
          .hasMessage("no data for 0 s");
    }
    assertThat(closed.getCount()).isZero();
  }

  @Test
  void failureOfTheStream_isItsOwn() throws IOException, InterruptedException {
    AtomicBoolean isFirst = new AtomicBoolean(true);
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            return read(new byte[1], 0, 1);
          }

          @Override
          public int read(byte[] buffer, int from, int length) throws IOException {
            if (isFirst.getAndSet(false)) {
              throw new EOFException("cut off");
            }
            throw new IllegalStateException("a mistake");
          }
        };
    try (TimedReads reads = new TimedReads(broken, PATIENCE)) {
      assertThatThrownBy(() -> reads.read(new byte[1]))
          .isInstanceOf(EOFException.class)
          .hasMessage("cut off");
      assertThatThrownBy(() -> reads.read(new byte[1]))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("a mistake");
    }
  }
}
