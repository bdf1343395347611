package flybrain.serve;

import static flybrain.serve.Served.MN9_LEFT;
import static flybrain.serve.Served.MN9_RIGHT;
import static flybrain.serve.Served.column;
import static flybrain.serve.Served.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.UnknownNeuronException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BrainMethodsTest {
  @TempDir private Path folder;
  private final Served served = new Served();
  private Path five;

  @BeforeEach
  void write() throws IOException {
    five = Served.brain(folder.resolve("five"));
  }

  @Test
  void open_saysWhatWasOpened() throws IOException {
    Reply reply = served.ask("open", "{'connectome': '%s'}", five);
    Map<String, ?> result = reply.result();
    assertThat(result.get("name")).isEqualTo("five");
    assertThat(result.get("origin")).isEqualTo(five.resolve("connectivity.parquet").toString());
    assertThat(result.get("synthetic")).isEqualTo(false);
    assertThat(result.get("neurons")).isEqualTo(5);
    assertThat(result.get("connections")).isEqualTo(3);
    assertThat(result.get("w_syn")).isEqualTo(0.275);
    assertThat(result.get("w_syn_source")).isEqualTo("Shiu et al. 2024");
    assertThat((String) result.get("sha256")).matches("[0-9a-f]{64}");
    assertThat(reply.columns()).isEmpty();
    assertThat(served.log).isEqualTo(result.get("notices"));
  }

  @Test
  void neurons_areInTheOrderAskedFor() throws IOException {
    long brain = served.open(five);
    Reply reply =
        served.ask("neurons", "{'brain': %d, 'neurons': ['55', 'MN9_left', %d]}", brain, MN9_RIGHT);
    assertThat(column(reply, "id")).containsExactly(55L, MN9_LEFT, MN9_RIGHT);
    assertThat(column(reply, "index")).containsExactly(4, 2, 1);
    assertThat(Served.columns(reply)).containsExactly("id int64", "index int32");
    assertThat(value(reply, "names"))
        .as("ids as text: JavaScript would round numbers")
        .isEqualTo(Map.of("" + MN9_LEFT, "MN9_left", "" + MN9_RIGHT, "MN9_right"));
    assertThat((List<?>) value(reply, "absent")).isEmpty();
    assertThat((List<?>) value(reply, "warnings")).isEmpty();
  }

  @Test
  void absentNeurons_areAnErrorUnlessTheyAreSkipped() throws IOException {
    long brain = served.open(five);
    String params = "{'brain': %d, 'selection': '55,66,22,77'%s}";
    assertThatThrownBy(() -> served.ask("neurons", params, brain, ""))
        .isInstanceOf(UnknownNeuronException.class)
        .hasMessageContaining("66, 77");
    Reply reply = served.ask("neurons", params, brain, ", 'missing': 'skip'");
    assertThat(column(reply, "id")).containsExactly(55L, 22L);
    assertThat(value(reply, "absent")).isEqualTo(List.of("66", "77"));
    assertThat(value(reply, "warnings").toString()).contains("66", "77");
    assertThatThrownBy(() -> served.ask("neurons", params, brain, ", 'missing': 'ignore'"))
        .hasMessage("parameter missing = \"ignore\": must be error or skip");
  }

  /// Neurons without output have no row among those of others.
  @Test
  void connections_areByPresynapticNeuron() throws IOException {
    Reply reply = served.ask("connections", "{'brain': %d}", served.open(five));
    assertThat(Served.columns(reply)).containsExactly("pre int32", "post int32", "weight int32");
    assertThat(column(reply, "pre")).containsExactly(1, 1, 3);
    assertThat(column(reply, "post")).containsExactly(0, 3, 4);
    assertThat(column(reply, "weight")).containsExactly(300, -40, 300);
  }

  private Path table(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void annotations_areOfTheNeuronsAskedFor() throws IOException {
    Path types = table("types.csv", "root_id,type,side\n55,MN,left\n22,GRN,\n44,MN,right\n");
    Path classes = table("classes.csv", "root_id,super_class\n22,sensory\n");
    Reply opened =
        served.ask(
            "open", "{'connectome': '%s', 'annotations': ['%s', '%s']}", five, types, classes);
    Object brain = value(opened, "brain");
    Reply all = served.ask("annotations", "{'brain': %s}", brain);
    assertThat(column(all, "id")).containsExactly(22L, MN9_RIGHT, MN9_LEFT, 44L, 55L);
    assertThat(words(all, "type")).containsExactly("GRN", "-", "-", "MN", "MN");
    assertThat(words(all, "side")).containsExactly("-", "-", "-", "right", "left");
    assertThat(words(all, "super_class")).containsExactly("sensory", "-", "-", "-", "-");

    Reply some = served.ask("annotations", "{'brain': %s, 'neurons': [55, 22]}", brain);
    assertThat(column(some, "id")).containsExactly(55L, 22L);
    assertThat(words(some, "type")).containsExactly("MN", "GRN");
    assertThat(column(served.ask("annotations", "{'brain': %s, 'selection': 'MN'}", brain), "id"))
        .containsExactly(44L, 55L);
  }

  /// The values of a column, `-` for none.
  private static List<String> words(Reply reply, String column) {
    List<String> values = new ArrayList<>();
    for (Object described : (List<?>) value(reply, "annotations")) {
      Map<?, ?> facts = (Map<?, ?>) described;
      if (column.equals(facts.get("name"))) {
        ((List<?>) Objects.requireNonNull(facts.get("values")))
            .forEach(value -> values.add(value.toString()));
      }
    }
    return column(reply, column).stream()
        .map(code -> code.intValue() < 0 ? "-" : values.get(code.intValue()))
        .toList();
  }

  @Test
  void tablesOfARequest_areOfItsHandleAlone() throws IOException {
    Path types = table("types.csv", "root_id,type\n55,MN\n");
    served.ask("open", "{'connectome': '%s', 'annotations': '%s'}", five, types);
    Reply plain = served.ask("annotations", "{'brain': %d}", served.open(five));
    assertThat((List<?>) value(plain, "annotations")).isEmpty();
    assertThat(Served.columns(plain)).containsExactly("id int64");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          annotations | 7           | parameter annotations = 7: must be a file, or a list of files
          annotations | ['a.csv', 7] | parameter annotations = ["a.csv",7]: must be a file, or a list of files
          annotations | 'a\\u0000'   | annotations = 'a\0': Nul character not allowed
          annotations | ['a\\u0000'] | annotations = 'a\0': Nul character not allowed
          annotations | 'none.csv'  | none.csv: no such file; check the path
          connectome  | 'a\\u0000'   | connectome 'a\0': Nul character not allowed
          connectome  | 'v738'      | connectome 'v738': no such name or folder; allowed: synthetic, v783, v630 or a folder; did you mean 'v783'?
          connectome  | 7           | parameter connectome = 7: must be text
          connectome  | {}          | parameter connectome = {}: must be a name, a folder, or both of completeness, connectivity
          connectome  | {'completeness': 'a'} | parameter connectome = {"completeness":"a"}: must be a name, a folder, or both of completeness, connectivity
          connectome  | {'files': 'a'} | parameter 'files' is unknown; allowed: completeness, connectivity
          brain       | 7           | parameter 'brain' is unknown; allowed: connectome, annotations
          """)
  void brainThatCannotBeOpened_isRefused(String name, String value, String message) {
    String connectome = name.equals("connectome") ? "" : ", 'connectome': '" + five + "'";
    String params = "{'" + name + "': " + value + connectome + "}";
    assertThatThrownBy(() -> served.ask("open", params.replace("%", "%%")))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"neurons", "annotations", "connections", "close"})
  void brainThatIsClosed_isUnknown(String method) throws IOException {
    long brain = served.open(five);
    served.ask("close", "{'brain': %d}", brain);
    String neurons = method.equals("neurons") ? ", 'neurons': 22" : "";
    assertThatThrownBy(() -> served.ask(method, "{'brain': %d%s}", brain, neurons))
        .isInstanceOf(InputException.class)
        .hasMessage("parameter brain = %d: must be the handle of a brain that is open", brain);
  }

  @Test
  void noNeurons_areRefused() throws IOException {
    long brain = served.open(five);
    assertThatThrownBy(() -> served.ask("neurons", "{'brain': %d, 'neurons': []}", brain))
        .hasMessage("neurons: the list is empty; name at least one");
  }
}
