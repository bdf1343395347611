package flybrain.hdf5;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/// The header of a group or dataset in a file, version 1: a list of messages.
///
/// Groups are compact: their links are messages of the header. The size of a header does not depend
/// on addresses.
final class ObjectHeader {
  /// An address that leads nowhere.
  private static final long UNDEFINED = -1;

  private static final int DATASPACE = 0x01;
  private static final int LINK_INFO = 0x02;
  private static final int DATATYPE = 0x03;
  private static final int FILL_VALUE = 0x05;
  private static final int LINK = 0x06;
  private static final int LAYOUT = 0x08;
  private static final int GROUP_INFO = 0x0a;
  private static final int ATTRIBUTE = 0x0c;

  private static final int PREFIX = 16;
  private static final int MESSAGE_PREFIX = 8;
  private static final int LARGEST_MESSAGE = 0xfff8;
  private static final int MOST_MESSAGES = 0xffff;

  private final ToLongFunction<Hdf5Object> header;
  private final ToLongFunction<Hdf5Dataset> data;
  private final TextHeap texts;
  private final List<byte[]> messages = new ArrayList<>();

  private ObjectHeader(
      ToLongFunction<Hdf5Object> header, ToLongFunction<Hdf5Dataset> data, TextHeap texts) {
    this.header = header;
    this.data = data;
    this.texts = texts;
  }

  /// The bytes of a header.
  ///
  /// @param header address of the header of an object
  /// @param data address of the elements of a dataset
  static byte[] of(
      Hdf5Object object,
      ToLongFunction<Hdf5Object> header,
      ToLongFunction<Hdf5Dataset> data,
      TextHeap texts) {
    ObjectHeader made = new ObjectHeader(header, data, texts);
    switch (object) {
      case Hdf5Group group -> made.addGroup(group);
      case Hdf5Dataset dataset -> made.addDataset(dataset);
    }
    object.attributes().forEach(made::addAttribute);
    return made.bytes();
  }

  private void addGroup(Hdf5Group group) {
    ByteBuffer info = Hdf5Bytes.allocate(18);
    info.putShort((short) 0).putLong(UNDEFINED).putLong(UNDEFINED);
    add(LINK_INFO, Hdf5Bytes.taken(info));
    add(GROUP_INFO, new byte[2]);
    for (Map.Entry<String, Hdf5Object> member : group.members().entrySet()) {
      byte[] name = ascii(member.getKey());
      if (name.length > 255) {
        throw new IllegalArgumentException(member.getKey() + ": a name of over 255 characters");
      }
      ByteBuffer link = Hdf5Bytes.allocate(3 + name.length + Long.BYTES);
      link.put((byte) 1).put((byte) 0).put((byte) name.length).put(name);
      link.putLong(header.applyAsLong(member.getValue()));
      add(LINK, Hdf5Bytes.taken(link));
    }
  }

  private void addDataset(Hdf5Dataset dataset) {
    add(DATASPACE, dataspace(dataset.shape()));
    add(DATATYPE, dataset.type().message());
    // Space is allocated when the file is made, and no fill value is written.
    add(FILL_VALUE, new byte[] {2, 1, 1, 0});
    ByteBuffer layout = Hdf5Bytes.allocate(18);
    layout.put((byte) 3).put((byte) 1);
    layout.putLong(dataset.bytes() == 0 ? UNDEFINED : data.applyAsLong(dataset));
    layout.putLong(dataset.bytes());
    add(LAYOUT, Hdf5Bytes.taken(layout));
  }

  private void addAttribute(String name, Hdf5Attribute attribute) {
    byte[] letters = ascii(name + "\0");
    byte[] type = attribute.type().message();
    byte[] space = dataspace(attribute.shape());
    byte[] elements = Elements.of(attribute.type(), attribute.values(), texts, header);
    ByteBuffer message =
        Hdf5Bytes.allocate(
            8 + 3 * 8 + letters.length + type.length + space.length + elements.length);
    message.put((byte) 1).put((byte) 0);
    message.putShort((short) letters.length);
    message.putShort((short) type.length).putShort((short) space.length);
    message.put(Hdf5Bytes.padded(letters)).put(Hdf5Bytes.padded(type));
    message.put(Hdf5Bytes.padded(space)).put(elements);
    add(ATTRIBUTE, Hdf5Bytes.taken(message));
  }

  /// The letters of a name; others would be lost, and two names become one.
  private static byte[] ascii(String name) {
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(name)) {
      throw new IllegalArgumentException(name + ": a name that is not ASCII");
    }
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] dataspace(long[] shape) {
    ByteBuffer message = Hdf5Bytes.allocate(8 + Long.BYTES * shape.length);
    message.put((byte) 1).put((byte) shape.length).putShort((short) 0).putInt(0);
    for (long length : shape) {
      message.putLong(length);
    }
    return Hdf5Bytes.taken(message);
  }

  private void add(int type, byte[] content) {
    byte[] padded = Hdf5Bytes.padded(content);
    if (padded.length > LARGEST_MESSAGE) {
      throw new IllegalArgumentException(
          "message %d of %d bytes: at most %d".formatted(type, padded.length, LARGEST_MESSAGE));
    }
    ByteBuffer message = Hdf5Bytes.allocate(MESSAGE_PREFIX + padded.length);
    message.putShort((short) type).putShort((short) padded.length).putInt(0).put(padded);
    messages.add(Hdf5Bytes.taken(message));
  }

  private byte[] bytes() {
    if (messages.size() > MOST_MESSAGES) {
      throw new IllegalArgumentException(
          "%d members and attributes: at most %d".formatted(messages.size(), MOST_MESSAGES));
    }
    int size = messages.stream().mapToInt(message -> message.length).sum();
    ByteBuffer bytes = Hdf5Bytes.allocate(PREFIX + size);
    bytes.put((byte) 1).put((byte) 0).putShort((short) messages.size());
    bytes.putInt(1).putInt(size).putInt(0);
    messages.forEach(bytes::put);
    return Hdf5Bytes.taken(bytes);
  }
}
