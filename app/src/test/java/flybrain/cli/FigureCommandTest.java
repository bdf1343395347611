package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

class FigureCommandTest {
  @TempDir private Path folder;
  private Path brain;
  private Path spikes;

  @BeforeEach
  void makeSpikes() throws IOException {
    brain = TinyBrain.in(folder);
    spikes = folder.resolve("tiny_run.parquet");
    Cli run = run("--n-run", 2);
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private Cli run(String option, Object value) {
    return Cli.run(
        "run",
        "--excite",
        11,
        "--read-out",
        33,
        "--name",
        "tiny_run",
        "--t-run",
        0.2,
        "--seed",
        3,
        "--connectome",
        brain,
        "--out",
        spikes,
        option,
        value);
  }

  @Test
  void noOutput_putsAPngOfTwoPixelsAPointBesideTheSpikes() throws IOException {
    Cli figure = Cli.run("figure", spikes);
    assertThat(figure.exitCode()).as(figure.err()).isZero();
    BufferedImage image = ImageIO.read(folder.resolve("tiny_run.png").toFile());
    assertThat(image.getWidth()).isEqualTo(2 * 860);
    assertThat(image.getHeight()).isEqualTo(2 * 560);
  }

  @Test
  void selections_meanNeuronsOfTheConnectomeOfTheRun() throws IOException {
    Path svg = folder.resolve("run.svg");
    Cli unknown = Cli.run("figure", spikes, "-o", svg, "--read-out", "type:LC6");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err())
        .contains(
            "neurons 'type:LC6': no set has this name",
            "of 'tiny' are of this type or selection is not known here",
            "--connectome");
    Files.writeString(
        brain.resolve("neurons.csv"), "root_id,type,side\n22,LC6,left\n33,DNp01,right\n");
    Cli chosen =
        Cli.run(
            "figure",
            spikes,
            "-o",
            svg,
            "--read-out",
            "type:/LC.*/ & side:left,DNp01",
            "--connectome",
            brain);
    assertThat(chosen.exitCode()).as(chosen.err()).isZero();
    assertThat(Files.readString(svg)).contains("type:/LC.*/ &amp; side:left", "DNp01");
    Cli nothing =
        Cli.run("figure", spikes, "-o", svg, "--driven", "type:LC9", "--connectome", brain);
    assertThat(nothing.exitCode()).isEqualTo(2);
    assertThat(nothing.err()).contains("no neuron has the type 'LC9'; did you mean 'LC6'?");
  }

  @Test
  void dpi_isTheResolutionOfThePng() throws IOException {
    assertThat(Cli.run("figure", spikes, "--dpi", 72).exitCode()).isZero();
    assertThat(ImageIO.read(folder.resolve("tiny_run.png").toFile()).getWidth()).isEqualTo(860);
  }

  @Test
  void svg_namesRunGroupsAxesAndUnits() throws Exception {
    Path svg = folder.resolve("pictures").resolve("run.svg");
    Cli figure = Cli.run("figure", spikes, "-o", svg);
    assertThat(figure.exitCode()).as(figure.err()).isZero();
    Element root =
        DocumentBuilderFactory.newDefaultNSInstance()
            .newDocumentBuilder()
            .parse(svg.toFile())
            .getDocumentElement();
    assertThat(root.getAttribute("width")).isEqualTo("860");
    assertThat(root.getAttribute("viewBox")).isEqualTo("0 0 860 560");
    assertThat(root.getTextContent())
        .contains("tiny_run")
        .contains("connectome tiny")
        .contains("2 trials of 0.2 s; spikes of trial 0 shown")
        .contains("time (ms)")
        .contains("spikes / ms")
        .contains("rate (Hz) ± sample sd")
        .contains("driven (1)")
        .contains("others (1)")
        .contains("read-outs (1)");
    assertThat(Files.readString(svg)).contains("data:image/png;base64,");
  }

  @Test
  void typesAndSides_standBesideIds() throws IOException {
    Files.writeString(
        brain.resolve("neurons.csv"), "root_id,type,side\n11,LC4,left\n22,DNp04,right\n");
    Path svg = folder.resolve("run.svg");
    Cli run = run("--figure", svg);
    assertThat(run.exitCode()).as(run.err()).isZero();
    Path again = folder.resolve("again.svg");
    Cli figure = Cli.run("figure", spikes, "--connectome", brain, "-o", again);
    assertThat(figure.exitCode()).as(figure.err()).isZero();
    for (Path picture : List.of(svg, again)) {
      assertThat(Files.readString(picture))
          .contains("DNp04 right")
          .contains("sides as in neurons.csv");
    }
  }

  @Test
  void runWithFigure_drawsWhatItRan() throws IOException {
    Path svg = folder.resolve("run.svg");
    Cli run = run("--figure", svg);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(Files.readString(svg)).contains("30 trials of 0.2 s").contains("driven (1)");
  }

  @Test
  void optionsForFilesOfOtherPrograms_takeThePlaceOfTheMetadata() throws IOException {
    Path svg = folder.resolve("run.svg");
    Cli figure =
        Cli.run(
            "figure",
            spikes,
            "--driven",
            "22,11",
            "--t-run",
            3,
            "--n-run",
            5,
            "--trial",
            1,
            "--title",
            "Mine",
            "-o",
            svg);
    assertThat(figure.exitCode()).as(figure.err()).isZero();
    assertThat(Files.readString(svg))
        .contains("Mine")
        .contains("driven (2)")
        .contains("time (s)")
        .contains("5 trials of 3 s; spikes of trial 1 shown");
  }

  @Test
  void readOut_isOneRowWhateverVersionsItsIdHas_andRowsAreCounted() throws IOException {
    Path svg = folder.resolve("run.svg");
    Cli figure = Cli.run("figure", spikes, "--read-out", "MN9_right,33", "-o", svg);
    assertThat(figure.exitCode()).as(figure.err()).isZero();
    assertThat(Files.readString(svg))
        .contains(">MN9_right<")
        .contains("read-outs (2)")
        .doesNotContain("MN9_right 7");
  }

  @ParameterizedTest
  @CsvSource({
    "--trial,2,1,'trials 0 .. 1'",
    "--trial,-1,2,count from 0",
    "--dpi,1,2,36 .. 1200",
    "--t-run,0.001,1,later than t_run",
    "--t-run,0,2,above 0",
    "--n-run,1,1,trial 1",
    "--driven,nobody,2,nobody",
    "-o,picture.pdf,1,.png or .svg"
  })
  void badInput_isExplainedAndLeavesNothing(
      String option, String value, int exitCode, String named) {
    Cli figure = Cli.run("figure", spikes, option, value);
    assertThat(figure.exitCode()).as(figure.err()).isEqualTo(exitCode);
    assertThat(figure.err()).contains(named);
    assertThat(folder.resolve("tiny_run.png")).doesNotExist();
  }

  @Test
  void figureOfUnknownForm_isRefusedBeforeTheRun() throws IOException {
    Files.delete(spikes);
    Cli run = run("--figure", folder.resolve("run.jpg"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(".png or .svg");
    assertThat(spikes).doesNotExist();
  }
}
