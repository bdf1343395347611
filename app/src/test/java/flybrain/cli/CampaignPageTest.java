package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page of campaigns on a chain of three neurons, 11 -> 22 -> 33.
class CampaignPageTest {
  private static final String SCREEN = TinyScreen.text(12, "");

  @TempDir private Path folder;
  private Path brain;

  @BeforeEach
  void makeBrain() throws IOException {
    brain = TinyBrain.in(folder);
  }

  @Test
  void run_leavesAPageWithAllOfIt() throws IOException {
    Path out = folder.resolve("a");
    Cli cli = run(SCREEN, out);
    assertThat(cli.err()).contains("page: " + out.resolve("report.html"));
    String page = Files.readString(out.resolve("report.html"));
    assertThat(text(page))
        .contains("Campaign screen")
        .contains("The base experiment: 11 driven at 100 Hz; read-outs: 33; 12 trials of 0.5 s.")
        .contains("name = \"silence\"")
        .contains("Varied: the rate of the driven set, 0, 50, 200 Hz.")
        .contains("each of the 2 neurons that were most active in step dose at 200 Hz silenced")
        .contains("3 experiments; 1 necessary, 1 no effect.")
        .contains("Every comparison has an answer.")
        .contains("connectome 'tiny' (SHA-256 ")
        .contains("12 trials of 0.5 s were simulated for each of 7 experiments")
        .contains("Silenced neurons lost their outgoing connections.")
        .contains("q of at most 0.05 and is at least 0.2 of the read-out's rate")
        .contains("10.1038/s41586-024-07763-9", "10.1038/s41586-024-07686-5");
    assertThat(pictures(page))
        .hasSize(4)
        .allSatisfy(svg -> assertThat(svg).startsWith("<?xml").contains("connectome tiny"));
    // Self-contained: it names nothing to load.
    assertThat(page).doesNotContain("http:", "https:", "<script", "<link");
  }

  @Test
  void samePage_whateverTheThreadsAndTheFolder() throws IOException {
    run(SCREEN, folder.resolve("a"), "--threads", "1");
    run(SCREEN, folder.resolve("b"), "--threads", "2");
    assertThat(folder.resolve("a/report.html"))
        .hasSameBinaryContentAs(folder.resolve("b/report.html"));
  }

  @Test
  void show_writesThePageWithOtherCriteriaAndOneStep() throws IOException {
    Path out = folder.resolve("a");
    run(SCREEN, out);
    Path file = folder.resolve("page.html");
    Cli cli =
        Cli.run("campaign", "show", out, "--step", "dose", "--threshold", "0.3", "--html", file);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(text(Files.readString(file)))
        .contains("Step dose")
        .doesNotContain("Step silence")
        .contains("is at least 0.7 of the read-out's rate");
  }

  @Test
  void whatCouldNotBeAnswered_isListed() throws IOException {
    run(SCREEN.replace("n_run = 12", "n_run = 3"), folder.resolve("few"));
    assertThat(text(Files.readString(folder.resolve("few/report.html"))))
        .containsPattern(
            "Step silence: 1 of 2 comparisons needs more trials, at most about \\d+\\.");
    run("runaway = 10\n" + SCREEN, folder.resolve("away"));
    assertThat(text(Files.readString(folder.resolve("away/report.html"))))
        .contains("run away, so their rates mean nothing: dose_control");
    run(SCREEN.replace("read_out = [33]\n", ""), folder.resolve("none"));
    assertThat(text(Files.readString(folder.resolve("none/report.html"))))
        .contains("Step dose: has no read-outs that this connectome has");
  }

  @Test
  void neuronsInTables_haveTheirTypeAndSide() throws IOException {
    Files.writeString(
        brain.resolve("neurons.csv"),
        "flywire_id,type,side\n11,alpha,left\n22,beta,left\n33,gamma,right\n");
    run(SCREEN, folder.resolve("a"));
    assertThat(text(Files.readString(folder.resolve("a/report.html"))))
        .contains("22 beta left 33", "33 gamma right 33");
  }

  private Cli run(String text, Path out, Object... options) throws IOException {
    Path file = Files.writeString(folder.resolve("screen.toml"), text);
    List<Object> words =
        new ArrayList<>(List.of("campaign", "run", file, "--connectome", brain, "--out", out));
    words.addAll(List.of(options));
    return Cli.run(words.toArray());
  }

  /// The text of a page without its pictures.
  private static String text(String page) {
    return page.replaceAll("<img[^>]*>", "")
        .replaceAll("<[^>]*>", " ")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replaceAll("[ \n]+", " ");
  }

  private static List<String> pictures(String page) {
    return Pattern.compile("data:image/svg\\+xml;base64,([^\"]*)\"")
        .matcher(page)
        .results()
        .map(
            found -> new String(Base64.getDecoder().decode(found.group(1)), StandardCharsets.UTF_8))
        .toList();
  }
}
