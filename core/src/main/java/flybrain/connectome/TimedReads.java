package flybrain.connectome;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Reads a stream that may fall silent, and gives up when it does.
final class TimedReads implements AutoCloseable {
  private final InputStream stream;
  private final Duration patience;
  private final ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor();

  TimedReads(InputStream stream, Duration patience) {
    this.stream = stream;
    this.patience = patience;
  }

  /// Reads some bytes, as [InputStream#read(byte\[\])] does.
  ///
  /// @throws IOException if the stream fails, or nothing comes in time
  int read(byte[] buffer) throws IOException, InterruptedException {
    Future<Integer> read = reader.submit(() -> stream.read(buffer));
    try {
      return read.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      stream.close();
      throw new IOException("no data for " + patience.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }
}
