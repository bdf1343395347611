package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.parquet.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectomeExportTest {
  @TempDir private Path folder;

  /// A connection to a neuron that is not there cannot be written.
  @Test
  void brainThatCannotBeWritten_leavesTheOlderOneWhole() throws IOException {
    Neurons neurons = new Neurons(new long[] {1, 2, 3});
    ConnectomeExport.write(
        new Connectome("old", "0", neurons, new ConnectionsBuilder(3).add(0, 1, 5).build()),
        folder,
        Compression.SNAPPY);
    ConnectomeFiles files = ConnectomeFiles.ownIn(folder);
    byte[] ids = Files.readAllBytes(files.completeness());
    byte[] connections = Files.readAllBytes(files.connectivity());
    Connections broken = new ConnectionsBuilder(3).add(0, 1, 5).build();
    broken.targets().setAtIndex(Connections.INT, 0, 77);
    Connectome bad = new Connectome("bad", "0", new Neurons(new long[] {7, 8, 9}), broken);
    assertThatThrownBy(() -> ConnectomeExport.write(bad, folder, Compression.SNAPPY))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(Files.readAllBytes(files.completeness())).isEqualTo(ids);
    assertThat(Files.readAllBytes(files.connectivity())).isEqualTo(connections);
    assertThat(names()).containsExactly("completeness.csv", "connectivity.parquet");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
