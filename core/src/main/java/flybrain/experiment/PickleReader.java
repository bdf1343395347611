package flybrain.experiment;

import flybrain.InputException;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/// Reads names and ids from a Python pickle without ever running what is in it.
///
/// A pickle is a program for a stack machine (`pickletools` in the Python library documents it).
/// Only the instructions that build dictionaries, lists, tuples, text and integers are supported
/// (protocols 0 to 5); any that look up or call a class or function are refused.
final class PickleReader {
  private static final int MOST_DIGITS = 100;

  private static final Object MARK = new Object();

  private final String source;
  private final ByteBuffer bytes;
  private final Deque<Object> stack = new ArrayDeque<>();

  /// Objects that may be asked for again, by number.
  private final Map<Long, Object> memo = new HashMap<>();

  private PickleReader(String source, byte[] bytes) {
    this.source = source;
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// The object in a pickle: a `Map`, `List` (of a list or tuple), `String` or `BigInteger`.
  ///
  /// @param source the file, for messages
  /// @throws InputException for anything else in it, naming it and its place
  static Object read(String source, byte[] bytes) {
    PickleReader reader = new PickleReader(source, bytes);
    try {
      while (reader.bytes.hasRemaining()) {
        int at = reader.bytes.position();
        int code = reader.bytes.get() & 0xff;
        if (code == '.') {
          return reader.stack.pop();
        }
        reader.execute(code, at);
      }
    } catch (BufferUnderflowException e) {
      throw new InputException(source + ": this pickle ends too early; get it again", e);
    } catch (NoSuchElementException | ClassCastException | NumberFormatException e) {
      throw new InputException(
          "%s: byte %d: this pickle is damaged".formatted(source, reader.bytes.position()), e);
    }
    throw new InputException(source + ": this pickle ends too early; get it again");
  }

  private void execute(int code, int at) {
    switch (code) {
      case 0x80 -> protocol(bytes.get() & 0xff);
      case 0x95 -> bytes.getLong(); // FRAME: a length that only helps reading ahead.
      case '(' -> stack.push(MARK);
      case '}' -> stack.push(new LinkedHashMap<>());
      case ']', ')' -> stack.push(new ArrayList<>());
      case 'd' -> stack.push(dictionary(popToMark()));
      case 'l', 't' -> stack.push(popToMark());
      case 0x85 -> stack.push(pop(1));
      case 0x86 -> stack.push(pop(2));
      case 0x87 -> stack.push(pop(3));
      case 's' -> putAll(pop(2));
      case 'u' -> putAll(popToMark());
      case 'a' -> addAll(pop(1));
      case 'e' -> addAll(popToMark());
      case 'X' -> stack.push(text(bytes.getInt() & 0xffffffffL));
      case 0x8c -> stack.push(text(bytes.get() & 0xff));
      case 0x8d -> stack.push(text(bytes.getLong()));
      case 'V' -> stack.push(rawUnicode(line()));
      case 'J' -> stack.push(BigInteger.valueOf(bytes.getInt()));
      case 'K' -> stack.push(BigInteger.valueOf(bytes.get() & 0xff));
      case 'M' -> stack.push(BigInteger.valueOf(bytes.getShort() & 0xffff));
      case 'I' -> stack.push(integer(line(), at));
      case 'L' -> stack.push(number(line().replaceFirst("L$", "")));
      case 0x8a -> stack.push(integer(bytes.get() & 0xff));
      case 0x8b -> stack.push(integer(bytes.getInt() & 0xffffffffL));
      case 0x94 -> memo.put((long) memo.size(), stack.getFirst());
      case 'p' -> memo.put(Long.valueOf(line()), stack.getFirst());
      case 'q' -> memo.put((long) (bytes.get() & 0xff), stack.getFirst());
      case 'r' -> memo.put(bytes.getInt() & 0xffffffffL, stack.getFirst());
      case 'g' -> recall(Long.parseLong(line()));
      case 'h' -> recall(bytes.get() & 0xff);
      case 'j' -> recall(bytes.getInt() & 0xffffffffL);
      default -> throw refusal(code, at);
    }
  }

  private void protocol(int version) {
    if (version > 5) {
      throw new InputException("%s: pickle protocol %d: must be 0 to 5".formatted(source, version));
    }
  }

  private InputException refusal(int code, int at) {
    String what =
        switch (code) {
          case 'c' -> "asks for " + line() + "." + line();
          case 'i' -> "makes an object of " + line() + "." + line();
          case 0x93 -> "asks for " + named(stack);
          case 'R', 'o', 0x81, 0x92 -> "makes an object";
          case 'b' -> "sets the state of an object";
          case 'P', 'Q' -> "asks for an object outside of it";
          case 0x82, 0x83, 0x84 -> "asks for a registered class";
          case 'G', 'F' -> "contains a number with a fraction";
          case 'N', 0x88, 0x89 -> "contains None, True or False";
          case 'C', 'B', 0x8e, 0x96, 'S', 'T', 'U' -> "contains bytes or text of Python 2";
          case 0x8f, 0x90, 0x91 -> "contains a set";
          default -> "has the instruction 0x%02x".formatted(code);
        };
    return new InputException(
        ("%s: byte %d: this pickle %s; only a dictionary of names and lists of whole numbers is "
                + "accepted, and pickled code is never run")
            .formatted(source, at, what));
  }

  private static String named(Deque<Object> stack) {
    Object name = stack.pop();
    return stack.pop() + "." + name;
  }

  private List<Object> pop(int count) {
    List<Object> items = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      items.addFirst(stack.pop());
    }
    if (items.contains(MARK)) {
      throw new NoSuchElementException("mark");
    }
    return items;
  }

  private List<Object> popToMark() {
    List<Object> items = new ArrayList<>();
    for (Object item = stack.pop(); item != MARK; item = stack.pop()) {
      items.add(item);
    }
    return items.reversed();
  }

  private static Map<Object, Object> dictionary(List<Object> keysAndValues) {
    Map<Object, Object> map = new LinkedHashMap<>();
    put(map, keysAndValues);
    return map;
  }

  @SuppressWarnings("unchecked") // Maps on the stack are made here only.
  private void putAll(List<Object> keysAndValues) {
    put((Map<Object, Object>) stack.getFirst(), keysAndValues);
  }

  private static void put(Map<Object, Object> map, List<Object> keysAndValues) {
    for (int k = 0; k < keysAndValues.size(); k += 2) {
      if (k + 1 == keysAndValues.size() || !(keysAndValues.get(k) instanceof String name)) {
        throw new NoSuchElementException("name of an item");
      }
      map.put(name, keysAndValues.get(k + 1));
    }
  }

  @SuppressWarnings("unchecked") // Lists on the stack are made here only.
  private void addAll(List<Object> items) {
    ((List<Object>) stack.getFirst()).addAll(items);
  }

  private void recall(long key) {
    Object value = memo.get(key);
    if (value == null) {
      throw new NoSuchElementException("memo " + key);
    }
    stack.push(value);
  }

  private byte[] take(long length) {
    if (length < 0 || length > bytes.remaining()) {
      throw new BufferUnderflowException();
    }
    byte[] taken = new byte[(int) length];
    bytes.get(taken);
    return taken;
  }

  private String text(long length) {
    return new String(take(length), StandardCharsets.UTF_8);
  }

  /// A whole number of protocol 2 and later: two's complement, lowest byte first.
  private BigInteger integer(long length) {
    if (length > MOST_DIGITS) {
      throw new NumberFormatException("a number of %d bytes".formatted(length));
    }
    byte[] number = take(length);
    byte[] highestFirst = new byte[number.length];
    for (int k = 0; k < number.length; k++) {
      highestFirst[k] = number[number.length - 1 - k];
    }
    return number.length == 0 ? BigInteger.ZERO : new BigInteger(highestFirst);
  }

  /// A whole number of protocol 0, where `00` and `01` are False and True.
  private BigInteger integer(String digits, int at) {
    if (digits.equals("00") || digits.equals("01")) {
      throw refusal('N', at);
    }
    return number(digits);
  }

  /// No id has so many digits, and turning many into a number takes the square of their number.
  private static BigInteger number(String digits) {
    if (digits.length() > MOST_DIGITS) {
      throw new NumberFormatException("a number of %d digits".formatted(digits.length()));
    }
    return new BigInteger(digits);
  }

  private String line() {
    int start = bytes.position();
    while (bytes.get() != '\n') {
      // Finds the end of the line, or of the bytes.
    }
    return new String(
        bytes.array(), start, bytes.position() - start - 1, StandardCharsets.ISO_8859_1);
  }

  /// Python's `raw-unicode-escape`: Latin-1, where `\` `u` and four or `\` `U` and eight hex digits
  /// are one character.
  private static String rawUnicode(String line) {
    return java.util.regex.Pattern.compile("\\\\u([0-9a-fA-F]{4})|\\\\U([0-9a-fA-F]{8})")
        .matcher(line)
        .replaceAll(match -> {
          String digits = match.group(1) == null ? match.group(2) : match.group(1);
          return java.util.regex.Matcher.quoteReplacement(
              Character.toString(Integer.parseInt(digits, 16)));
        });
  }
}
