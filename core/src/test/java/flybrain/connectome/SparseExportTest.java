package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Goldens are by SciPy: `core/src/test/python/make_sparse_files.py`.
class SparseExportTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"weight_csr.npz", "weight_coo.npz"})
  void matrices_haveTheArraysOfSciPy(String name) throws IOException {
    Connections connections = ConnectivityFile.read(Fixtures.parquet("snappy"), Fixtures.neurons());
    SparseExport.write(connections, folder);
    assertThat(arrays(folder.resolve(name)))
        .isEqualTo(arrays(Path.of("src/test/resources/flybrain/connectome", name)));
  }

  @Test
  void matricesOfTheSameConnections_areTheSameBytes() throws IOException {
    Connections connections = new ConnectionsBuilder(3).add(0, 2, -5).add(2, 0, 1).build();
    SparseExport.write(connections, folder);
    byte[] first = Files.readAllBytes(folder.resolve("weight_coo.npz"));
    SparseExport.write(connections, folder);
    assertThat(Files.readAllBytes(folder.resolve("weight_coo.npz"))).isEqualTo(first);
  }

  @Test
  void matrixThatIsThere_isKept() throws IOException {
    Path there = Files.writeString(folder.resolve("weight_coo.npz"), "mine");
    assertThatThrownBy(() -> SparseExport.checkFolder(folder, false))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(there + ": already exists");
    SparseExport.checkFolder(folder, true);
  }

  /// The bytes of each array, with its header, by its name.
  private static Map<String, String> arrays(Path file) throws IOException {
    Map<String, String> arrays = new TreeMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      Enumeration<? extends ZipEntry> entries = zip.entries();
      while (entries.hasMoreElements()) {
        ZipEntry entry = entries.nextElement();
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        arrays.put(entry.getName(), HexFormat.of().formatHex(bytes));
      }
    }
    return arrays;
  }
}
