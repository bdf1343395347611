package flybrain.cli;

import flybrain.InputException;
import flybrain.campaign.CampaignSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Mistakes in a campaign that options describe, in words of the options: no user sees the lines of
/// the text that is made of them.
final class DesignMistakes {
  private static final Pattern PLACE =
      Pattern.compile(
          Pattern.quote(CampaignSource.origin().toString()) + ":(\\d+): (.*)", Pattern.DOTALL);

  /// The options that give the values of keys; the user does not choose a step's name.
  private static final Map<String, String> OPTIONS =
      Map.ofEntries(
          Map.entry("threshold", "--threshold: "),
          Map.entry("q", "--q: "),
          Map.entry("rates", "--rates: "),
          Map.entry("rates2", "--rates2: "),
          Map.entry("silence_each", "--neurons: "),
          Map.entry("silence_pairs", "--neurons: "),
          Map.entry("drive_each", "--neurons: "),
          Map.entry("drive_sets", "--each-set: "));

  private DesignMistakes() {}

  /// The mistake with an option in place of a line, or as it is where it names no line.
  ///
  /// @param text of the campaign
  static InputException inOptions(InputException mistake, String text) {
    Matcher place = PLACE.matcher(String.valueOf(mistake.getMessage()));
    if (!place.matches()) {
      return mistake;
    }
    String key =
        text.lines()
            .skip(Long.parseLong(place.group(1)) - 1)
            .findFirst()
            .orElse("")
            .replaceFirst(" *=.*", "");
    String option = OPTIONS.get(key);
    String what = place.group(2);
    return new InputException(
        option == null ? what : option + what.replaceFirst("^" + Pattern.quote(key + ": "), ""),
        mistake);
  }
}
