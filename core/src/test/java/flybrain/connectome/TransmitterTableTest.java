package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransmitterTableTest {
  @TempDir private Path folder;

  private Path file(String table) throws IOException {
    return Files.writeString(folder.resolve("neurons.csv"), table);
  }

  private TransmitterTable read(String table, @Nullable String column) throws IOException {
    return TransmitterTable.read(file(table), column);
  }

  /// The surest of the columns, wherever it is.
  @ParameterizedTest
  @CsvSource({
    "'root_id,nt_type,consensus_nt', consensus_nt, GABA",
    "'top_nt,root_id,nt_type', nt_type, GABA",
    "'root_id,predicted_nt,Top NT', Top NT, GABA",
    "'nt,neurotransmitter,root_id', neurotransmitter, ACH"
  })
  void column_isFoundByItsName(String header, String column, String transmitter)
      throws IOException {
    int id = java.util.List.of(header.split(",", -1)).indexOf("root_id");
    String row = id == 0 ? "7,ACH,GABA" : id == 1 ? "ACH,7,GABA" : "GABA,ACH,7";
    TransmitterTable table = read(header + "\n" + row + "\n", null);
    assertThat(table.column()).isEqualTo(column);
    assertThat(table.of(7)).isEqualTo(transmitter);
    assertThat(table.file()).isEqualTo(folder.resolve("neurons.csv"));
  }

  @Test
  void column_isTheOneThatIsNamed() throws IOException {
    TransmitterTable table = read("root_id,nt_type,mine\n7,ACH,GABA\n", "mine");
    assertThat(table.of(7)).isEqualTo("GABA");
    assertThat(table.column()).isEqualTo("mine");
  }

  @Test
  void neuronOfTwoRows_hasTheFirst_andContradictionsAreCounted() throws IOException {
    TransmitterTable table =
        read("root_id,nt_type\n7,ACH\n8,GABA\n7,GLUT\n7,ACH\n8,GABA\n7,\n7,GLUT\n", null);
    assertThat(table.of(7)).isEqualTo("ACH");
    assertThat(table.of(8)).isEqualTo("GABA");
    assertThat(table.contradictions()).isEqualTo(3);
  }

  /// Without a value is another thing than not there: messages say which.
  @Test
  void neuronWithoutAValue_isInTheTable() throws IOException {
    TransmitterTable table = read("root_id,nt_type\n7,\n0,ACH\n-1,GABA\n,SER\n", null);
    assertThat(table.of(7)).isEmpty();
    assertThat(table.of(8)).isEqualTo("(neuron not in the table)");
    assertThat(table.of(0)).isEqualTo("(neuron not in the table)");
    assertThat(table.of(-1)).isEqualTo("(neuron not in the table)");
  }

  @Test
  void tableWithoutTransmitters_isRefused() throws IOException {
    Path file = file("root_id,type\n7,LC4\n");
    assertThatThrownBy(() -> TransmitterTable.read(file, null))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s: has no column of transmitters such as consensus_nt, nt_type, top_nt, predicted_nt;"
                + " its columns are 'root_id', 'type'; name it with --transmitter-column",
            file);
    assertThatThrownBy(() -> TransmitterTable.read(file, "typ"))
        .hasMessage(
            "%s: has no column 'typ'; did you mean 'type'?; its columns are 'root_id', 'type'",
            file);
  }

  @Test
  void columnOfIds_mayBeNamed() throws IOException {
    Path file = file("root_id,cell,nt\n1,7,ACH\n");
    assertThat(TransmitterTable.read(file, null, "Cell").of(7)).isEqualTo("ACH");
    assertThatThrownBy(() -> TransmitterTable.read(file, null, "neuron"))
        .hasMessageStartingWith(file + ": has no column 'neuron'");
  }
}
