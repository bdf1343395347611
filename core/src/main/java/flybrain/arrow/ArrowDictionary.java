package flybrain.arrow;

import flybrain.files.StoredBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.Footer;
import org.apache.arrow.flatbuf.Message;

/// The values that the rows of a column refer to by index, in one part or several: a dictionary
/// batch, and delta batches that add to it.
final class ArrowDictionary {
  /// In the order of the file; indices go on from one to the next.
  private final List<ArrowValues> parts = new ArrayList<>();

  private long size;

  private ArrowDictionary() {}

  /// @throws IOException if it is missing or damaged
  static ArrowDictionary read(StoredBytes file, Footer footer, ArrowColumn column, long id)
      throws IOException {
    ArrowDictionary dictionary = new ArrowDictionary();
    for (int k = 0; k < footer.dictionariesLength(); k++) {
      Message message = StoredBatch.message(file, footer.dictionaries(k));
      if (!(message.header(new DictionaryBatch()) instanceof DictionaryBatch batch)) {
        throw new IOException("no dictionary where one is expected");
      }
      if (batch.id() == id) {
        if (!batch.isDelta() && !dictionary.parts.isEmpty()) {
          throw new IOException("two dictionaries for one column");
        }
        dictionary.add(
            ArrowValues.read(
                StoredBatch.of(file, footer.dictionaries(k), batch.data()), column.values()));
      }
    }
    return dictionary;
  }

  private void add(ArrowValues part) {
    parts.add(part);
    size += part.rows();
  }

  /// A part and a row of it.
  record Place(ArrowValues part, int row) {}

  /// Where the value of an index is.
  ///
  /// @throws IOException if there is none
  Place place(long index) throws IOException {
    if (index < 0 || index >= size) {
      throw new IOException("value %d of a dictionary of %d".formatted(index, size));
    }
    long row = index;
    int part = 0;
    while (row >= parts.get(part).rows()) {
      row -= parts.get(part++).rows();
    }
    return new Place(parts.get(part), (int) row);
  }
}
