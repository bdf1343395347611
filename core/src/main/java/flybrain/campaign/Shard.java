package flybrain.campaign;

import flybrain.InputException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One of the shards that the experiments of a stage are dealt to.
///
/// @param number counted from 1
/// @param of how many there are
public record Shard(int number, int of) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,7})/(\\d{1,7})");

  /// @throws InputException if there is no such shard
  public Shard {
    if (number < 1 || number > of) {
      throw new InputException(
          "shard %d/%d: must be one of 1/%d .. %d/%d"
              .formatted(number, of, Math.max(of, 1), Math.max(of, 1), Math.max(of, 1)));
    }
  }

  /// The shard of a text such as `3/40`.
  ///
  /// @throws InputException if it is not of this form
  public static Shard parse(String text) {
    Matcher shard = TEXT.matcher(text.strip());
    if (!shard.matches()) {
      throw new InputException(
          "shard '%s': must be its number and how many there are, such as 3/40".formatted(text));
    }
    return new Shard(Integer.parseInt(shard.group(1)), Integer.parseInt(shard.group(2)));
  }

  /// The text that [#parse] takes.
  @Override
  public String toString() {
    return number + "/" + of;
  }
}
