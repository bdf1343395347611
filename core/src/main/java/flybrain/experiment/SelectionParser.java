package flybrain.experiment;

import flybrain.InputException;
import flybrain.NeuronId;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Reads selections of neurons.
///
///     any     = all { ("|" | ",") all }
///     all     = one { "&" one }
///     one     = "!" one | "(" any ")" | column ":" value | column ":/" expression "/"
///             | "top" number "of" file | "@" file | id | name
///
/// Names, values and files end at `&`, `|`, `,` and brackets; within quotes they contain them.
final class SelectionParser {
  private static final String ENDS = "&|(),";
  private static final Pattern TOP = Pattern.compile("(?i)top\\s+(\\d+)\\s+of\\b\\s*(.*)");
  private static final Pattern BEFORE_QUOTE =
      Pattern.compile("(?is)|@\\s*|[^:]*:\\s*|top\\s+\\d+\\s+of\\s+");
  private static final Pattern PLAIN = Pattern.compile("[^&|(),\"']+");
  private static final Pattern JOINED = Pattern.compile("\\s\\S+:");

  private final String text;
  private final Path folder;
  private int at;

  private SelectionParser(String text, Path folder) {
    this.text = text;
    this.folder = folder;
  }

  /// Whether a text is more than an id, a name or a file.
  static boolean isSelection(String word) {
    if (word.startsWith("@")) {
      return word.indexOf('&') >= 0 || word.indexOf('|') >= 0;
    }
    return word.startsWith("!")
        || word.chars().anyMatch(c -> ENDS.indexOf(c) >= 0 || c == ':')
        || TOP.matcher(word).matches();
  }

  /// The selection in a text.
  ///
  /// @param folder where files in it are
  /// @throws InputException naming what is wrong in it
  static Selection parse(String text, Path folder) {
    SelectionParser parser = new SelectionParser(text, folder);
    Selection selection = parser.any();
    if (parser.at < text.length()) {
      throw parser.error("'%s' closes no bracket".formatted(parser.rest()));
    }
    return selection;
  }

  /// The parts of a text between commas, of which those within brackets, expressions and quotes
  /// part nothing. Where a bracket is never closed every comma does.
  static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    int word = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (opensQuote(text, word, i)) {
        int end = closing(text, i);
        i = end < 0 ? i : end;
      } else if (c == '!' || ENDS.indexOf(c) >= 0) {
        word = i + 1;
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == ',' && depth == 0) {
          parts.add(text.substring(start, i));
          start = word;
        }
      }
    }
    if (depth != 0) {
      return List.of(text.split(",", -1));
    }
    parts.add(text.substring(start));
    return parts;
  }

  /// A name, value or file as it can be typed: in quotes where it would end too early.
  static String typed(String word) {
    boolean isPlain = PLAIN.matcher(word).matches() && word.equals(word.strip());
    return isPlain ? word : quoted(word);
  }

  static String quoted(String word) {
    char mark = word.indexOf('"') < 0 ? '"' : '\'';
    return mark + word + mark;
  }

  /// Whether a value without quotes means another thing: an expression, or two conditions.
  static boolean isOtherValue(String value) {
    return value.startsWith("/") || JOINED.matcher(value).find();
  }

  /// Where a quote or slash at a place is matched, below 0 for nowhere.
  private static int closing(String text, int opening) {
    char mark = text.charAt(opening);
    for (int i = opening + 1; i < text.length(); i++) {
      if (mark == '/' && text.charAt(i) == '\\') {
        i++;
      } else if (text.charAt(i) == mark) {
        return i;
      }
    }
    return -1;
  }

  private Selection any() {
    List<Selection> of = new ArrayList<>(List.of(all()));
    while (take('|') || take(',')) {
      of.add(all());
    }
    return of.size() == 1 ? of.getFirst() : new Selection.Any(of);
  }

  private Selection all() {
    List<Selection> of = new ArrayList<>(List.of(one()));
    while (take('&')) {
      of.add(one());
    }
    return of.size() == 1 ? of.getFirst() : new Selection.All(of);
  }

  private Selection one() {
    if (take('!')) {
      return new Selection.Not(one());
    }
    if (take('(')) {
      Selection inside = any();
      if (!take(')')) {
        throw error("a bracket is not closed");
      }
      return inside;
    }
    return word();
  }

  /// Something without operators.
  private Selection word() {
    skipBlanks();
    int start = at;
    while (at < text.length() && ENDS.indexOf(text.charAt(at)) < 0) {
      if (opensQuote(text, start, at)) {
        int end = closing(text, at);
        if (end < 0) {
          throw error("%s is not closed".formatted(text.charAt(at)));
        }
        at = end;
      }
      at++;
    }
    String word = text.substring(start, at).strip();
    if (word.isEmpty()) {
      throw error(
          "neurons are missing %s"
              .formatted(at < text.length() ? "before '" + rest() + "'" : "at its end"));
    }
    return word(word);
  }

  /// Whether what is at a place holds together what follows, up to its like.
  ///
  /// @param start where the word begins, with blanks before it or not
  private static boolean opensQuote(String text, int start, int at) {
    char c = text.charAt(at);
    if (c != '"' && c != '\'' && c != '/') {
      return false;
    }
    String before = text.substring(start, at).stripLeading();
    return BEFORE_QUOTE.matcher(before).matches()
        && (c != '/' || before.stripTrailing().endsWith(":"));
  }

  private Selection word(String word) {
    Matcher top = TOP.matcher(word);
    if (top.matches()) {
      return new Selection.MostActive(
          number(top.group(1)), file(unquoted(top.group(2)), folder::resolve));
    }
    if (word.startsWith("@")) {
      Path path = file(unquoted(word.substring(1).strip()), folder::resolve);
      return new Selection.Referenced(new NeuronReference.InFile(path));
    }
    int colon = word.indexOf(':');
    boolean quoted = word.charAt(0) == '"' || word.charAt(0) == '\'';
    if (colon > 0 && !quoted) {
      return column(word.substring(0, colon).strip(), word.substring(colon + 1).strip());
    }
    String name = unquoted(word);
    return new Selection.Referenced(
        NeuronReference.ROUNDED.matcher(name).matches()
            ? new NeuronReference.Id(NeuronId.parse(name))
            : new NeuronReference.Name(name));
  }

  private Selection column(String column, String value) {
    if (value.isEmpty()) {
      throw error(
          "%s: has no value; for neurons without one write %s:\"\"".formatted(column, column));
    }
    if (value.length() > 1 && value.startsWith("/") && value.endsWith("/")) {
      String expression = value.substring(1, value.length() - 1);
      try {
        Pattern.compile(expression);
      } catch (PatternSyntaxException e) {
        throw error(
            "/%s/ is not a regular expression: %s".formatted(expression, e.getDescription()));
      }
      return new Selection.Matching(column, expression);
    }
    String wanted = unquoted(value);
    if (wanted.equals(value) && JOINED.matcher(value).find()) {
      throw error(
          "put & or | between '%s:%s'".formatted(column, value.replaceFirst("\\s+", "' and '")));
    }
    return new Selection.Having(column, wanted);
  }

  private int number(String digits) {
    try {
      int number = Integer.parseInt(digits);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Too large.
    }
    throw error("top %s: must be from 1 to %d".formatted(digits, Integer.MAX_VALUE));
  }

  private Path file(String name, Function<String, Path> find) {
    try {
      if (!name.isBlank()) {
        return find.apply(name);
      }
    } catch (InvalidPathException e) {
      throw error("file '%s': %s".formatted(name, e.getReason()));
    }
    throw error("name a file, as in @ids.txt or top 20 of rates.csv");
  }

  /// A word without the quotes around it.
  static String unquoted(String word) {
    return word.replaceAll("(?s)^([\"'])(.*)\\1$", "$2");
  }

  private boolean take(char wanted) {
    skipBlanks();
    if (at < text.length() && text.charAt(at) == wanted) {
      at++;
      return true;
    }
    return false;
  }

  private void skipBlanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }

  private String rest() {
    return text.substring(at);
  }

  private InputException error(String what) {
    return new InputException("neurons '%s': %s".formatted(text, what));
  }
}
