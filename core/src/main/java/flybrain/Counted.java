package flybrain;

import java.util.Locale;

/// Numbers of things in sentences: `1 trial`, `30 trials`.
public final class Counted {
  private Counted() {}

  /// A number with its noun, in the plural unless the number is 1; commas part its thousands.
  ///
  /// @param noun of a single thing, whose plural ends in `s`
  public static String of(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
