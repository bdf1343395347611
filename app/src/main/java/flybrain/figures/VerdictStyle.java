package flybrain.figures;

import flybrain.campaign.Answer;
import flybrain.campaign.Verdict;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jfree.chart.LegendItem;

/// How answers of a campaign look: a colour each; only effects are filled.
final class VerdictStyle {
  private static final Color NONE = new Color(0x8C8C8C);

  private VerdictStyle() {}

  static Color color(Verdict verdict) {
    return switch (verdict) {
      case NECESSARY, LOWERS -> OkabeIto.VERMILION;
      case SUFFICIENT, RAISES -> OkabeIto.BLUE;
      case SMALL_EFFECT -> OkabeIto.SKY_BLUE;
      case NOT_ENOUGH_TRIALS -> OkabeIto.ORANGE;
      case NO_EFFECT, READ_OUT_SILENT -> NONE;
      case RUNAWAY -> OkabeIto.BLACK;
    };
  }

  /// A legend entry for each answer that there is, with how many.
  static List<LegendItem> legend(List<Answer> answers) {
    Map<Verdict, Long> counts =
        answers.stream().collect(Collectors.groupingBy(Answer::verdict, Collectors.counting()));
    return Arrays.stream(Verdict.values())
        .filter(counts::containsKey)
        .map(verdict ->
            Legends.square(verdict.toString(), counts.getOrDefault(verdict, 0L), color(verdict)))
        .toList();
  }
}
