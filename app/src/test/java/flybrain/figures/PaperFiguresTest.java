package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.campaign.BuiltInCampaigns;
import flybrain.campaign.Step;
import flybrain.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pictures of the campaign `paper` on a brain in which one neuron of `sugar` and one of the type
/// `oink` reach `MN9_left`, and Johnston's organ reaches `aDN1` and `aBN1`; water reaches nothing,
/// and `aDN2_left` is missing. Of the inhibitory neurons of S5C and the sugar neurons of S1D there
/// is one each.
class PaperFiguresTest {
  private static final String EDGES =
      """
      pre,post,count
      720575940624963786,720575940660219265,400
      720575940616172033,720575940660219265,400
      720575940616172033,720575940645521262,1
      720575940612950568,720575940660219265,1
      720575940621778381,720575940660219265,1
      720575940614211295,720575940660219265,1
      720575940619341105,720575940616185531,400
      720575940606239243,720575940630907434,400
      720575940620589838,720575940660219265,1
      720575940636066222,720575940630907434,1
      """;

  @TempDir private Path folder;
  private Path brain;

  @BeforeEach
  void makeBrain() throws IOException {
    makeBrain("small", EDGES);
  }

  private void makeBrain(String name, String edges) throws IOException {
    Path file = Files.writeString(folder.resolve("edges.csv"), edges);
    brain = folder.resolve(name);
    run("data", "import", file, brain, "--all-excitatory");
  }

  @Test
  void everyFigureIsAStepOfTheCampaign() {
    assertThat(BuiltInCampaigns.get("paper").steps().stream().map(Step::name))
        .containsAll(PaperFigure.all().stream().map(PaperFigure::step).toList());
    assertThat(PaperFigure.all().stream().map(PaperFigure::figure)).doesNotHaveDuplicates();
  }

  @Test
  void paper_hasAPictureOfEachFigure() throws Exception {
    Path pictures = drawn("paper", 8);
    List<String> figures =
        List.of(
            "1d", "1e", "1f", "2", "3a", "3b", "4a", "4b", "4c", "4e", "5b", "5c", "5d", "5g",
            "s1d", "s4a", "s4b", "s5c");
    assertThat(pictures.toFile().list())
        .contains(
            figures.stream().map(figure -> "figure_" + figure + ".svg").toArray(String[]::new))
        .doesNotContain("1D.svg", "1F_MN9_left.svg", "1F_MN9_left_effects.svg");
    assertThat(text(pictures, "1d"))
        .contains("Figure 1D: neurons that fire when sugar neurons are driven", "2 of 2 neurons")
        .contains("sugar_1", "MN9_left", "rate of the drive (Hz)", "8 trials of 1 s");
    // MN9_left, driven itself, is left out.
    assertThat(text(pictures, "1e")).contains("1 of 2 neurons", "sugar_1", "rate of MN9_left (Hz)");
    // MN9_left loses all without its only input, and nothing without its own outgoing connections.
    assertThat(text(pictures, "1f"))
        .contains("1 of 2 neurons necessary at some rate", "share of the control (threshold 0.8)")
        .contains("0.00", "1.00");
    assertThat(text(pictures, "2")).contains("1 of 1 types", "MN9_right never fires", "oink");
    assertThat(text(pictures, "3a"))
        .contains("MN9_left with sugar neurons and bitter neurons driven")
        .contains("drive of sugar neurons (Hz)", "drive of bitter neurons (Hz)", "200");
    assertThat(text(pictures, "5g")).contains("JON CE", "JON F", "rate of aBN1 (Hz) ± sample sd");
    assertThat(text(pictures, "s5c")).contains("JON F, three silenced");
  }

  @Test
  void readOutThatIsNotReached_isSaidInsteadOfDrawn() throws Exception {
    Path pictures = drawn("paper/4C", 2);
    assertThat(text(pictures, "4c"))
        .contains("MN9_left fires in none of 7 experiments on this connectome")
        .doesNotContain("0.0");
    assertThat(text(drawn("paper/4B", 2), "4b")).contains("fires in none of 8 experiments");
    assertThat(text(drawn("paper/S4B", 2), "s4b")).contains("does not have aDN2_left");
  }

  /// Without the neuron of `three_inhibitory`, of `sugar_left` and of `bitter`.
  @Test
  void setsWithoutNeurons_areSaidInPicturesPageAndTables() throws Exception {
    makeBrain(
        "lacking",
        EDGES.replaceAll("(720575940636066222|720575940620589838|720575940621778381),.*\n", ""));
    Path pictures = drawn("paper", 1);
    assertThat(text(pictures, "s5c"))
        .contains("rate of aBN1 (Hz)", "JON F, three silenced: no neurons");
    assertThat(text(pictures, "5g")).contains("JON F").doesNotContain("no neurons");
    String lacking = "No experiment was run: the connectome lacks neurons that are driven";
    assertThat(text(pictures, "s1d")).contains(lacking);
    assertThat(text(pictures, "3a")).contains(lacking);
    assertThat(text(pictures, "4a")).doesNotContain("No experiment");

    Path store = folder.resolve("paper");
    assertThat(Files.readString(store.resolve("report.html")))
        .contains(
            "Not run, as the connectome lacks neurons that are driven or silenced: JON F, three silenced.")
        .contains(
            "Step S5C: 11 experiments had no neurons on this connectome and were not run: JON_F_Three_Silenced_20Hz, ");

    Path tables = folder.resolve("tables");
    Cli export = Cli.run("campaign", "export", store, "--out", tables);
    assertThat(export.err().lines())
        .containsOnlyOnce(
            "step S5C: no experiment was run ('no neurons'): the connectome lacks neurons that are driven or silenced, so its tables have no rows")
        .noneMatch(line -> line.startsWith("figure_s5/"));
    assertThat(tables.resolve("figure_s5/fig_s5c_JON_F_silenced_rate.csv"))
        .hasContent("exp_name,720575940630907434\n");
    assertThat(Files.readString(tables.resolve("experiments.csv")))
        .containsPattern("JON_F_Three_Silenced_20Hz,.*,no neurons,");
  }

  @Test
  void pageOfAFigure_hasItsPicture() throws IOException {
    Path store = folder.resolve("page");
    run("campaign", "run", "paper/3B", "--n-run", 1, "--connectome", brain, "--out", store);
    assertThat(Files.readString(store.resolve("report.html")))
        .contains("Figure 3B: MN9_left with sugar neurons and Ir94e neurons driven");
  }

  private Path drawn(String campaign, int trials) {
    String name = campaign.replace('/', '_');
    Path store = folder.resolve(name);
    run("campaign", "run", campaign, "--n-run", trials, "--connectome", brain, "--out", store);
    Path pictures = folder.resolve(name + "_pictures");
    run("campaign", "show", store, "--figures", pictures, "--figure-format", "svg");
    return pictures;
  }

  private static void run(Object... words) {
    Cli cli = Cli.run(words);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
  }

  private static String text(Path pictures, String figure) throws Exception {
    return DocumentBuilderFactory.newDefaultNSInstance()
        .newDocumentBuilder()
        .parse(pictures.resolve("figure_" + figure + ".svg").toFile())
        .getDocumentElement()
        .getTextContent();
  }
}
