package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ViewCommandTest {
  @TempDir private Path folder;

  /// The default experiment drives neurons that this connectome does not have.
  @Test
  @DisabledOnOs(OS.WINDOWS) // It has no signals.
  void view_printsALinkThatLetsIn_andEndsByCtrlC() throws Exception {
    FlybrainProcess flybrain = new FlybrainProcess(folder);
    Process view = flybrain.start("view", "--connectome", TinyBrain.in(folder), "--no-browser");
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest opened = HttpRequest.newBuilder(link(view, flybrain.output())).build();
      assertThat(http.send(opened, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(303);
      new ProcessBuilder("kill", "-INT", Long.toString(view.pid())).start().waitFor();
      assertThat(view.waitFor(2, TimeUnit.MINUTES)).isTrue();
      String text = Files.readString(flybrain.output());
      assertThat(view.exitValue()).as(text).isZero();
      assertThat(text).contains("nothing is driven at first: ").doesNotContain("Exception");
    } finally {
      view.destroyForcibly();
    }
  }

  /// The link that a process prints, perhaps in seconds.
  private static URI link(Process view, Path output) throws Exception {
    while (view.isAlive()) {
      for (String line : Files.readAllLines(output)) {
        if (line.startsWith("http://")) {
          return URI.create(line);
        }
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException(Files.readString(output));
  }

  @Test
  void wrongOptions_areRefused() throws IOException {
    Path brain = TinyBrain.in(folder);
    Cli port = Cli.run("view", "--connectome", brain, "--port", 70_000);
    assertThat(port.exitCode()).isEqualTo(2);
    assertThat(port.err()).contains("--port 70000: must be from 0, for a free one, to 65535");
    Cli host = Cli.run("view", "--connectome", brain, "--host", "192.0.2.1", "--no-browser");
    assertThat(host.exitCode()).isEqualTo(1);
    assertThat(host.err()).contains("192.0.2.1 port 0 cannot be listened at");
    Cli experiment = Cli.run("view", "bitter", "--connectome", brain);
    assertThat(experiment.exitCode()).isEqualTo(1);
  }

  @Test
  void browser_isOpenedWhereThereIsADisplay() {
    assertThat(Browser.command("Linux", Map.of())).isEmpty();
    assertThat(Browser.command("Linux", Map.of("DISPLAY", ":0"))).isEqualTo(List.of("xdg-open"));
    assertThat(Browser.command("Mac OS X", Map.of())).isEqualTo(List.of("open"));
    assertThat(Browser.command("Windows 11", Map.of())).startsWith("rundll32");
  }
}
