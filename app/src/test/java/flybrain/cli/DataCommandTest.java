package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import flybrain.connectome.ConnectomeStore;
import flybrain.connectome.Release;
import flybrain.files.FolderLock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataCommandTest {
  @TempDir private Path folder;

  @Test
  void list_showsWhatIsHereAndHowToGetTheRest() {
    Cli list = Cli.run("data", "list");
    assertThat(list.exitCode()).as(list.err()).isZero();
    assertThat(list.out())
        .containsPattern("\\* synthetic +138,639 +15,091,983 +54,500,000 +7faf96e79b4e +built in")
        .containsPattern("v783 +not installed; flybrain data fetch v783")
        .containsPattern("v630 +not installed; flybrain data fetch v630");
  }

  @Test
  void verify_readsAFolder() throws IOException {
    Path brain = TinyBrain.in(folder);
    Cli verify = Cli.run("data", "verify", brain);
    assertThat(verify.exitCode()).as(verify.err()).isZero();
    assertThat(verify.out())
        .contains("completeness.csv: git blob id ")
        .contains("no published file")
        .contains("tiny: 3 neurons, 2 connections, 600 synapses, fingerprint ");
  }

  @Test
  void verify_reportsErrorsOfAFolder() throws IOException {
    Path brain = TinyBrain.in(folder);
    Files.writeString(brain.resolve("completeness.csv"), ",Completed\n11,True\n22,True\n");
    Cli verify = Cli.run("data", "verify", brain);
    assertThat(verify.exitCode()).isEqualTo(1);
    assertThat(verify.out()).contains("neuron index 2");
  }

  @Test
  void verify_knowsNoSuchFolder() {
    Cli verify = Cli.run("data", "verify", "v873");
    assertThat(verify.exitCode()).isEqualTo(1);
    assertThat(verify.err()).contains("did you mean 'v783'?");
  }

  @Test
  void fetch_ofAnotherContentLeavesNothing() throws IOException {
    AtomicInteger requests = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            requests.incrementAndGet();
            byte[] page = "<html>sign in first</html>".getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
          }
        });
    server.start();
    try {
      Cli fetch =
          Cli.run(
              "data",
              "fetch",
              "v783",
              "--from",
              "http://localhost:" + server.getAddress().getPort());
      assertThat(fetch.exitCode()).isEqualTo(1);
      assertThat(fetch.err())
          .startsWith("flybrain: 2025_Completeness_783.csv: could not be downloaded")
          .contains("content differs from the published file")
          .hasLineCount(1);
      assertThat(requests.get()).as("two names of the file").isEqualTo(2);
      assertThat(ConnectomeStore.standard().folderOf(Release.V783))
          .isDirectoryNotContaining(file -> !file.endsWith(FolderLock.FILE));
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"v784", "synthetic"})
  void fetch_ofAnUnknownReleaseIsWrongUsage(String name) {
    Cli fetch = Cli.run("data", "fetch", name);
    assertThat(fetch.exitCode()).isEqualTo(2);
    assertThat(fetch.err()).contains("'" + name + "' cannot be fetched; allowed: v783, v630");
  }

  @Test
  void fetch_fromNoAddressIsWrongUsage() {
    Cli fetch = Cli.run("data", "fetch", "v783", "--from", "nowhere");
    assertThat(fetch.exitCode()).isEqualTo(2);
    assertThat(fetch.err()).contains("--from nowhere: must be the URL of a folder");
  }

  @Test
  void data_withoutACommandIsWrongUsage() {
    Cli data = Cli.run("data");
    assertThat(data.exitCode()).isEqualTo(2);
    assertThat(data.err()).contains("list, fetch, verify, import, annotate, translate, export");
  }
}
