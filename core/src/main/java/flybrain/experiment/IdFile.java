package flybrain.experiment;

import flybrain.InputException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Reads a text file of FlyWire root ids.
///
/// Ids stand one a line or with commas, semicolons or white space between them; `#` starts a
/// comment. When the first line does not begin with a digit it is the header of a CSV file (comma,
/// semicolon or tab), whose first column holds the ids.
public final class IdFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final Pattern FIELD_END = Pattern.compile("[,;\t]");
  private static final Pattern ID_END = Pattern.compile("[,;\\s]+");

  private final Path path;
  private final Map<Long, Integer> lineOfId = new LinkedHashMap<>();
  private int line;
  private boolean started;
  private boolean csv;

  private IdFile(Path path) {
    this.path = path;
  }

  /// The ids of a file in their order.
  ///
  /// @throws InputException when the file cannot be read, has no id, has one twice, or something
  ///   that is no id, with the line
  public static List<Long> read(Path path) {
    IdFile file = new IdFile(path);
    for (String text : lines(path)) {
      file.line++;
      file.readLine(text.replace(BYTE_ORDER_MARK, "").replaceFirst("#.*", "").strip());
    }
    if (file.lineOfId.isEmpty()) {
      throw new InputException(path + ": no neuron id in this file; expected one a line");
    }
    return List.copyOf(file.lineOfId.keySet());
  }

  private static List<String> lines(Path path) {
    try {
      return Files.readAllLines(path);
    } catch (NoSuchFileException e) {
      throw new InputException(path + ": no such file of neuron ids", e);
    } catch (MalformedInputException e) {
      throw new InputException(path + ": is not a text file of neuron ids (UTF-8)", e);
    } catch (IOException e) {
      throw new InputException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private void readLine(String text) {
    if (text.isEmpty()) {
      return;
    }
    boolean first = !started;
    started = true;
    if (first && !text.matches("[\"']?[\\d+-].*")) {
      csv = true;
    } else if (csv) {
      add(FIELD_END.split(text, 2)[0]);
    } else {
      ID_END.splitAsStream(text).filter(word -> !word.isEmpty()).forEach(this::add);
    }
  }

  private void add(String word) {
    String digits = word.strip().replaceAll("^[\"']|[\"']$", "");
    long id;
    try {
      id = NeuronReference.id(digits);
    } catch (InputException e) {
      throw new InputException(path + ":" + line + ": " + e.getMessage(), e);
    }
    Integer before = lineOfId.putIfAbsent(id, line);
    if (before != null) {
      throw new InputException(
          "%s:%d: neuron id %d stands twice, first in line %d".formatted(path, line, id, before));
    }
  }
}
