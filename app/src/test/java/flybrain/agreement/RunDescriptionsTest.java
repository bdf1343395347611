package flybrain.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.pages.HtmlPage;
import flybrain.spikes.SpikeFileWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDescriptionsTest {
  private static final String PLAIN = "name = \"x\"\n[drive]\nneurons = [11]\nrate = 80.0\n";
  private static final String CHANGING = PLAIN + "[[at]]\ntime = 0.2\ndrive.rate = 20.0\n";

  @TempDir private Path folder;
  private final RunDescriptions runs = new RunDescriptions();

  private Path file(String name, String experiment, Object seed) throws IOException {
    Path file = folder.resolve(name);
    Map<String, String> facts =
        Map.of(
            "flybrain.experiment",
            experiment,
            "flybrain.seed",
            seed.toString(),
            "flybrain.connectome",
            "tiny");
    try (SpikeFileWriter writer = new SpikeFileWriter(file, 0.1, neuron -> neuron + 1, facts)) {
      writer.commit();
    }
    return file;
  }

  private String page() {
    HtmlPage page = new HtmlPage("x", "");
    runs.show(page);
    return page.text();
  }

  @Test
  void run_isDescribedByItsFile() throws IOException {
    Path file = file("a.parquet", PLAIN, 7);
    assertThat(RunDescriptions.of("Brian2", file))
        .containsExactly(
            Map.entry("run", "Brian2"),
            Map.entry("software", "unknown"),
            Map.entry("connectome", "tiny"),
            Map.entry("seed", "7"),
            Map.entry("drive", "11 at 80 Hz"),
            Map.entry("silenced", "none"),
            Map.entry("parameters", "unknown"),
            Map.entry("file", file.toString()));
  }

  @Test
  void run_isListedOnce() throws IOException {
    Path file = file("a.parquet", PLAIN, 7);
    runs.add("Brian2", file);
    runs.add("Brian2", file);
    runs.add("reference", file);
    runs.add("Brian2", file("b.parquet", PLAIN, 8));
    assertThat(runs.objects()).extracting(run -> run.get("seed")).containsExactly("7", "7", "8");
  }

  @Test
  void page_hasARowForEachRunWithoutItsFile() throws IOException {
    runs.add("Brian2", file("a.parquet", PLAIN, 7));
    runs.add("NEST", file("b.parquet", PLAIN, 8));
    assertThat(page())
        .contains("<caption>How the runs were made</caption>", ">seed</th>")
        .contains("<td class=\"text\">NEST</td>", "<td class=\"number\">8</td>")
        .doesNotContain("a.parquet", ">file</th>");
  }

  @Test
  void noRuns_areNoTable() {
    assertThat(page()).doesNotContain("<table>");
  }

  /// Only some of the runs have changes during a trial.
  @Test
  void changesOfOneRun_areAColumnOfAll() throws IOException {
    runs.add("plain", file("a.parquet", PLAIN, 7));
    runs.add("changing", file("b.parquet", CHANGING, 8));
    assertThat(page()).contains(">changes</th>").contains(" 0.2 s", "11 at 80 Hz");
    assertThat(runs.objects().getFirst()).doesNotContainKey("changes");
  }

  @Test
  void changesOfTheFirstRun_areNotThoseOfOthers() throws IOException {
    runs.add("changing", file("b.parquet", CHANGING, 8));
    runs.add("plain", file("a.parquet", PLAIN, 7));
    assertThat(page()).containsPattern("(?s)plain</td>.*<td class=\"text\">-</td>");
  }
}
