package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pictures of campaigns on a chain of three neurons, 11 -> 22 -> 33.
class CampaignFiguresTest {
  private static final String BASE =
      """
      t_run = 0.5
      n_run = 12
      drive = { neurons = [11], rate = 100 }
      """;

  private static final String STEPS =
      """
      [[step]]
      name = "dose"
      rates = [0, 50, 200]
      [[step]]
      name = "silence"
      silence_each = { most_active = 2, of = "dose", at = 200 }
      [[step]]
      name = "alone"
      drive_each = [22, 33]
      [[step]]
      name = "pairs"
      silence_pairs = [11, 22, 33]
      [[step]]
      name = "grid"
      rates = [50, 100]
      w_syn = [0.01, 0.275]
      """;

  @TempDir private Path folder;
  private Path brain;

  @BeforeEach
  void makeBrain() throws IOException {
    brain = TinyBrain.in(folder);
  }

  @Test
  void show_drawsEachStepAsItShouldBe() throws Exception {
    Path campaign = run("read_out = [33]\n" + BASE + STEPS);
    Path pictures = folder.resolve("pictures");
    Cli cli =
        Cli.run("campaign", "show", campaign, "--figures", pictures, "--figure-format", "svg");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("9 pictures: " + pictures);
    assertThat(pictures.toFile().list())
        .containsExactlyInAnyOrder(
            "dose.svg",
            "dose_neurons.svg",
            "silence_33.svg",
            "silence_33_effects.svg",
            "alone_33.svg",
            "alone_33_effects.svg",
            "pairs_33.svg",
            "pairs_33_effects.svg",
            "grid_33.svg");
    assertThat(text(pictures.resolve("dose.svg")))
        .contains("dose: rates of the read-outs", "connectome tiny", "12 trials of 0.5 s")
        .contains("rate of the drive (Hz)", "rate (Hz) ± sample sd", "base experiment");
    // The chain fires as often as its driven neuron; without 22 there is nothing.
    assertThat(text(pictures.resolve("silence_33.svg")))
        .containsPattern("control: (\\d+\\.\\d) Hz")
        .containsPattern("threshold: (\\d+\\.\\d) Hz, 0\\.8 of the control")
        .contains("necessary (1)", "no effect (1)");
    assertThat(text(pictures.resolve("silence_33_effects.svg")))
        .contains("difference to the control (Hz), 95 % confidence interval", "too small to count");
    assertThat(text(pictures.resolve("alone_33.svg"))).contains("sufficient (2)");
    assertThat(text(pictures.resolve("pairs_33.svg"))).contains("silenced", "0.0");
    assertThat(text(pictures.resolve("grid_33.svg"))).contains("w_syn", "0.275", "0.01");
  }

  @Test
  void screenAtASingleRate_isDrawnAsBars() throws Exception {
    Path campaign =
        run(
            "read_out = [33]\n"
                + BASE
                + """
                [[step]]
                name = "silence"
                rates = [200]
                silence_each = [22, 33]
                """);
    Path pictures = folder.resolve("pictures");
    Cli.run("campaign", "show", campaign, "--figures", pictures, "--figure-format", "svg");
    assertThat(text(pictures.resolve("silence_33.svg")))
        .containsPattern("control: (\\d+\\.\\d) Hz")
        .doesNotContain("200 Hz");
  }

  @Test
  void withoutReadOuts_spikesOfAllNeuronsAreDrawn() throws Exception {
    Path campaign = run(BASE + STEPS);
    Path pictures = folder.resolve("pictures");
    Cli cli =
        Cli.run("campaign", "show", campaign, "--figures", pictures, "--figure-format", "svg");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(pictures.toFile().list())
        .containsExactlyInAnyOrder(
            "dose.svg", "dose_neurons.svg", "silence.svg", "alone.svg", "pairs.svg", "grid.svg");
    assertThat(text(pictures.resolve("silence.svg")))
        .contains("silence: spikes of all neurons", "spikes a trial");
  }

  @Test
  void png_hasTheResolutionAskedFor_andOnlyTheStep() throws IOException {
    Path campaign = run("read_out = [33]\n" + BASE + STEPS);
    Path pictures = folder.resolve("pictures");
    Cli cli =
        Cli.run(
            "campaign", "show", campaign, "--step", "grid", "--figures", pictures, "--dpi", "72");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("1 picture: " + pictures);
    BufferedImage image = ImageIO.read(pictures.resolve("grid_33.png").toFile());
    assertThat(image.getWidth()).isEqualTo(560);
  }

  @Test
  void silentReadOutAndRunaway_areSaidAndNotDrawn() throws Exception {
    // With `runaway = 10` every drive of this brain runs away.
    Path campaign = run("read_out = [33]\nrunaway = 10\n" + BASE + STEPS);
    Path pictures = folder.resolve("pictures");
    Cli.run("campaign", "show", campaign, "--figures", pictures, "--figure-format", "svg");
    assertThat(text(pictures.resolve("silence_33_effects.svg"))).contains("runs away");
    assertThat(text(pictures.resolve("dose.svg"))).contains("runs away");
  }

  @Test
  void brainAsItIs_isDrawnAmongItsChangedOnes() throws Exception {
    Path campaign =
        run(
            "read_out = [33]\n"
                + BASE
                + """
                [[step]]
                name = "silence"
                silence_each = [22]
                wirings = ["shuffled-signs", "min-synapses-5"]
                shuffles = 4
                """);
    Path pictures = folder.resolve("pictures");
    Cli.run("campaign", "show", campaign, "--figures", pictures, "--figure-format", "svg");
    // All connections excite and are strong: the changed brains are the same brain.
    assertThat(text(pictures.resolve("silence_33_shuffled-signs.svg")))
        .contains("effect on 33, and on changed brains (shuffled-signs)", "changed brain")
        .contains("22  rank 5 of 5", "necessary (1)");
    assertThat(text(pictures.resolve("silence_33_min-synapses-5.svg"))).contains("rank 2 of 2");
    assertThat(Files.readString(campaign.resolve("report.html")))
        .contains("an upright line for each changed brain");
  }

  @Test
  void singleExperiment_isDrawnAsItsNeurons_notAsAPoint() throws Exception {
    Path campaign =
        run(
            "read_out = [33]\n"
                + BASE
                + """
                [[step]]
                name = "one"
                rates = [100]
                control = "none"
                """);
    Path pictures = folder.resolve("pictures");
    Cli.run("campaign", "show", campaign, "--figures", pictures, "--figure-format", "svg");
    assertThat(pictures.toFile().list()).containsExactly("one_neurons.svg");
    assertThat(text(pictures.resolve("one_neurons.svg")))
        .contains("one: most active neurons", "rate (Hz)", "22", "33");
  }

  @Test
  void fileInPlaceOfAFolder_isWrongUsage_beforeAnythingIsPrinted() throws IOException {
    Path campaign = run("read_out = [33]\n" + BASE + STEPS);
    Cli cli = Cli.run("campaign", "show", campaign, "--figures", folder.resolve("all.toml"));
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("all.toml: is a file; name a folder for the pictures");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void impossibleResolution_isWrongUsage() throws IOException {
    Path campaign = run("read_out = [33]\n" + BASE + STEPS);
    Cli cli = Cli.run("campaign", "show", campaign, "--figures", folder, "--dpi", "5");
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("--dpi 5: must be 36 .. 1200");
  }

  private Path run(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("all.toml"), text);
    Path out = folder.resolve("all");
    Cli cli = Cli.run("campaign", "run", file, "--connectome", brain, "--out", out);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return out;
  }

  private static String text(Path svg) throws Exception {
    return DocumentBuilderFactory.newDefaultNSInstance()
        .newDocumentBuilder()
        .parse(svg.toFile())
        .getDocumentElement()
        .getTextContent();
  }
}
