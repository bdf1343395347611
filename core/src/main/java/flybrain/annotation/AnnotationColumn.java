package flybrain.annotation;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;

/// One thing known of the neurons of a connectome, such as their cell type.
///
/// Each different value is kept once; a neuron has its number, counted from 1, or 0 for no value.
/// The arrays may be mapped from a file and are only read where they are asked for. Neurons are
/// given by their index in the connectome. Immutable.
public final class AnnotationColumn {
  static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final String name;
  private final String source;
  private final MemorySegment codes;
  private final MemorySegment ends;
  private final MemorySegment texts;

  /// @param source the file or files that the values are from
  /// @param codes the number of each neuron's value (int32)
  /// @param ends where each value ends in the texts (int32), value 0 being empty
  /// @param texts the values, UTF-8, one after the other
  AnnotationColumn(
      String name, String source, MemorySegment codes, MemorySegment ends, MemorySegment texts) {
    this.name = name;
    this.source = source;
    this.codes = codes;
    this.ends = ends;
    this.texts = texts;
  }

  /// @param codes of each neuron, 0 for no value
  /// @param values those with the codes 1, 2, ...
  static AnnotationColumn of(String name, String source, int[] codes, String[] values) {
    List<byte[]> bytes = new ArrayList<>();
    int[] ends = new int[values.length + 1];
    for (int k = 0; k < values.length; k++) {
      bytes.add(values[k].getBytes(StandardCharsets.UTF_8));
      ends[k + 1] = Math.addExact(ends[k], bytes.getLast().length);
    }
    byte[] texts = new byte[ends[values.length]];
    for (int k = 0; k < values.length; k++) {
      System.arraycopy(bytes.get(k), 0, texts, ends[k], bytes.get(k).length);
    }
    return new AnnotationColumn(
        name, source, littleEndian(codes), littleEndian(ends), MemorySegment.ofArray(texts));
  }

  private static MemorySegment littleEndian(int[] values) {
    MemorySegment segment = MemorySegment.ofArray(new byte[Math.multiplyExact(4, values.length)]);
    for (int k = 0; k < values.length; k++) {
      segment.set(INT, 4L * k, values[k]);
    }
    return segment;
  }

  /// The name of the column: a standard one of [ColumnName], or the table's own.
  public String name() {
    return name;
  }

  /// The name of the file that the values are from; of several with ` + ` between them.
  public String source() {
    return source;
  }

  /// The value of a neuron by its index, empty if it has none.
  public String value(int neuron) {
    return word(code(neuron));
  }

  /// The number of a neuron's value in [#values], counted from 1; 0 if it has none.
  public int code(int neuron) {
    return codes.get(INT, (long) Integer.BYTES * neuron);
  }

  /// The different values, in the order in which the tables first have them; value k has the code k
  /// + 1.
  public List<String> values() {
    List<String> values = new ArrayList<>();
    for (int code = 1; code <= different(); code++) {
      values.add(word(code));
    }
    return values;
  }

  /// The indices of the neurons whose value fits; one without a value has an empty one.
  public BitSet where(Predicate<String> fits) {
    BitSet wanted = new BitSet();
    for (int code = 0; code <= different(); code++) {
      if (fits.test(word(code))) {
        wanted.set(code);
      }
    }
    BitSet neurons = new BitSet();
    for (int neuron = 0; neuron < size(); neuron++) {
      if (wanted.get(code(neuron))) {
        neurons.set(neuron);
      }
    }
    return neurons;
  }

  /// Number of neurons, with and without a value.
  int size() {
    return (int) (codes.byteSize() / Integer.BYTES);
  }

  /// Number of neurons with a value.
  public int annotated() {
    int count = 0;
    for (int neuron = 0; neuron < size(); neuron++) {
      count += code(neuron) == 0 ? 0 : 1;
    }
    return count;
  }

  /// Number of different values.
  public int different() {
    return (int) (ends.byteSize() / Integer.BYTES) - 1;
  }

  MemorySegment codes() {
    return codes;
  }

  MemorySegment ends() {
    return ends;
  }

  MemorySegment texts() {
    return texts;
  }

  private String word(int code) {
    if (code == 0) {
      return "";
    }
    int start = ends.get(INT, Integer.BYTES * (code - 1L));
    int end = ends.get(INT, (long) Integer.BYTES * code);
    byte[] bytes = texts.asSlice(start, end - start).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
