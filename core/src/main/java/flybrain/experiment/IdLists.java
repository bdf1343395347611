package flybrain.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The long lists of whole numbers in a TOML text, taken out of it: the parser of the rest needs
/// seconds for ten thousands of numbers, and spike files record sets of so many ids.
///
/// Only what is certainly such a list is taken; everything else stays for the parser to judge.
final class IdLists {
  /// In characters; the parser reads shorter lists in a few milliseconds.
  private static final int SHORTEST = 2000;

  /// Replaces a list in the text; its number follows.
  private static final String MARK = "\uE000list ";

  private static final Pattern START =
      Pattern.compile("(?m)^[ \\t]*(?:[A-Za-z0-9_-]+|\"[^\"\\\\\\p{Cntrl}]*\")[ \\t]*=[ \\t]*\\[");

  private final List<List<Object>> lists = new ArrayList<>();
  private final StringBuilder rest = new StringBuilder();

  /// @param text that may be TOML
  IdLists(String text) {
    // In text over several lines a line may look like a list.
    boolean isPlain = !text.contains("\"\"\"") && !text.contains("'''") && !text.contains(MARK);
    Matcher start = START.matcher(text);
    int copied = 0;
    while (isPlain && text.length() >= SHORTEST && start.find(copied)) {
      int end = text.indexOf(']', start.end());
      List<Object> list = end - start.end() < SHORTEST ? null : numbers(text, start.end(), end);
      if (list == null || !isEndOfLine(text, end + 1)) {
        rest.append(text, copied, start.end());
        copied = start.end();
        continue;
      }
      rest.append(text, copied, start.end() - 1).append('"').append(MARK).append(lists.size());
      rest.append('"');
      // Messages name lines.
      text.substring(start.end(), end)
          .chars()
          .filter(c -> c == '\n')
          .forEach(_ -> rest.append('\n'));
      lists.add(list);
      copied = end + 1;
    }
    rest.append(text, copied, text.length());
  }

  /// The text without the lists; its lines have their numbers.
  String rest() {
    return rest.toString();
  }

  /// The list that a value names, otherwise the value.
  @Nullable Object value(@Nullable Object parsed) {
    return parsed instanceof String text && text.startsWith(MARK)
        ? lists.get(Integer.parseInt(text.substring(MARK.length())))
        : parsed;
  }

  private static boolean isEndOfLine(String text, int from) {
    int at = from;
    while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
      at++;
    }
    return at == text.length() || text.charAt(at) == '\n' || text.startsWith("\r\n", at);
  }

  /// The numbers with commas between them, null for anything else.
  private static @Nullable List<Object> numbers(String text, int from, int end) {
    List<Object> numbers = new ArrayList<>();
    long number = 0;
    int digits = 0;
    boolean isComplete = false;
    for (int at = from; at < end; at++) {
      char c = text.charAt(at);
      if (c >= '0' && c <= '9') {
        // A zero in front is no TOML, and 18 digits always fit.
        if (isComplete || (digits > 0 && number == 0) || ++digits > 18) {
          return null;
        }
        number = 10 * number + (c - '0');
      } else if (c == ',') {
        if (digits == 0) {
          return null;
        }
        numbers.add(number);
        number = 0;
        digits = 0;
        isComplete = false;
      } else if (c == ' ' || c == '\t' || c == '\n' || (c == '\r' && text.charAt(at + 1) == '\n')) {
        isComplete = digits > 0;
      } else {
        return null;
      }
    }
    if (digits > 0) {
      numbers.add(number);
    }
    return Collections.unmodifiableList(numbers);
  }
}
