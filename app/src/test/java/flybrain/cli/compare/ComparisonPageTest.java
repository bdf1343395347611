package flybrain.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.cli.Cli;
import flybrain.pages.HtmlPage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonPageTest {
  private static final Path DATA = Path.of("src/test/resources/flybrain/compare");
  private static final Path ROUND = DATA.resolve("results/demo/round_01");
  private static final Pattern PICTURE =
      Pattern.compile("src=\"data:image/svg\\+xml;base64,([^\"]*)\"");

  @TempDir private Path folder;

  private String page(String words) throws Exception {
    Path html = folder.resolve("page.html");
    String line = "compare " + words + " --html " + html;
    Cli cli = Cli.run((Object[]) line.split(" ", -1));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out() + cli.err()).contains(html.toString());
    return Files.readString(html);
  }

  private static List<String> pictures(String page) {
    List<String> pictures = new ArrayList<>();
    Matcher matcher = PICTURE.matcher(page);
    while (matcher.find()) {
      pictures.add(
          new String(Base64.getDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8));
    }
    return pictures;
  }

  @Test
  void pairs_showEveryComparisonRunAndPicture() throws Exception {
    String page =
        page("pairs --run-label demo --data %s -o %s".formatted(DATA, folder.resolve("tables")));
    assertThat(page)
        .contains("Every pair of backends: demo, round 1")
        .contains("flybrain compare pairs --run-label demo")
        // golden.csv: spikes of Brian2 and PyTorch in 3 trials.
        .contains("<td class=\"number\">1599</td><td class=\"number\">2154</td>")
        .contains("not enough trials to determine the noise of Brian2 (CPU) against itself")
        .contains(ROUND.resolve("event_t0.5s_n3.parquet").toString())
        .doesNotContain("http:", "https:");
    assertThat(page.split("<h2>", -1)).hasSize(6);
    // Six pairs of four runs, and the overlap of all.
    assertThat(pictures(page))
        .hasSize(7)
        .allMatch(svg -> svg.contains("<svg"))
        .anyMatch(svg -> svg.contains("Brian2 (CPU) and PyTorch (CUDA)"))
        .anyMatch(svg -> svg.contains("Neurons that fire: Jaccard index"));
  }

  @Test
  void backend_showsItsRounds() throws Exception {
    String page =
        page(
            "backend --run-label demo --backend nest --data %s -o %s"
                .formatted(DATA, folder.resolve("tables")));
    assertThat(page).contains("Brian2 (CPU) and NEST (CPU): demo");
    assertThat(pictures(page)).hasSize(1);
  }

  @Test
  void groundTruth_showsVerdicts_andWhatHasNoData() throws Exception {
    String page =
        page(
            "ground-truth --run-label demo --t-run 0.5 --n-run 3 --data %s -o %s"
                .formatted(DATA, folder.resolve("truth.json")));
    assertThat(page)
        .contains("<td class=\"text\">PyTorch (CUDA)</td><td class=\"text\">DEVIATED</td>")
        .contains("<td class=\"text\">no data</td>");
    assertThat(pictures(page)).hasSize(3);
  }

  @Test
  void equivalence_showsTheAnswer() throws Exception {
    Path brian2 = ROUND.resolve("brian2cpp_t0.5s_n3.parquet");
    Path pytorch = ROUND.resolve("pytorch_t0.5s_n3.parquet");
    Cli terminal = Cli.run("compare", "equivalence", brian2, pytorch);
    String page = page("equivalence %s %s".formatted(brian2, pytorch));
    assertThat(page)
        .contains("<h2>Equivalence</h2>")
        .contains("likely cause: simulated by different software: brian2cpp and pytorch");
    terminal
        .out()
        .lines()
        .takeWhile(line -> !line.isEmpty())
        .map(line -> "<p>" + line.replace("'", "&#x27;") + "</p>")
        .forEach(line -> assertThat(page.contains(line)).as(line).isTrue());
    assertThat(pictures(page)).hasSize(1);
  }

  @Test
  void noiseFloor_showsItsTable_alsoOfOneFile() throws Exception {
    Path brian2 = ROUND.resolve("brian2cpp_t0.5s_n3.parquet");
    Path event = ROUND.resolve("event_t0.5s_n3.parquet");
    // Six trials are split into three and three in ten ways, too few to judge by.
    String rounds = " --reference-rounds " + ROUND.resolve("nest_t0.5s_n3.parquet");
    String one = page("noise-floor " + brian2 + rounds);
    assertThat(one).contains("Noise floor of " + brian2, "<td class=\"text\">active_jaccard</td>");
    assertThat(pictures(one)).isEmpty();
    String two = page("noise-floor " + brian2 + " " + event + rounds);
    assertThat(two).contains("<td class=\"text\">active_jaccard</td>");
    assertThat(pictures(two)).hasSize(1);
  }

  @Test
  void figureOfOneFile_isRefused() {
    Path brian2 = ROUND.resolve("brian2cpp_t0.5s_n3.parquet");
    Path picture = folder.resolve("one.png");
    Cli cli = Cli.run("compare", "noise-floor", brian2, "--figure", picture);
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains("name a candidate");
    assertThat(picture).doesNotExist();
  }

  @Test
  void moreThanManyPictures_areCounted() throws Exception {
    ComparisonPage page = new ComparisonPage();
    for (int k = 0; k < ComparisonPage.MOST_PICTURES + 3; k++) {
      page.picture(() -> "<svg/>", "empty", "empty");
    }
    Path html = folder.resolve("many.html");
    page.write(new HtmlPage("many", ""), details -> {}, html);
    assertThat(pictures(Files.readString(html))).hasSize(ComparisonPage.MOST_PICTURES);
    assertThat(html).content().contains("3 more pictures are not shown");
  }
}
