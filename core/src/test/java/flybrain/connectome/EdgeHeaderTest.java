package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Columns that are chosen, ambiguous, or of a type that cannot be read; names in general are in
/// `EdgeListTest`.
class EdgeHeaderTest {
  private static final Path BOOL_SIGN = Fixtures.parquet("edges-bool-sign");

  @TempDir private Path folder;

  private static EdgeList.Rules rules(
      @Nullable TransmitterTable transmitters,
      boolean allExcitatory,
      Map<EdgeColumn, String> columns) {
    return new EdgeList.Rules(
        null, false, 1, SignRule.SHIU_2024, transmitters, allExcitatory, columns);
  }

  private static String pairs(Path file, EdgeList.Rules rules) throws IOException {
    Connections connections = EdgeList.read(file, "mine", rules).brain().connections();
    StringBuilder pairs = new StringBuilder();
    for (int pre = 0; pre < connections.neurons(); pre++) {
      for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
        pairs.append("%d %d %d;".formatted(pre, connections.target(c), connections.weight(c)));
      }
    }
    return pairs.toString();
  }

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("edges.csv"), text.replace('~', '\n'));
  }

  /// A column of truth values says the sign, but not to us: all connections would excite.
  @Test
  void signsThatCannotBeRead_areNotPassedOver() {
    for (boolean allExcitatory : new boolean[] {false, true}) {
      assertThatThrownBy(() -> pairs(BOOL_SIGN, rules(null, allExcitatory, Map.of())))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "%s: header: column 'Excitatory' has neither numbers nor text; store it as whole"
                  + " numbers, 1 for excitatory and -1 for inhibitory, or remove it",
              BOOL_SIGN);
    }
  }

  /// Where the user says where the signs are from, no other column matters.
  @Test
  void signsOfAnotherTable_takeTheirPlace() throws IOException {
    TransmitterTable transmitters =
        TransmitterTable.read(csv("root_id,nt_type~1,GABA~2,ACH~"), null);
    assertThat(pairs(BOOL_SIGN, rules(transmitters, false, Map.of()))).isEqualTo("0 1 -5;1 0 7;");
    assertThat(pairs(BOOL_SIGN, rules(null, false, Map.of(EdgeColumn.SIGN, "s"))))
        .isEqualTo("0 1 -5;1 0 7;");
  }

  @Test
  void numbersThatCannotBeRead_areNamed() {
    Path file = Fixtures.parquet("edges-decimal-count");
    assertThatThrownBy(() -> pairs(file, EdgeList.Rules.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s: header: column 'count' has neither numbers nor text; store it as whole numbers",
            file);
  }

  /// A chosen column takes the place of the one with the known name.
  @Test
  void chosenColumns_comeBeforeKnownNames() throws IOException {
    Path file = csv("pre,post,count,cell,n,kind~1,2,900,2,-5,x~2,1,900,1,7,y~");
    EdgeList.Rules rules =
        rules(null, false, Map.of(EdgeColumn.POSTSYNAPTIC, "cell", EdgeColumn.COUNT, "n"));
    assertThat(pairs(file, rules)).isEqualTo("0 1 -5;1 0 7;");
    assertThat(EdgeList.read(file, "mine", rules).report().ignoredColumns())
        .containsExactly("post", "count", "kind");
  }

  @Test
  void chosenSign_comesBeforeATransmitter() throws IOException {
    Path file = csv("pre,post,count,nt_type,s~1,2,5,ACH,-1~2,1,7,GABA,1~");
    assertThat(pairs(file, rules(null, false, Map.of(EdgeColumn.SIGN, "s"))))
        .isEqualTo("0 1 -5;1 0 7;");
    assertThat(pairs(file, EdgeList.Rules.DEFAULT)).isEqualTo("0 1 5;1 0 -7;");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "pre,post,count,sign,nt~1,2,5,1,ACH | columns 'sign' and 'nt' both give the sign; remove one",
        "pre,post,count,weight~1,2,5,5 | columns 'count' and 'weight' mean the same; remove one",
        "pre,Pre_ID,post,count~1,1,2,5 | columns 'pre' and 'Pre_ID' mean the same; remove one",
        "pre,post,count,gaba_avg,GABA avg~1,2,5,1,1 | column 'GABA avg' appears twice; remove one",
        "pre,post,count,sgn~1,2,5,1 | column 'sgn' is unknown and might change the meaning of the table: rename or remove it; did you mean 'sign'?",
        "pre,count~1,5 | has no column with the ids of the postsynaptic neurons; allowed names: post,"
      })
  void ambiguousHeader_isRefused(String table, String message) throws IOException {
    Path file = csv(table + "~");
    assertThatThrownBy(() -> pairs(file, EdgeList.Rules.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": header: " + message);
  }

  @Test
  void chosenColumnThatIsNotThere_isNamedWithTheOption() throws IOException {
    Path file = csv("pre,post,count~1,2,-5~");
    assertThatThrownBy(() -> pairs(file, rules(null, false, Map.of(EdgeColumn.COUNT, "cont"))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s: header: has no column 'cont' (--column count=cont); did you mean 'count'?; its"
                + " columns are 'pre', 'post', 'count'",
            file);
  }

  /// Each needs all six scores: a missing one may be the largest.
  @Test
  void someScoresAlone_doNotGiveTheSign() throws IOException {
    Path file = csv("pre,post,count,gaba_avg,ach_avg,glut_avg,oct_avg,ser_avg~1,2,5,1,0,0,0,0~");
    assertThatThrownBy(() -> pairs(file, EdgeList.Rules.DEFAULT))
        .hasMessageContaining(
            "has transmitter scores but not da_avg; the largest of all six gives");
  }
}
