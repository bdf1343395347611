package flybrain.parquet;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/// Parquet output that can be closed independently of its writer.
///
/// After a failure the writer closes nothing. On a full disk the space of a file that is deleted
/// then stays taken until the process ends.
final class PartFile extends LocalOutputFile implements AutoCloseable {
  private @Nullable PositionOutputStream stream;

  PartFile(Path path) {
    super(path);
  }

  @Override
  public PositionOutputStream createOrOverwrite(long blockSize) throws IOException {
    PositionOutputStream opened = super.createOrOverwrite(blockSize);
    stream = opened;
    return opened;
  }

  @Override
  public void close() throws IOException {
    if (stream != null) {
      stream.close();
    }
  }
}
