package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectomeSourceTest {
  @TempDir private Path folder;

  @Test
  void builtInBrain_saysThatItIsMadeUp() {
    ConnectomeSource synthetic = ConnectomeSource.synthetic();
    assertThat(synthetic.isSynthetic()).isTrue();
    assertThat(synthetic.paths()).isEmpty();
    assertThat(synthetic.words())
        .isEqualTo(
            "connectome synthetic: built in, synthetic stand-in; the real brain: flybrain data"
                + " fetch v783");
  }

  /// What must not be written over: both files, the notes, and tables of the neurons that are read.
  @Test
  void folder_isReadWithItsTables() throws IOException {
    for (String name : new String[] {"neurons.csv.gz", "names.tsv", "other.csv"}) {
      Files.createFile(folder.resolve(name));
    }
    ConnectomeSource source = new ConnectomeSource("mine", ConnectomeFiles.ownIn(folder));
    assertThat(source.isSynthetic()).isFalse();
    assertThat(source.paths())
        .containsExactly(
            folder.resolve("completeness.csv"),
            folder.resolve("connectivity.parquet"),
            folder.resolve("neurons.csv.gz"),
            folder.resolve("names.tsv"),
            folder.resolve("connectome.json"));
    assertThat(source.words())
        .isEqualTo("connectome mine: " + folder.resolve("connectivity.parquet"));
  }
}
