package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Matrices as they are in an SVG.
class MatrixChartTest {
  private static final Pattern TEXT = Pattern.compile(">([^<>]+)</text");

  private static List<String> texts(List<String> names, double[][] values) {
    String svg =
        PictureFile.svg(
            Picture.of("page", "", 400, 400, MatrixChart.chart("Jaccard", names, values)));
    return TEXT.matcher(svg).results().map(text -> text.group(1).strip()).toList();
  }

  private static String cell(double value) {
    List<String> names = List.of("event", "nest");
    List<String> plain = texts(names, new double[][] {{1, 1}, {1, 1}});
    List<String> texts = texts(names, new double[][] {{1, 1}, {value, 1}});
    return IntStream.range(0, texts.size())
        .filter(k -> !texts.get(k).equals(plain.get(k)))
        .mapToObj(texts::get)
        .findFirst()
        .orElse("1");
  }

  /// A number below 1 is never shown as 1.
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "0, 0",
    "0.5, 0.50",
    "0.123, 0.12",
    "0.994, 0.99",
    "0.996, 0.996",
    "0.9996, 0.9996",
    "0.99999, &gt; 0.9999",
    "NaN, –",
    "0.001, 0.00"
  })
  void numbers_haveTwoDecimals_moreNearOne(double value, String text) {
    assertThat(cell(value)).isEqualTo(text);
  }

  @Test
  void names_areOnBothAxes_numbersInTheCells() {
    List<String> texts = texts(List.of("event", "nest"), new double[][] {{1, 0.25}, {0.75, 1}});
    assertThat(texts).contains("page", "Jaccard", "0.25", "0.75");
    assertThat(texts.stream().filter("event"::equals)).hasSize(2);
    assertThat(texts.stream().filter("1"::equals)).hasSize(2);
    assertThat(texts.indexOf("0.25")).as("row by row").isLessThan(texts.indexOf("0.75"));
  }

  @Test
  void cellsThatAreTooSmall_haveNoNumbers() {
    double[][] values = new double[60][60];
    Arrays.stream(values).forEach(row -> Arrays.fill(row, 0.37));
    List<String> names = IntStream.range(0, 60).mapToObj(k -> "n" + k).toList();
    assertThat(texts(names, values)).doesNotContain("0.37");
  }
}
