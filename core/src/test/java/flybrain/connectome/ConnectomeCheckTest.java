package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectomeCheckTest {
  @TempDir Path folder;
  private final List<String> findings = new ArrayList<>();

  @Test
  void blobId_isThatOfGit() throws IOException {
    // printf 'hello\n' | git hash-object --stdin
    assertThat(GitBlobId.of(Files.writeString(folder.resolve("hello"), "hello\n")))
        .isEqualTo("ce013625030ba8dba906f756967f9e9ca394464a");
  }

  @Test
  void soundFolder_passes() throws IOException {
    Fixtures.put(folder, "completeness.csv", "connectivity.parquet");
    assertThat(check("toy")).isTrue();
    assertThat(findings).hasSize(3);
    assertThat(findings.getLast()).startsWith("toy: 5 neurons, 7 connections, 2,463 synapses");
  }

  @Test
  void filesThatAreNotThoseOfTheRelease_fail() throws IOException {
    Fixtures.put(folder, "2025_Completeness_783.csv", "2025_Connectivity_783.parquet");
    assertThat(check("v783")).isFalse();
    assertThat(findings.get(1))
        .contains("2025_Connectivity_783.parquet: is not the published file of v783")
        .contains(GitBlobId.of(folder.resolve("2025_Connectivity_783.parquet")))
        .contains("not d386555d1a5f40ebfa1380bcb05b1fab044855fd")
        .contains("flybrain data fetch v783");
  }

  @Test
  void unreadableFolder_fails() throws IOException {
    Fixtures.put(folder, "completeness.csv", "connectivity.parquet");
    Files.writeString(folder.resolve("completeness.csv"), ",Completed\n1,True\n");
    assertThat(check("toy")).isFalse();
    assertThat(findings.getLast()).contains("neuron index");
  }

  private boolean check(String name) throws IOException {
    return ConnectomeCheck.of(
        new ConnectomeSource(name, ConnectomeFiles.in(folder).orElseThrow()),
        findings::add,
        Progress.NONE);
  }
}
