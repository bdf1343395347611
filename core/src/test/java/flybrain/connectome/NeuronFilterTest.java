package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeuronFilterTest {
  private static final long ID = 720575940660219265L;

  @TempDir private Path folder;

  private Path table(String text) throws IOException {
    return Files.writeString(folder.resolve("neurons.csv"), text);
  }

  private static List<Long> select(Path file, String... conditions) throws IOException {
    List<NeuronFilter> filters = Stream.of(conditions).map(NeuronFilter::parse).toList();
    Neurons neurons = NeuronFilter.select(file, null, filters);
    return IntStream.range(0, neurons.size()).mapToObj(neurons::id).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "status=Traced, status, Traced, false, status=Traced",
    "status!=Orphan, status, Orphan, true, status!=Orphan",
    "' class = ALPN | LHLN ', class, ALPN+LHLN, false, class=ALPN|LHLN",
    "superclass, superclass, '', false, superclass",
    "' superclass ', superclass, '', false, superclass",
    "a=b=c, a, b=c, false, a=b=c",
    "a=!b, a, !b, false, a=!b",
    "a!=b!=c, a, b!=c, true, a!=b!=c"
  })
  void condition_hasAColumnAndItsValues(
      String text, String column, String values, boolean excluded, String typed) {
    NeuronFilter filter = NeuronFilter.parse(text);
    assertThat(filter.column()).isEqualTo(column);
    assertThat(filter.values())
        .isEqualTo(values.isEmpty() ? List.of() : List.of(values.split("\\+")));
    assertThat(filter.excluded()).isEqualTo(excluded);
    assertThat(filter).hasToString(typed);
    assertThat(NeuronFilter.parse(filter.toString())).isEqualTo(filter);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "=x", "!=x", " =x", "a=", "a!=", "a= ", "a=|", "a=x|", "a=|x", "a!=||"})
  void conditionWithoutColumnOrValue_isRefused(String text) {
    assertThatThrownBy(() -> NeuronFilter.parse(text))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "condition '%s': must be COLUMN=VALUE, COLUMN=VALUE|VALUE, COLUMN!=VALUE or COLUMN (has a value)",
            text);
  }

  @ParameterizedTest
  @CsvSource({
    "status=Traced, 1+4",
    "status=traced, 1+4",
    "STATUS=Traced, 1+4",
    "status=Traced|Orphan, 1+2+4",
    "status!=Orphan, 1+3+4+5",
    "status!=Orphan|Traced, 3+5",
    "status, 1+2+4",
    "side=NA, 4"
  })
  void neurons_areThoseThatFulfilTheCondition(String condition, String expected)
      throws IOException {
    Path file = table("id,status,side\n1,Traced,L\n2,Orphan,R\n3,,L\n4, Traced ,NA\n5,NA,R\n");
    assertThat(select(file, condition))
        .isEqualTo(Stream.of(expected.split("\\+")).map(Long::valueOf).toList());
  }

  @Test
  void severalConditions_mustAllHold() throws IOException {
    Path file = table("id,status,side\n1,Traced,L\n2,Orphan,L\n3,Traced,R\n");
    assertThat(select(file, "status=Traced", "side=L")).containsExactly(1L);
    assertThat(select(file, "side!=L", "status")).containsExactly(3L);
    assertThat(select(file)).as("no condition").containsExactly(1L, 2L, 3L);
  }

  @Test
  void neurons_keepTheOrderOfTheTableEachOnce() throws IOException {
    Path file =
        table("root_id,type\n%d,a\n7,b\n%d,a\n0,x\n,x\nNA,x\n-1,x\n".formatted(ID + 1, ID + 1));
    assertThat(select(file)).containsExactly(ID + 1, 7L);
  }

  @Test
  void nothingLeft_saysWhichValuesThereAre() throws IOException {
    Path file = table("id,status,side\n1,Orphan,L\n2,,R\n");
    assertThatThrownBy(() -> select(file, "status=Traced", "side=L|R"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": no neuron fulfils status=Traced and side=L|R; values of 'status': [Orphan,"
                + " (none)]; values of 'side': [L, R]");
    Path empty = table("id,status\n");
    assertThatThrownBy(() -> select(empty))
        .hasMessage(empty + ": no neuron fulfils anything: it has no rows with an id");
  }

  @Test
  void manyValues_areNotAllListed() throws IOException {
    StringBuilder text = new StringBuilder("id,type\n");
    IntStream.rangeClosed(1, 30).forEach(k -> text.append(k).append(",t").append(k).append('\n'));
    Path file = table(text.toString());
    assertThatThrownBy(() -> select(file, "type=x"))
        .hasMessageEndingWith("values of 'type': [t1, t2, t3, t4, t5, t6, t7, t8]");
  }

  @Test
  void missingColumn_isNamedWithTheNearest() throws IOException {
    Path file = table("id,status\n1,Traced\n");
    assertThatThrownBy(() -> select(file, "statis=Traced"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": has no column 'statis'; did you mean 'status'?; its columns are 'id',"
                + " 'status'");
    assertThat(NeuronFilter.parse("Status").isFor(file)).isTrue();
    assertThat(NeuronFilter.parse("statis").isFor(file)).isFalse();
    assertThatThrownBy(() -> NeuronFilter.select(file, "neuron", List.of()))
        .hasMessageContaining("has no column 'neuron'");
  }

  @Test
  void idThatIsNone_isNamedByItsLine() throws IOException {
    Path file = table("id,status\n1,Traced\n7.2e17,Traced\n");
    assertThatThrownBy(() -> select(file, "status=Traced"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": line 3: column 'id': neuron id '7.2e17': must be");
  }
}
