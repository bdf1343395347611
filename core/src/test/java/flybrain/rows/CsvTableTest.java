package flybrain.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.writer.CsvWriter;
import flybrain.InputException;
import flybrain.Property;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
  private static final List<String> NAMES = List.of("pre", "post", "count");

  @TempDir private Path folder;

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  private List<List<String>> read(String text) throws IOException {
    try (TableFile table = TableFile.open(write(text))) {
      return RowTexts.of(table);
    }
  }

  /// Commas where several are equally frequent.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b~1,2~             | 1      | 2",
        "a;b~1;2~             | 1      | 2",
        "a>b~1>2~             | 1      | 2",
        "a;b~1,5;2~           | 1,5    | 2",
        "a>b>c, d~1>2, 5>3~   | 1      | 2, 5",
        "a;b>c,d~1;0,2~       | 1;0    | 2",
        "a>b;c~1;0>2~         | 1;0    | 2"
      })
  void separator_isTheMostFrequentOfTheFirstLine(String text, String first, String second)
      throws IOException {
    List<String> row = read(text.replace('~', '\n').replace('>', '\t')).getFirst();
    assertThat(row.subList(0, 2)).containsExactly(first, second);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n", "\r"})
  void lineEnds_ofEverySystemAreRead(String end) throws IOException {
    assertThat(read("\uFEFFid,nt" + end + "7,ACH" + end + "8," + end))
        .containsExactly(List.of("7", "ACH"), List.of("8", ""));
    try (TableFile table = TableFile.open(folder.resolve("table.csv"))) {
      assertThat(table.columns()).as("without the byte order mark").containsExactly("id", "nt");
    }
  }

  @Test
  void blanksAroundFields_areNoPartOfThem() throws IOException {
    try (TableFile table = TableFile.open(write(" id , cell type \n 7 ,  T4 a \n"))) {
      assertThat(table.columns()).containsExactly("id", "cell type");
      assertThat(RowTexts.of(table)).containsExactly(List.of("7", "T4 a"));
    }
  }

  @Test
  void quotedFields_mayHaveSeparatorsQuotesAndLines() throws IOException {
    assertThat(read("id,text\n7,\"a, \"\"b\"\"\nc\"\n8,d\n"))
        .containsExactly(List.of("7", "a, \"b\"\nc"), List.of("8", "d"));
  }

  @Test
  void place_isTheLineWhereTheRowBegins() throws IOException {
    try (TableFile table = TableFile.open(write("id,text\n7,\"a\nb\"\n\n8,c\n"))) {
      TableRows rows = table.rows(List.of(Column.string("text"), Column.string("id")));
      assertThat(rows.next()).isTrue();
      assertThat(rows.place(0)).isEqualTo(table.path() + ": line 2: column 'text'");
      assertThat(rows.next()).as("the empty line is no row").isTrue();
      assertThat(rows.place(1)).isEqualTo(table.path() + ": line 5: column 'id'");
      assertThat(rows.text(1)).isEqualTo("8");
      assertThat(rows.next()).isFalse();
    }
  }

  @Test
  void columns_areNumberedAsTheyAreAskedFor() throws IOException {
    try (TableFile table = TableFile.open(write("a,b,c\n1,2,3\n"))) {
      TableRows rows = table.rows(List.of(Column.string("c"), Column.string("a")));
      assertThat(rows.next()).isTrue();
      assertThat(rows.text(0)).isEqualTo("3");
      assertThat(rows.text(1)).isEqualTo("1");
    }
  }

  @Test
  void numbers_areHadAsTextOrFraction() throws IOException {
    try (TableFile table = TableFile.open(write("n\n720575940660219265\n 0.5 \n-1e3\nNA\n''\n"))) {
      assertThat(table.type("n")).isEqualTo(ColumnType.STRING);
      TableRows rows = table.rows(List.of(Column.string("n")));
      assertThat(rows.next()).isTrue();
      assertThat(rows.text(0)).isEqualTo("720575940660219265");
      assertThatThrownBy(() -> rows.whole(0))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("n is text");
      double[] rest =
          IntStream.range(0, 4)
              .mapToDouble(row -> {
                try {
                  return rows.next() ? rows.real(0) : 0;
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              })
              .toArray();
      assertThat(rest).containsExactly(0.5, -1000, Double.NaN, Double.NaN);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\r\n\r\n", "\uFEFF"})
  void fileWithoutALine_isEmpty(String text) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> TableFile.open(file))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": is empty; expected a line of column names, then rows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id,nt", "id,nt\n", "id,nt\r\n\r\n"})
  void header_mayHaveNoRows(String text) throws IOException {
    assertThat(read(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "7,ACH,1", "7,\"ACH\" or GABA"})
  void rowThatIsNoRowOfTheHeader_isRefused(String row) throws IOException {
    assertRefused(row, "each row must have the columns of the header");
  }

  @Test
  void quoteThatIsNeverClosed_isToBeClosed() throws IOException {
    assertRefused("7,\"ACH", "close the quote");
  }

  /// That a row is refused as line 3 of a table.
  private void assertRefused(String row, String advice) throws IOException {
    Path file = write("id,nt\n6,GABA\n" + row + "\n8,ACH,2\n");
    try (TableFile table = TableFile.open(file)) {
      TableRows rows = table.rows(List.of(Column.string("id")));
      assertThat(rows.next()).isTrue();
      assertThatThrownBy(rows::next)
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(file + ": is not a table: ")
          .hasMessageContaining("3")
          .hasMessageEndingWith("; " + advice);
    }
  }

  @Test
  void textOfAnotherEncoding_isRefusedWhereverItBegins() throws IOException {
    byte[] header = "id,Größe\n7,1\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = Files.write(folder.resolve("latin.csv"), header);
    String message = file + ": is not a text file (UTF-8); unpack it or save it as CSV or TSV";
    assertThatThrownBy(() -> TableFile.open(file))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
    byte[] late =
        ("id,nt\n" + "7,ACH\n".repeat(40_000) + "8,é\n").getBytes(StandardCharsets.ISO_8859_1);
    Files.write(file, late);
    try (TableFile table = TableFile.open(file)) {
      assertThatThrownBy(() -> RowTexts.of(table))
          .isInstanceOf(InputException.class)
          .hasMessage(message);
    }
  }

  @Test
  void missingColumn_isNamedWithThoseThatAreThere() throws IOException {
    try (TableFile table = TableFile.open(write("id,nt\n"))) {
      assertThatThrownBy(() -> table.type("side"))
          .isInstanceOf(InputException.class)
          .hasMessage(table.path() + ": has no column 'side'; its columns are 'id', 'nt'");
      assertThat(table.unreadableColumns()).isEmpty();
      assertThat(table.metadata()).isEmpty();
      assertThat(table.namesAssumed()).isFalse();
    }
  }

  @Test
  void firstLineOfNumbers_isDataWhereNamesAreKnown() throws IOException {
    try (TableFile table = TableFile.open(write("7,720575940660219265,3\n8,9,1\n"), NAMES)) {
      assertThat(table.namesAssumed()).isTrue();
      assertThat(table.columns()).isEqualTo(NAMES);
      TableRows rows = table.rows(List.of(Column.string("post"), Column.string("count")));
      assertThat(rows.next()).isTrue();
      assertThat(rows.place(0)).isEqualTo(table.path() + ": line 1: column 'post'");
      assertThat(rows.text(0)).isEqualTo("720575940660219265");
      assertThat(RowTexts.of(rows, 2)).containsExactly(List.of("9", "1"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"7,8,3\n", " 7 , 8 , 3\n", "\uFEFF7;8;3\n", "\"7\",\"8\",\"3\"\n"})
  void dataWithoutAHeader_isKnownHoweverItIsWritten(String text) throws IOException {
    try (TableFile table = TableFile.open(write(text), NAMES)) {
      assertThat(table.namesAssumed()).isTrue();
      assertThat(RowTexts.of(table)).containsExactly(List.of("7", "8", "3"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pre,8,3\n", "7,post,3\n", "7,8\n", "7,8,3,4\n", ",8,3\n", "7,-8,3\n"})
  void anyOtherFirstLine_isTheHeader(String text) throws IOException {
    try (TableFile table = TableFile.open(write(text), NAMES)) {
      assertThat(table.namesAssumed()).isFalse();
      assertThat(table.columns()).containsExactly(text.strip().split(",", -1));
      assertThat(RowTexts.of(table)).isEmpty();
    }
  }

  @Property(tries = 40)
  void anyTable_isReadAsItWasWritten(RandomGenerator random) throws IOException {
    Path file = folder.resolve("any.csv");
    char separator = ",;\t".charAt(random.nextInt(3));
    int columns = random.nextInt(1, 6);
    List<String> header = IntStream.range(0, columns).mapToObj(k -> "c" + k).toList();
    List<List<String>> rows =
        Stream.generate(() -> Stream.generate(() -> field(random)).limit(columns).toList())
            .limit(random.nextInt(20))
            .toList();
    try (CsvWriter writer = CsvWriter.builder().fieldSeparator(separator).build(file)) {
      writer.writeRecord(header);
      rows.forEach(writer::writeRecord);
    }
    try (TableFile table = TableFile.open(file)) {
      assertThat(table.columns()).isEqualTo(header);
      assertThat(RowTexts.of(table)).isEqualTo(rows);
    }
  }

  /// Never blank alone and without blanks around it: a line of one empty field is no row.
  private static String field(RandomGenerator random) {
    String inner =
        random
            .ints(random.nextInt(5), 0, 8)
            .mapToObj(k -> List.of(",", ";", "\t", "\"", "\n", " ", "é", "0").get(k))
            .reduce("", String::concat);
    return "x" + inner + "y";
  }
}
