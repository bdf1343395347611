package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flybrain.connectome.ArrayFile;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeExport;
import flybrain.connectome.ConnectomeStore;
import flybrain.files.TemporaryFolder;
import flybrain.parquet.Compression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

class NetworkFileTest {
  private static final Connectome MADE = Circuit.large().connectome();

  @TempDir private Path folder;

  private Connectome mapped = MADE;
  private Path cached = Path.of("");

  @BeforeEach
  void map() throws IOException {
    Path brain = folder.resolve("brain");
    ConnectomeExport.write(MADE, brain, Compression.SNAPPY);
    for (int time = 0; time < 2; time++) {
      mapped =
          new ConnectomeStore(folder, folder.resolve("cache"), folder)
              .open(brain.toString(), _ -> {});
    }
    cached = mapped.connections().file().orElseThrow().path();
  }

  @Test
  void mappedConnectome_isNotWrittenAgain() throws IOException {
    List<Path> before = temporaryFiles();
    assertThat(NetworkFile.of(mapped).path()).isEqualTo(cached).hasParent(folder.resolve("cache"));
    assertThat(temporaryFiles()).isEqualTo(before);
  }

  @Test
  void connectomeInMemory_isWrittenOnceForAllThreads() throws Exception {
    Connectome made = Circuit.large().connectome();
    assertThat(made.connections().file()).isEmpty();
    int before = temporaryFiles().size();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<ArrayFile> ask = () -> NetworkFile.of(made);
      assertThat(threads.invokeAll(List.of(ask, ask, ask, ask)))
          .extracting(NetworkFileTest::get)
          .containsOnly(NetworkFile.of(made));
    }
    assertThat(temporaryFiles()).hasSize(before + 1);
    assertThat(NetworkFile.of(made).path()).hasSameBinaryContentAs(cached);
  }

  private static ArrayFile get(Future<ArrayFile> file) {
    try {
      return file.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new AssertionError(e);
    }
  }

  /// The mapped connections stay as they were, so they are written where the worker finds them.
  @ParameterizedTest
  @ValueSource(strings = {"deleted", "replaced", "written to"})
  void cacheFileThatChanged_isWrittenFromMemory(String how) throws IOException {
    byte[] content = Files.readAllBytes(cached);
    switch (how) {
      case "deleted" -> Files.delete(cached);
      case "replaced" -> {
        Path other = Files.write(folder.resolve("other"), new byte[content.length]);
        Files.move(other, cached, StandardCopyOption.REPLACE_EXISTING);
      }
      default -> Files.setLastModifiedTime(cached, java.nio.file.attribute.FileTime.fromMillis(1));
    }
    ArrayFile file = NetworkFile.of(mapped);
    assertThat(file.path()).hasParent(TemporaryFolder.own()).hasBinaryContent(content);
    assertThat(NetworkFile.of(mapped)).isEqualTo(file);
  }

  @Test
  void worker_mapsTheArraysAndCannotWriteToThem() throws IOException, InterruptedException {
    assertThat(inPython("message"))
        .isEqualTo(
            "%d %d %d read-only"
                .formatted(
                    MADE.neurons().size(),
                    MADE.connections().size(),
                    MADE.connections().target(4711) * 1000L + MADE.connections().weight(4711)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut short", "other header", "gone"})
  void worker_refusesAnotherFileInOneLine(String how) throws IOException, InterruptedException {
    String changed =
        switch (how) {
          case "cut short" -> "{**message, 'size': message['size'] + 1}";
          case "other header" -> "{**message, 'header': '00' + message['header'][2:]}";
          default -> "{**message, 'file': message['file'] + '-gone'}";
        };
    String fault =
        switch (how) {
          case "cut short" -> "was replaced while in use \\(has \\d+ bytes instead of \\d+\\)";
          case "other header" -> "was replaced while in use \\(begins with another header\\)";
          default -> "cannot be mapped \\(.*No such file.*\\)";
        };
    assertThat(inPython(changed))
        .matches(".*/cache/.*: the file of the network " + fault + "; run the command again");
  }

  /// What our worker's Python makes of a message that is like the one for the mapped connectome.
  private String inPython(String message) throws IOException, InterruptedException {
    String python = StandInBackend.pythonWithNumpy();
    assumeTrue(!python.isEmpty(), "needs a Python with NumPy");
    ObjectNode network = HandOver.network(mapped);
    Path script =
        Files.writeString(
            folder.resolve("map.py"),
            """
            import json, sys
            sys.path.insert(0, sys.argv[1])
            from flybrain_worker import BackendError, network
            message = json.loads(sys.argv[2])
            try:
                net = network.Network(%s)
                writeable = [a for a in (net.offsets, net.targets, net.weights) if a.flags.writeable]
                number = net.targets[4711] * 1000 + net.weights[4711]
                print(net.neurons, len(net.targets), number, "writeable" if writeable else "read-only")
            except BackendError as error:
                print(error)
            """
                .formatted(message));
    Process process =
        new ProcessBuilder(
                python,
                "-B",
                script.toString(),
                Path.of("..", "backends").toAbsolutePath().toString(),
                network.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said.strip();
  }

  private static List<Path> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(TemporaryFolder.own())) {
      return files.filter(file -> file.getFileName().toString().startsWith("network-")).toList();
    }
  }
}
