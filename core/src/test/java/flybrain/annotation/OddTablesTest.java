package flybrain.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables as spreadsheets, scripts and people leave them.
class OddTablesTest {
  private static final List<Long> IDS =
      List.of(720575940660219265L, 720575940660219266L, Long.MAX_VALUE);

  @TempDir private Path folder;

  private final AnnotationTables tables = new AnnotationTables(IDS.size(), IDS::indexOf);

  private AnnotationReport.OfTable add(String text) throws IOException {
    return tables.add(Files.writeString(folder.resolve("t.csv"), text), null);
  }

  private List<String> values(String column) {
    NeuronAnnotations annotations = tables.complete();
    return IntStream.range(0, IDS.size())
        .mapToObj(neuron -> annotations.value(column, neuron))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\ufeffroot_id,type\n720575940660219266,LC4\n",
        "root_id,type\r\n720575940660219266,LC4\r\n",
        "root_id,type\n720575940660219266,LC4",
        "root_id,type\n\n720575940660219266,LC4\n\n",
        "root_id;type\n720575940660219266;LC4\n",
        "root_id\ttype\n720575940660219266\tLC4\n",
        "\"root_id\",\"type\"\n\"720575940660219266\",\"LC4\"\n",
        "root_id, type\n 720575940660219266 , LC4 \n",
        "Root ID,Cell Type\n'720575940660219266',LC4\n",
        "type,pt_root_id\nLC4,720575940660219266\n"
      })
  void tableHoweverItIsWritten_isRead(String text) throws IOException {
    assertThat(add(text).rows()).isEqualTo(1);
    assertThat(values("type")).containsExactly("", "LC4", "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NA", "N/A", "nan", "NaN", "None", "null", "NULL", "<NA>", "", "  "})
  void wordsForNoValue_areNone(String none) throws IOException {
    add("root_id,type\n720575940660219265,%s\n720575940660219265,LC4\n".formatted(none));
    assertThat(values("type")).containsExactly("LC4", "", "");
    assertThat(tables.report().tables().getFirst().contradictions()).isEmpty();
  }

  /// Ids that mean no neuron, and a neuron with the largest id there can be.
  @Test
  void idsAtTheEnds_areLeftOutOrTaken() throws IOException {
    AnnotationReport.OfTable report =
        add(
            """
            root_id,type
            0,a
            -1,b
            -9223372036854775808,c
            NaN,d
            9223372036854775807,e
            1,f
            """);
    assertThat(report.withoutId()).isEqualTo(4);
    assertThat(report.unknown()).isEqualTo(1);
    assertThat(values("type")).containsExactly("", "", "e");
  }

  @ParameterizedTest
  @CsvSource({
    "-5, must be a whole number from 1 to 9223372036854775807",
    "9223372036854775808, this one is a missing value that was cast",
    "7.205759406602193e17, a float or a spreadsheet rounds ids",
    "720575940660219265.0, a float or a spreadsheet rounds ids",
    "LC4, must be a whole number such as 720575940660219265"
  })
  void whatIsNoId_isRefused_withItsLine(String id, String message) {
    assertThatThrownBy(() -> add("root_id,type\n720575940660219265,ok\n%s,x\n".formatted(id)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("t.csv: line 3: column 'root_id': neuron id '" + id + "'")
        .hasMessageContaining(message);
  }

  @Test
  void tableWithoutRows_annotatesNothing() throws IOException {
    AnnotationReport.OfTable report = add("root_id,type\n");
    assertThat(report.rows()).isZero();
    assertThat(report.columns()).containsExactly(Map.entry("type", "type"));
    assertThat(values("type")).containsExactly("", "", "");
    assertThat(tables.report().annotated()).isZero();
  }

  /// Two columns of one name: the first is taken, the other said to be left out.
  @Test
  void columnThatIsThereTwice_isReadOnce() throws IOException {
    AnnotationReport.OfTable report = add("root_id,note,Note,type\n720575940660219265,a,b,c\n");
    assertThat(report.ignored()).containsExactly("Note");
    assertThat(values("note")).containsExactly("a", "", "");
  }

  @Test
  void severalNamesForTheType_areAllKept_theBestAsTheType() throws IOException {
    AnnotationReport.OfTable report =
        add("root_id,cell_type,primary_type\n720575940660219265,fine,finer\n");
    assertThat(report.columns())
        .containsEntry("primary_type", "type")
        .containsEntry("cell_type", "cell_type");
    assertThat(values("type")).containsExactly("finer", "", "");
    assertThat(values("cell_type")).containsExactly("fine", "", "");
  }

  @ParameterizedTest
  @CsvSource({
    "[1 2 3], 1, 2, 3",
    "'[1,2,3]', 1, 2, 3",
    "'(1.5, -2e3, +3)', 1.5, -2e3, 3",
    "1 2 3, 1, 2, 3",
    "'[  412344   118236     2680]', 412344, 118236, 2680"
  })
  void position_isThreeNumbersHoweverWritten(String cell, String x, String y, String z)
      throws IOException {
    add("root_id,position\n720575940660219266,\"%s\"\n".formatted(cell));
    assertThat(List.of(values("x").get(1), values("y").get(1), values("z").get(1)))
        .containsExactly(x, y, z);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[1 2]", "[1 2 3 4]", "here", "[]"})
  void positionOfAnotherSize_isRefused(String cell) {
    assertThatThrownBy(() -> add("root_id,position\n720575940660219266,%s\n".formatted(cell)))
        .hasMessage(
            "%s: line 2: column 'position': '%s': must be three numbers, as in [412344 118236 2680]",
            folder.resolve("t.csv"), cell);
  }

  /// A point is one of a table: its coordinates do not come from two.
  @Test
  void position_isNotMixedWithCoordinatesOfAnotherTable() throws IOException {
    add("root_id,x\n720575940660219266,7\n");
    AnnotationReport.OfTable second = add("root_id,position\n720575940660219266,[1 2 3]\n");
    assertThat(second.furtherPositions()).isEqualTo(1);
    assertThat(values("x")).containsExactly("", "7", "");
    assertThat(tables.complete().value("y", 1)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "L, left",
    "l, left",
    "R, right",
    "M, center",
    "C, center",
    "Midline, center",
    "left, left",
    "RIGHT, RIGHT",
    "both, both"
  })
  void sides_areWords(String cell, String side) throws IOException {
    add("root_id,soma_side\n720575940660219265,%s\n".formatted(cell));
    assertThat(values("side")).startsWith(side);
  }

  /// The first table that knows something has the say; a table says how often it was overruled.
  @Test
  void order_ofTablesDecides() throws IOException {
    add("root_id,type\n720575940660219265,a\n");
    AnnotationReport.OfTable second =
        add("root_id,type\n720575940660219265,b\n720575940660219265,a\n720575940660219265,c\n");
    assertThat(values("type")).startsWith("a");
    assertThat(second.contradictions().get("type"))
        .isEqualTo(new AnnotationReport.Contradictions(2, "720575940660219265: 'b', kept 'a'"));
    assertThat(tables.report().tables()).hasSize(2);
    assertThat(tables.report().neurons()).isEqualTo(3);
  }
}
