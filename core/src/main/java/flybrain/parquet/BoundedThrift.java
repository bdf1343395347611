package flybrain.parquet;

import dev.hardwood.internal.thrift.ThriftCompactReader;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/// Reads headers and footers, and believes no length that is greater than what there is to read.
///
/// Parquet stores both in the compact protocol of Apache Thrift: fields by number and type, whole
/// numbers and lengths as variable-length integers of 7 bits a byte. Hardwood's own reader takes
/// memory for whatever length a damaged header names.
final class BoundedThrift extends ThriftCompactReader {
  private static final byte MAP = 0x0b;

  private final int size;

  BoundedThrift(ByteBuffer bytes) {
    super(bytes);
    this.size = bytes.remaining();
  }

  @Override
  public byte[] readBinary() throws IOException {
    byte[] bytes = new byte[checked(readVarint())];
    readBytes(bytes);
    return bytes;
  }

  @Override
  public CollectionHeader readListHeader() throws IOException {
    CollectionHeader header = super.readListHeader();
    checked(header.size());
    return header;
  }

  @Override
  public void skipField(byte type) throws IOException {
    if (type != MAP) {
      super.skipField(type);
      return;
    }
    int count = checked(readVarint());
    byte types = count == 0 ? 0 : readByte();
    for (int i = 0; i < count; i++) {
      skipField((byte) (types >> 4 & 0x0f));
      skipField((byte) (types & 0x0f));
    }
  }

  private int checked(long length) throws EOFException {
    int left = size - getBytesRead();
    if (length < 0 || length > left) {
      throw new EOFException("a length of %d where %d bytes are left".formatted(length, left));
    }
    return (int) length;
  }
}
