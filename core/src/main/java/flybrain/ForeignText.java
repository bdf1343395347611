package flybrain;

/// Foreign text (names in files, arguments, output of a worker) made safe to show on a terminal.
///
/// Control characters, such as escape, are written as `\u001b`; overlong text is cut.
public final class ForeignText {
  /// Longest piece without a blank, and longest text: far above any path or list of ids that a
  /// person would read.
  private static final int MOST_OF_A_WORD = 1000;

  private static final int MOST = 20_000;

  private ForeignText() {}

  /// The text in one line.
  public static String line(String text) {
    return line(text, MOST);
  }

  /// The text in one line of at most so many characters, and a note of how many more there were.
  public static String line(String text, int most) {
    StringBuilder line = new StringBuilder();
    int word = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      word = c == ' ' ? 0 : word + 1;
      if (word <= MOST_OF_A_WORD) {
        append(line, c);
      } else if (word == MOST_OF_A_WORD + 1) {
        line.append("...");
      }
      if (line.length() >= most && i < text.length()) {
        return line.append("... (%d more characters)".formatted(text.length() - i)).toString();
      }
    }
    return line.toString();
  }

  /// Text of several lines, whose line ends and tabulators stay.
  public static String lines(String text) {
    StringBuilder lines = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (c == '\n' || c == '\t') {
            lines.append((char) c);
          } else if (c != '\r') {
            append(lines, c);
          }
        });
    return lines.toString();
  }

  private static void append(StringBuilder line, int c) {
    if (isShown(c)) {
      line.appendCodePoint(c);
      return;
    }
    switch (c) {
      case '\n' -> line.append("\\n");
      case '\t' -> line.append("\\t");
      case '\r' -> line.append("\\r");
      default -> line.append(c < 0x10000 ? "\\u%04x".formatted(c) : "\\u{%x}".formatted(c));
    }
  }

  /// Control characters, what turns the direction of text or has no width, and halves of pairs are
  /// not shown.
  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
