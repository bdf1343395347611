package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowNamesTest {
  private static final Pattern NAME = Pattern.compile("y=\"([-\\d.]+)\"[^>]*>(name \\d+)<");

  @Test
  void namesOfLowRows_doNotTouch_andKeepTheirOrder() {
    // Twenty named rows in a block of 4 points each, at the end.
    List<MatchResult> names = names(200, row -> row >= 180);
    assertThat(names).hasSize(20);
    for (int k = 0; k < names.size(); k++) {
      assertThat(names.get(k).group(2)).isEqualTo("name " + (180 + k));
      if (k > 0) {
        double distance = at(names.get(k)) - at(names.get(k - 1));
        // The font's letters, with what is below the line, are 11 points high.
        assertThat(distance).isGreaterThanOrEqualTo(11);
      }
    }
  }

  @Test
  void moreNamesThanThereIsRoomFor_areTheFirst() {
    List<MatchResult> names = names(200, _ -> true);
    assertThat(names.size()).isBetween(40, 80);
    assertThat(names.getLast().group(2)).isEqualTo("name " + (names.size() - 1));
  }

  private static double at(MatchResult name) {
    return Double.parseDouble(name.group(1));
  }

  private static List<MatchResult> names(int rows, IntPredicate named) {
    HeatMap map =
        new HeatMap(
            "",
            List.of("a", "b"),
            IntStream.range(0, rows).mapToObj(k -> named.test(k) ? "name " + k : "").toList(),
            "",
            "",
            new ColorScale.Even(1),
            _ -> "");
    Picture picture = Picture.of("title", "", 400, 800, map.chart(new double[rows][2]));
    return NAME.matcher(PictureFile.svg(picture)).results().toList();
  }
}
