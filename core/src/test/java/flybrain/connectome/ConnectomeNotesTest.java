package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ConnectomeNotesTest {
  private static final String SHA = "0123456789abcdef".repeat(4);
  private static final Connectome BRAIN =
      new Connectome("five", SHA, Fixtures.neurons(), Fixtures.connections());

  @TempDir private Path folder;

  private void write(ConnectomeNotes notes) throws IOException {
    try (AtomicFile file = notes.prepare(folder)) {
      file.commit();
    }
  }

  private Path write(String text) throws IOException {
    return Files.writeString(ConnectomeNotes.in(folder), text.replace('\'', '"'));
  }

  private double weight() throws IOException {
    return ConnectomeNotes.apply(BRAIN, folder).weight().millivolts();
  }

  @Test
  void brainWithoutNotes_keepsTheWeightOfThePaper() throws IOException {
    assertThat(weight()).isEqualTo(0.275);
  }

  @Test
  void notes_areReadAsTheyWereWritten() throws IOException {
    SynapseWeight weight = new SynapseWeight(0.12375, "a \"source\" µ\n");
    write(
        new ConnectomeNotes(
            SHA, weight, Map.of("files", List.of("a.csv", Map.of("w_syn", 9)), "rows", 15)));
    assertThat(ConnectomeNotes.apply(BRAIN, folder).weight()).isEqualTo(weight);
    Map<?, ?> read = JsonMapper.shared().readValue(ConnectomeNotes.in(folder).toFile(), Map.class);
    assertThat(read.get("sha256")).isEqualTo(SHA);
    assertThat(read.get("w_syn")).isEqualTo(0.12375);
    assertThat(read.get("rows")).isEqualTo(15);
    assertThat(Files.readString(ConnectomeNotes.in(folder))).endsWith("}\n");
  }

  @Test
  void notesThatAreNotCommitted_leaveNothing() throws IOException {
    write("{'sha256': '%s', 'w_syn': 0.5, 'w_syn_source': 'x'}".formatted(SHA));
    new ConnectomeNotes(SHA, new SynapseWeight(0.1, "y"), Map.of()).prepare(folder).close();
    assertThat(weight()).isEqualTo(0.5);
    assertThat(folder).isDirectoryNotContaining(file -> !file.endsWith("connectome.json"));
  }

  @Test
  void notesOfAnotherBrain_areRefused() throws IOException {
    Path file = write("{'sha256': 'ffff', 'w_syn': 0.5, 'w_syn_source': 'x'}");
    assertThatThrownBy(this::weight)
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": belongs to a brain of SHA-256 ffff, but the files beside it are of"
                + " 0123456789ab; import it again, or remove this file to use w_syn = 0.275 mV");
  }

  /// Keys that are not needed may be anything, in any order.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'w_syn_source': 'x', 'w_syn': 0.5, 'sha256': '%s'}",
        "{'a': {'w_syn': 9, 'b': [{}]}, 'sha256': '%s', 'w_syn': 0.5, 'w_syn_source': 'x', 'c': null}",
        "\n{ 'sha256':'%s','w_syn' : 5e-1, 'w_syn_source':'', 'list': ['w_syn', 7] }\n\n"
      })
  void otherKeys_areLeftAlone(String text) throws IOException {
    write(text.formatted(SHA));
    assertThat(weight()).isEqualTo(0.5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                                                 | must have a number w_syn",
        "[]                                                 | must have a number w_syn",
        "7                                                  | must have a number w_syn",
        "{'w_syn': 0.5, 'w_syn_source': 'x'}                | texts w_syn_source and sha256",
        "{'w_syn': '0.5', 'w_syn_source': 'x', 'sha256': ''} | must have a number w_syn",
        "{'w_syn': 0.5, 'w_syn_source': 7, 'sha256': ''}    | must have a number w_syn",
        "{'w_syn': 0.5, 'w_syn_source': 'x', 'sha256': ''   | is not JSON",
        "{'w_syn': 0.5, 'w_syn_source': 'x', 'sha256': ''}} | is not JSON",
        "{'w_syn': 0.5, 'w_syn_source': 'x', 'sha256': ''} 1 | is not JSON",
        "{'w_syn': NaN, 'w_syn_source': 'x', 'sha256': ''}  | is not JSON",
        "``                                                 | must have a number w_syn",
        "w_syn = 0.5                                        | is not JSON"
      })
  void otherFile_isRefused(String text, String message) throws IOException {
    Path file = write(text);
    assertThatThrownBy(this::weight)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message)
        .hasMessageContaining("import the brain again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "-1e400"})
  void weightThatIsNotFinite_isRefused(String weight) throws IOException {
    write("{'sha256': '%s', 'w_syn': %s, 'w_syn_source': 'x'}".formatted(SHA, weight));
    assertThatThrownBy(this::weight).isInstanceOf(InputException.class);
  }
}
