package flybrain.paper;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// A pickle of a pandas Index of ids named `flyid`, in protocol 4, which every pandas reads.
///
/// It calls `pandas.Index(ids, "int64", False, "flyid")`, because the arrays that pandas pickles
/// itself name modules of one version of NumPy.
final class PandasIndex {
  private static final int PROTOCOL = 0x80;
  private static final int TEXT = 0x8c;
  private static final int GLOBAL = 0x93;
  private static final int MARK = '(';
  private static final int EMPTY_LIST = ']';
  private static final int WHOLE_NUMBER = 0x8a;
  private static final int APPENDS = 'e';
  private static final int FALSE = 0x89;
  private static final int TUPLE = 't';
  private static final int REDUCE = 'R';
  private static final int STOP = '.';

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private PandasIndex() {}

  static byte[] pickle(List<Long> ids) {
    PandasIndex pickle = new PandasIndex();
    pickle.write(ids);
    return pickle.bytes.toByteArray();
  }

  private void write(List<Long> ids) {
    bytes.write(PROTOCOL);
    bytes.write(4);
    text("pandas");
    text("Index");
    bytes.write(GLOBAL);
    bytes.write(MARK);
    bytes.write(EMPTY_LIST);
    bytes.write(MARK);
    ids.forEach(this::number);
    bytes.write(APPENDS);
    text("int64");
    bytes.write(FALSE);
    text("flyid");
    bytes.write(TUPLE);
    bytes.write(REDUCE);
    bytes.write(STOP);
  }

  private void text(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    bytes.write(TEXT);
    bytes.write(encoded.length);
    bytes.writeBytes(encoded);
  }

  /// As few bytes as the number needs, little-endian.
  private void number(long id) {
    byte[] bigEndian = BigInteger.valueOf(id).toByteArray();
    bytes.write(WHOLE_NUMBER);
    bytes.write(bigEndian.length);
    for (int i = bigEndian.length - 1; i >= 0; i--) {
      bytes.write(bigEndian[i]);
    }
  }
}
