package flybrain.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.compare.RunComparison;
import flybrain.compare.SpikeMatches;
import flybrain.figures.OverlapFigure;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The matrices of three runs, as their picture shows them.
class OverlapTableTest {
  private static final Pattern TEXT = Pattern.compile(">([^<>]+)</text");

  private final OverlapTable table = new OverlapTable(3);

  /// The cells of a matrix, row by row.
  private List<String> cells(String title) {
    String svg = new OverlapFigure("x", 1, 1, 144, List.of("a", "b", "c")).svg(table.measures(0.3));
    List<String> texts = TEXT.matcher(svg).results().map(text -> text.group(1).strip()).toList();
    assertThat(texts).contains(title);
    List<String> rest = texts.subList(texts.indexOf(title) + 1, texts.size());
    return rest.stream().filter(text -> text.matches("–|1|0\\.\\d\\d")).limit(9).toList();
  }

  private static RunComparison runs(@Nullable SpikeMatches matches) {
    return Comparisons.of(
        matches,
        new double[] {10, 12},
        new double[] {4, 4},
        new double[] {20, 10},
        new double[] {0, 4});
  }

  /// 17 of 34 and 30 spikes: F1 is 34 / 64.
  private static SpikeMatches matches() {
    return new SpikeMatches(17, 0, 0, List.of());
  }

  @Test
  void pair_isOnBothSidesOfTheDiagonal() {
    table.add(0, 1, runs(matches()));
    table.add(2, 1, runs(null));
    assertThat(cells("Neurons that fire: Jaccard index"))
        .containsExactly("1", "0.75", "–", "0.75", "1", "0.75", "–", "0.75", "1");
    assertThat(cells("Rates of shared neurons: Pearson's r"))
        .as("of 10, 4, 20 and 12, 4, 10")
        .containsExactly("1", "0.61", "–", "0.61", "1", "0.61", "–", "0.61", "1");
    assertThat(cells("Spikes within 0.3 ms: F1"))
        .containsExactly("1", "0.53", "–", "0.53", "1", "–", "–", "–", "1");
  }

  @Test
  void silentRuns_haveNoNumbers() {
    table.add(0, 1, Comparisons.of(new SpikeMatches(0, 0, 0, List.of())));
    assertThat(cells("Spikes within 0.3 ms: F1")).contains("–").doesNotContain("0.00");
    assertThat(cells("Rates of shared neurons: Pearson's r").get(1)).isEqualTo("–");
  }
}
