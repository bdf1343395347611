package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowChartTest {
  private static final Pattern LABEL =
      Pattern.compile("y=\"([-\\d.]+)\"[^>]*>(720575940\\d+ type side)<");

  @Test
  void twoHundredRows_haveALabelEach_thatDoNotTouch() {
    List<RowChart.Row> rows =
        IntStream.range(0, 200)
            .mapToObj(k ->
                new RowChart.Row(
                    "720575940600000%03d type side".formatted(k),
                    k,
                    k - 1,
                    k + 1,
                    0,
                    OkabeIto.BLUE,
                    true,
                    ""))
            .toList();
    RowChart chart = RowChart.bars(rows, List.of());
    String svg = PictureFile.svg(chart.picture("title", "", chart.chart("rate (Hz)", List.of())));
    List<MatchResult> labels = LABEL.matcher(svg).results().toList();
    assertThat(labels.stream().map(label -> label.group(2)))
        .containsExactlyElementsOf(rows.stream().map(RowChart.Row::label).toList());
    for (int k = 1; k < labels.size(); k++) {
      double above = Double.parseDouble(labels.get(k - 1).group(1));
      double below = Double.parseDouble(labels.get(k).group(1));
      // The font's letters, with what is below the line, are 11 points high.
      assertThat(below - above).isBetween(11.0, RowChart.ROW + 0.5);
    }
  }
}
