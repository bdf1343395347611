package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NeuronReferenceTest {
  @TempDir Path folder;

  @Test
  void list_mixesNamesIdsAndFiles() {
    assertThat(NeuronReference.parseList("sugar, 720575940660219265,@my ids.txt,9"))
        .containsExactly(
            new NeuronReference.Name("sugar"),
            new NeuronReference.Id(720575940660219265L),
            new NeuronReference.InFile(Path.of("my ids.txt")),
            new NeuronReference.Id(9));
  }

  @Test
  void idsBeyondDoubles_areExact() {
    assertThat(NeuronReference.parse("9007199254740993"))
        .isEqualTo(new NeuronReference.Id(9007199254740993L));
    assertThat(NeuronReference.parse("9223372036854775807"))
        .isEqualTo(new NeuronReference.Id(Long.MAX_VALUE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|a neuron is empty",
        "sugar,,bitter|a neuron is empty",
        "sugar,|a neuron is empty",
        "@|@ids.txt",
        "9223372036854775808|neuron id '9223372036854775808': must be a whole number from 0 to",
        "-5|neuron id '-5': must be a whole number from 0 to",
        "7.20575940660219e17|neuron id '7.20575940660219e17': must be a whole number with all its digits",
        "720575940660219265.0|a float or a spreadsheet rounds ids"
      })
  void badReference_isRefused(String text, String message) {
    assertThatThrownBy(() -> NeuronReference.parseList(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void label_countsIds() {
    assertThat(NeuronReference.label(NeuronReference.parseList("1,sugar,2,@a/ids.txt,3")))
        .isEqualTo("sugar + ids.txt + 3 ids");
    assertThat(NeuronReference.label(NeuronReference.parseList("7"))).isEqualTo("7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\n720575940660219265\n6\n",
        "5,720575940660219265,6",
        "5\r\n720575940660219265\r\n6\r\n",
        "\uFEFF5 720575940660219265\t6 # all three",
        "# comment\n\n5, 720575940660219265,\n 6;\n",
        "flywire_id,type\n5,a\n720575940660219265,\"b,c\"\n6,\n",
        ",Completed\n5,True\n720575940660219265,True\n6,True\n",
        "id;side\n\"5\";left\n'720575940660219265';right\n6;left",
        "root_id\tside\n5\tleft\n720575940660219265\tright\n6\tleft"
      })
  void fileOfIds_isReadInItsOrder(String text) throws IOException {
    assertThat(IdFile.read(file(text))).containsExactly(5L, 720575940660219265L, 6L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|no neuron id in this file",
        "# only a comment|no neuron id in this file",
        "sugar|no neuron id in this file",
        "5~6~x7|:3: neuron id 'x7'",
        "5~6~5|:3: neuron id 5 stands twice, first in line 1",
        "id,rate~7.2E17,3|:2: neuron id '7.2E17': must be a whole number with all its digits",
        "5~99999999999999999999|:2: neuron id '99999999999999999999'",
        "id,x~,3|:2: neuron id ''"
      })
  void badFileOfIds_namesLineAndValue(String text, String message) throws IOException {
    Path file = file(text.replace('~', '\n'));
    assertThatThrownBy(() -> IdFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void unreadableFileOfIds_isNamed() throws IOException {
    Path absent = folder.resolve("absent.txt");
    assertThatThrownBy(() -> IdFile.read(absent))
        .isInstanceOf(InputException.class)
        .hasMessage(absent + ": no such file of neuron ids");
    assertThatThrownBy(() -> IdFile.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(folder.toString());
    Path binary = folder.resolve("binary");
    Files.write(binary, new byte[] {'5', '\n', (byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> IdFile.read(binary))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not a text file");
  }

  private Path file(String text) throws IOException {
    return Files.write(folder.resolve("ids.txt"), text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void emptyList_hasAnEmptyLabel() {
    assertThat(NeuronReference.label(List.of())).isEmpty();
  }
}
