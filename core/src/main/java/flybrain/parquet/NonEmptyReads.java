package flybrain.parquet;

import dev.hardwood.InputFile;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// A Parquet file that refuses to be read behind the end of a column.
///
/// Hardwood 1.0.1 asks for empty ranges without end when a damaged page claims more bytes than its
/// column has; an intact file never makes it ask for one.
final class NonEmptyReads implements InputFile {
  private final InputFile file;

  NonEmptyReads(InputFile file) {
    this.file = file;
  }

  @Override
  public void open() throws IOException {
    file.open();
  }

  @Override
  public ByteBuffer readRange(long offset, int length) throws IOException {
    if (length <= 0) {
      throw new EOFException("a page ends behind its column");
    }
    return file.readRange(offset, length);
  }

  @Override
  public long length() throws IOException {
    return file.length();
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
