package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Property;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectivityFileTest {
  private static final String EXPECTED =
      Connectome.of("fixture", Fixtures.neurons(), Fixtures.connections()).fingerprint();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "snappy",
        "zstd",
        "brotli",
        "none",
        "gzip",
        "lz4",
        "duckdb-sum",
        "int32",
        "plain",
        "shuffled",
        "doubled",
        "no-ids",
        "text-id"
      })
  void read_givesTheSameConnectionsFromEveryForm(String name) throws IOException {
    assertThat(fingerprint(Fixtures.parquet(name))).isEqualTo(EXPECTED);
  }

  @Test
  void read_takesAFileWithoutConnections() throws IOException {
    Connections none = ConnectivityFile.read(Fixtures.parquet("empty"), Fixtures.neurons());
    assertThat(none.size()).isZero();
    assertThat(none.neurons()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          null            | column 'Excitatory x Connectivity', row 3 (counted from 0): has no value
          float           | column 'Excitatory x Connectivity', row 3 (counted from 0): 1.5; must be a whole number
          double-id       | column 'Presynaptic_ID', row 0 (counted from 0): 720575940600000000 is too large for a double, which rounds whole numbers from 9007199254740992 on; store the column as int64
          list            | no column 'Excitatory x Connectivity'
          no-weight       | no column 'Excitatory x Connectivity'; its columns are 'Presynaptic_ID',
          index-too-large | column 'Postsynaptic_Index', row 5 (counted from 0): neuron index 5; the completeness table has 5 neurons, indices 0 .. 4
          index-negative  | column 'Presynaptic_Index', row 2 (counted from 0): neuron index -1
          index-huge      | column 'Presynaptic_Index', row 4 (counted from 0): neuron index 4294967297
          id-of-another   | column 'Postsynaptic_ID', row 3 (counted from 0): id 720575940600000009; the completeness table has 720575940600000001 at index 1 of this row, and this id at index 2
          id-unknown      | column 'Presynaptic_ID', row 6 (counted from 0): id 720575940600000000; the completeness table has 720575940600000007 at index 4 of this row, and does not contain this id
          overflow        | column 'Excitatory x Connectivity', row 2 (counted from 0): 2147483648 synapses
          sum-overflow    | connection 720575940600000001 -> 720575940600000003: the synapses of its rows add up to 2147483687, which exceeds 32 bits
          """)
  void read_refusesABadTable(String name, String reason) {
    assertThatThrownBy(() -> ConnectivityFile.read(Fixtures.parquet(name), Fixtures.neurons()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(name + ".parquet: ")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "5 -1 5|'Excitatory' is -1 and 'Connectivity' is 5",
        "5 1 -5|'Excitatory' is 1 and 'Connectivity' is 5",
        "5 1 6|'Excitatory' is 1 and 'Connectivity' is 5",
        "5 2 10|'Excitatory' is 2 and 'Connectivity' is 5",
        "0 1 5|'Excitatory' is 1 and 'Connectivity' is 0",
        "-5 -1 5|'Excitatory' is -1 and 'Connectivity' is -5",
        "5 -1 -5|",
        "0 0 0|",
        "? -1 5|'Excitatory' is -1;",
        "? -1 -5|",
        "5 ? -6|'Connectivity' is 5;",
        "5 ? -5|"
      })
  void read_refusesARowThatContradictsItself(String row, String reason) throws IOException {
    Path file = folder.resolve("signs.parquet");
    List<String> values = List.of(row.split(" "));
    List<Column> columns = new ArrayList<>(List.of(Column.int64("Presynaptic_Index")));
    columns.add(Column.int64("Postsynaptic_Index"));
    List<Column> signs =
        List.of(ConnectivityFile.SYNAPSES, ConnectivityFile.SIGN, ConnectivityFile.WEIGHT);
    signs.stream()
        .filter(column -> !values.get(signs.indexOf(column)).equals("?"))
        .forEach(columns::add);
    ColumnBatch rows = new ColumnBatch(columns, 1);
    for (int column = 2; column < columns.size(); column++) {
      rows.longs(column)[0] = Long.parseLong(values.get(signs.indexOf(columns.get(column))));
    }
    rows.setRows(1);
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.SNAPPY, Map.of())) {
      writer.write(rows);
      writer.commit();
    }
    if (reason == null) {
      assertThat(ConnectivityFile.read(file, Fixtures.neurons()).weight(0))
          .isEqualTo(Integer.parseInt(values.get(2)));
    } else {
      assertThatThrownBy(() -> ConnectivityFile.read(file, Fixtures.neurons()))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(file + ": column 'Excitatory x Connectivity', row 0")
          .hasMessageContaining(reason);
    }
  }

  @Test
  @Tag("shared")
  void contradictingSigns_areRefused() throws IOException {
    Path brain =
        Path.of(System.getProperty("flybrain.shared"), "cases", "contradicting-signs", "brain");
    ConnectomeFiles files = ConnectomeFiles.in(brain).orElseThrow();
    Neurons neurons = CompletenessFile.read(files.completeness());
    assertThatThrownBy(() -> ConnectivityFile.read(files.connectivity(), neurons))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'Excitatory' is -1");
  }

  @Test
  void read_refusesOtherFormats() throws IOException {
    Path file =
        Files.writeString(folder.resolve("connectivity.parquet"), "pre,post,weight\n1,2,3\n");
    assertThatThrownBy(() -> fingerprint(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("connectivity.parquet: is not a Parquet file");
    assertThatThrownBy(() -> fingerprint(folder.resolve("absent.parquet")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("absent.parquet: no such file");
  }

  @Property(tries = 40)
  void read_refusesAFileThatWasCutShort(RandomGenerator random) throws IOException {
    byte[] whole = Files.readAllBytes(Fixtures.parquet("snappy"));
    Path file = folder.resolve("cut.parquet");
    Files.write(file, Arrays.copyOf(whole, random.nextInt(whole.length)));
    assertThatThrownBy(() -> fingerprint(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cut.parquet: ");
  }

  /// Parquet has checksums only where a writer chose so: damage may pass, but never break anything.
  @Property(tries = 300)
  void read_survivesAFlippedByte(RandomGenerator random) throws IOException {
    String[] forms = {"snappy", "zstd", "brotli", "none", "int32", "shuffled"};
    byte[] whole = Files.readAllBytes(Fixtures.parquet(forms[random.nextInt(forms.length)]));
    whole[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
    Path file = folder.resolve("flipped.parquet");
    Files.write(file, whole);
    try {
      assertThat(fingerprint(file)).hasSize(64);
    } catch (InputException e) {
      assertThat(e).hasMessageContaining("flipped.parquet: ");
    }
  }

  private static String fingerprint(Path file) throws IOException {
    Neurons neurons = Fixtures.neurons();
    return Connectome.of("fixture", neurons, ConnectivityFile.read(file, neurons)).fingerprint();
  }
}
