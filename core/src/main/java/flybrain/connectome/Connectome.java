package flybrain.connectome;

import flybrain.annotation.NeuronAnnotations;
import flybrain.files.Checksum;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// A brain: its neurons and the connections between them.
///
/// [ConnectomeStore#open] gives one that is mapped from a file; [#of] makes one from connections of
/// a [ConnectionsBuilder]. It is immutable and shared by any number of threads. It need not be
/// closed: what is mapped is let go when nothing refers to it any more.
///
/// @param name `synthetic`, `v783`, `v630`, or the name of the folder it was read from
/// @param fingerprint SHA-256 in hex of its content (see [#of]), whatever files it came from
/// @param neurons the neurons, by index
/// @param connections the connections, by presynaptic neuron
/// @param annotations what is known of the neurons, such as their types
/// @param weight of a synapse, where a run asks for no other
public record Connectome(
    String name,
    String fingerprint,
    Neurons neurons,
    Connections connections,
    NeuronAnnotations annotations,
    SynapseWeight weight) {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /// @throws IllegalArgumentException if there is not a row of connections for each neuron
  public Connectome {
    requireRows(neurons, connections);
  }

  /// A brain without annotations, with the weight of Shiu et al. 2024.
  public Connectome(String name, String fingerprint, Neurons neurons, Connections connections) {
    this(name, fingerprint, neurons, connections, NeuronAnnotations.NONE, SynapseWeight.SHIU_2024);
  }

  /// The same brain with other annotations.
  public Connectome with(NeuronAnnotations others) {
    return new Connectome(name, fingerprint, neurons, connections, others, weight);
  }

  /// The same brain with another weight of a synapse.
  public Connectome with(SynapseWeight other) {
    return new Connectome(name, fingerprint, neurons, connections, annotations, other);
  }

  /// Its neurons with what is known of them.
  public AnnotatedNeurons annotated() {
    return new AnnotatedNeurons(neurons, annotations);
  }

  /// A brain of your own, with the weight of Shiu et al. 2024, without annotations, and with the
  /// fingerprint of its content: the SHA-256 of the number of neurons and of connections (int64),
  /// the ids (int64), the row starts, the postsynaptic neurons and the signed numbers of synapses
  /// (int32), all little-endian. Spike files record the fingerprint, so a brain is known again.
  ///
  /// @param name for messages and files
  /// @throws IllegalArgumentException if there is not a row of connections for each neuron
  public static Connectome of(String name, Neurons neurons, Connections connections) {
    return new Connectome(name, fingerprint(neurons, connections), neurons, connections);
  }

  private static void requireRows(Neurons neurons, Connections connections) {
    if (neurons.size() != connections.neurons()) {
      throw new IllegalArgumentException(
          "%d neurons but %d rows of connections".formatted(neurons.size(), connections.neurons()));
    }
  }

  private static String fingerprint(Neurons neurons, Connections connections) {
    requireRows(neurons, connections);
    int size = neurons.size();
    byte[] head = new byte[16 + 8 * size + 4 * (size + 1)];
    MemorySegment segment = MemorySegment.ofArray(head);
    segment.set(LONG, 0, size);
    segment.set(LONG, 8, connections.size());
    for (int i = 0; i < size; i++) {
      segment.set(LONG, 16 + 8L * i, neurons.id(i));
    }
    for (int i = 0; i <= size; i++) {
      segment.set(INT, 16 + 8L * size + 4L * i, connections.rowStart(i));
    }
    Checksum sum = Checksum.sha256();
    sum.add(head);
    update(sum, connections.targets());
    update(sum, connections.weights());
    return sum.hex();
  }

  /// Feeds a segment in pieces, because a buffer holds at most 2^31 - 1 bytes.
  private static void update(Checksum sum, MemorySegment segment) {
    long piece = 1L << 20;
    for (long from = 0; from < segment.byteSize(); from += piece) {
      long bytes = Math.min(piece, segment.byteSize() - from);
      sum.add(segment.asSlice(from, bytes).asByteBuffer());
    }
  }
}
