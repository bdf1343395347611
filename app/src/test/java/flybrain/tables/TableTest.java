package flybrain.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TableTest {
  /// A cell of a line of text: words with one space between them.
  private static final Pattern CELL = Pattern.compile("\\S+(?: \\S+)*");

  private static Table table() {
    Table table = new Table("name", "count", "in");
    table.add(List.of("a, \"b\"", 5, List.of("x", "y z")));
    table.add(Arrays.asList("c", null, List.of()));
    table.add(List.of("d", 1234, List.of("x")));
    return table;
  }

  @Test
  void text_isAlignedWithNumbersToTheRight() {
    assertThat(table().text())
        .isEqualTo(
            """
            name    count  in
            a, "b"      5  x, y z
            c           -
            d        1234  x
            """);
  }

  static Stream<RandomGenerator> randoms() {
    return LongStream.range(0, 50).mapToObj(SplittableRandom::new);
  }

  /// Cells without two spaces in a row, so the text can be taken apart again.
  @ParameterizedTest
  @MethodSource("randoms")
  void textOfManyRows_hasEachCellUnderItsName(RandomGenerator random) {
    Table table = new Table("word", "count", "a list", "rare", "eighths");
    List<List<String>> cells = new ArrayList<>();
    cells.add(table.columns());
    int rows = random.nextInt(1, 400);
    for (int r = 0; r < rows; r++) {
      int length = random.nextInt(1, 60);
      String word = "w".repeat(length / random.nextInt(1, 60)) + r;
      int count = random.nextInt() >> random.nextInt(32);
      Long rare = random.nextInt(20) == 0 ? random.nextLong(1000) : null;
      double eighths = random.nextInt(1000) / 8.0;
      table.add(Arrays.asList(word, count, List.of(word, "y z"), rare, eighths));
      String shown = rare == null ? "-" : rare.toString();
      cells.add(List.of(word, "" + count, word + ", y z", shown, "" + eighths));
    }
    List<List<MatchResult>> lines =
        table.text().lines().map(line -> CELL.matcher(line).results().toList()).toList();
    assertThat(lines.stream().map(line -> line.stream().map(MatchResult::group).toList()))
        .containsExactlyElementsOf(cells);
    assertThat(table.text()).doesNotContain(" \n");
    boolean hasRare = cells.stream().skip(1).anyMatch(line -> !line.get(3).equals("-"));
    int end = -2;
    for (int c = 0; c < 5; c++) {
      int column = c;
      IntStream starts = lines.stream().mapToInt(line -> line.get(column).start());
      IntStream ends = lines.stream().mapToInt(line -> line.get(column).end());
      boolean isNumber = c == 1 || c == 4 || (c == 3 && hasRare);
      assertThat((isNumber ? ends : starts).distinct().count()).as("column %d", c).isEqualTo(1);
      // The widest cell is two spaces after the column before.
      assertThat(lines.stream().mapToInt(line -> line.get(column).start()).min()).hasValue(end + 2);
      end = lines.stream().mapToInt(line -> line.get(column).end()).max().orElseThrow();
    }
  }

  @Test
  void textOfTenThousandRows_isAsWideAsTheLastOfThem() {
    Table table = new Table("name", "n");
    for (int r = 0; r < 10_000; r++) {
      table.add(List.of(r == 9_999 ? "the last one" : "x", r));
    }
    List<String> lines = table.text().lines().toList();
    assertThat(lines).hasSize(10_001);
    assertThat(lines.getFirst()).isEqualTo("name             n");
    assertThat(lines.get(1)).isEqualTo("x                0");
    assertThat(lines.getLast()).isEqualTo("the last one  9999");
  }

  @Test
  void textWithEmptyCells_keepsTheColumnsApart() {
    Table table = new Table("", "b", "c");
    table.add(List.of("", "", "x"));
    table.add(List.of("a", "", ""));
    assertThat(table.text()).isEqualTo("   b  c\n      x\na\n");
    assertThat(new Table().text()).isEqualTo("\n");
  }

  @Test
  void csv_quotesWhatNeedsIt() {
    assertThat(table().csv())
        .isEqualTo(
            """
            name,count,in
            "a, ""b""\",5,x;y z
            c,,
            d,1234,x
            """);
  }

  @Test
  void json_isAListOfObjects() {
    assertThat(table().json().replaceAll("\\s+", " "))
        .isEqualTo(
            "[ { \"name\" : \"a, \\\"b\\\"\", \"count\" : 5, \"in\" : [ \"x\", \"y z\" ] },"
                + " { \"name\" : \"c\", \"count\" : null, \"in\" : [ ] },"
                + " { \"name\" : \"d\", \"count\" : 1234, \"in\" : [ \"x\" ] } ] ");
  }

  /// Whatever table has a column of ids, its rows go through this.
  @Test
  void columnOfIds_hasOneInEachRow() {
    for (String column : List.of("flywire_id", "first_flywire_id", "flyid")) {
      Table table = new Table("n", column);
      table.add(List.of(1, 720575940660219265L));
      assertThat(table.json()).contains("\"" + column + "\" : \"720575940660219265\"");
      assertThat(table.csv()).isEqualTo("n," + column + "\n1,720575940660219265\n");
      assertThatThrownBy(() -> table.add(Arrays.asList(1, null)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("every row must have one");
      assertThatThrownBy(() -> table.add(List.of(1, "720575940660219265")))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void emptyTable_hasItsHeader() {
    Table empty = new Table("name", "count");
    assertThat(empty.text()).isEqualTo("name  count\n");
    assertThat(empty.csv()).isEqualTo("name,count\n");
    assertThat(empty.json()).isEqualTo("[ ]\n");
  }

  @Test
  void fractions_areWrittenAsPythonDoes_andNaNIsNotThere() {
    Table table = new Table("x");
    for (double x : new double[] {1, 1e-5, Double.NaN, 1e16, Double.POSITIVE_INFINITY}) {
      table.add(List.of(x));
    }
    assertThat(table.csv()).isEqualTo("x\n1.0\n1e-05\n\n1e+16\n\n");
    assertThat(table.json().replaceAll("\\s+", ""))
        .isEqualTo("[{\"x\":1.0},{\"x\":1.0E-5},{\"x\":null},{\"x\":1.0E16},{\"x\":null}]");
  }

  @Test
  void onlyAndRounded_keepTheRows() {
    Table table = new Table("a", "b", "c");
    table.add(Arrays.asList(1, 2.000049, null));
    assertThat(table.only(List.of("c", "b")).rounded().csv()).isEqualTo("c,b\n,2.0\n");
  }

  @Test
  void rowOfAnotherWidth_isRefused() {
    assertThatThrownBy(() -> new Table("name").add(List.of(1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 cells for 1 columns");
  }
}
