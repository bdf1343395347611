package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompletenessFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void read_takesEitherLineEndAndKeepsTheOrder(String end) throws IOException {
    Neurons neurons = read(String.join(end, ",Completed", "30,True", "10,True", "20,False", ""));
    assertThat(neurons.size()).isEqualTo(3);
    assertThat(neurons.id(0)).isEqualTo(30);
    assertThat(neurons.indexOf(20)).isEqualTo(2);
    assertThat(neurons.indexOf(25)).isEqualTo(-1);
  }

  @Test
  void read_takesAByteOrderMark() throws IOException {
    assertThat(read("\uFEFF,Completed\n7,True\n").id(0)).isEqualTo(7);
  }

  @Test
  void write_givesTheBytesOfPandas() throws IOException {
    Path file = folder.resolve("completeness.csv");
    CompletenessFile.write(file, new Neurons(new long[] {720575940596125868L, 5}));
    assertThat(file).hasContent(",Completed\n720575940596125868,True\n5,True\n");
    assertThat(folder).isDirectoryContaining(f -> f.equals(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``|is empty
          id,name%1,a|header 'id,name'
          root_id%5|header 'root_id'
          ,Completed|has no neurons
          ,Completed%7,True%x,True|line 3: neuron id 'x': must be a whole number
          ,Completed%7.2E+17,True|a float or a spreadsheet rounds ids
          ,Completed%99999999999999999999,True|line 2: neuron id '99999999999999999999'
          ,Completed%%7,True%7.5,True|line 4: neuron id '7.5'
          ,Completed%0,True|line 2: neuron id '0': must be a whole number from 1
          ,Completed%-1,True|line 2: neuron id '-1': must be
          ,Completed%5,True%6,True%5,True|neuron id 5 appears twice, in rows 0 and 2
          ,Completed%"5,True|is not CSV
          ,Completed%5,"True%6,True%7,True|is not CSV
          """)
  void read_refusesABadTable(String text, String reason) {
    assertThatThrownBy(() -> read(text.replace("%", "\n")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("completeness.csv: ")
        .hasMessageContaining(reason);
  }

  @Test
  void read_refusesAMissingFile() {
    assertThatThrownBy(() -> CompletenessFile.read(folder.resolve("absent.csv")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("absent.csv: no such file");
    assertThatThrownBy(() -> CompletenessFile.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is a folder");
  }

  private Neurons read(String text) throws IOException {
    return CompletenessFile.read(Files.writeString(folder.resolve("completeness.csv"), text));
  }
}
