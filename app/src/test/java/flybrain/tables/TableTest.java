package flybrain.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
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
