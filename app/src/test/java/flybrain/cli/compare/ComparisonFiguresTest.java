package flybrain.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.cli.Cli;
import flybrain.cli.TinyBrain;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonFiguresTest {
  private static final Path DATA = Path.of("src/test/resources/flybrain/compare");
  private static final Path ROUND = DATA.resolve("results/demo/round_01");

  @TempDir private Path folder;

  private Cli compare(String words, Object... options) {
    String line = words + " --data " + DATA + " --figures " + folder;
    for (Object option : options) {
      line += " " + option;
    }
    return Cli.run((Object[]) ("compare " + line).split(" ", -1));
  }

  private static String text(Path svg) throws Exception {
    return DocumentBuilderFactory.newDefaultNSInstance()
        .newDocumentBuilder()
        .parse(svg.toFile())
        .getDocumentElement()
        .getTextContent();
  }

  @Test
  void pairs_drawEveryPairAndTheOverlapOfAll() throws Exception {
    Cli cli = compare("pairs --run-label demo --figure-format svg -o " + folder.resolve("tables"));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "tables",
            "overlap_t0.5s_n3.svg",
            "brian2cpp_vs_event_t0.5s_n3.svg",
            "brian2cpp_vs_nest_t0.5s_n3.svg",
            "brian2cpp_vs_pytorch_t0.5s_n3.svg",
            "event_vs_nest_t0.5s_n3.svg",
            "pytorch_vs_event_t0.5s_n3.svg",
            "pytorch_vs_nest_t0.5s_n3.svg");
    // golden.csv: 1599 and 2154 spikes in 3 trials; 25 and 30 neurons fire, 35 in either.
    assertThat(text(folder.resolve("brian2cpp_vs_pytorch_t0.5s_n3.svg")))
        .contains("Brian2 (CPU) and PyTorch (CUDA)")
        .contains("3 trials of 0.5 s")
        .contains("533.0 and 718.0 spikes a trial (+34.71 %)")
        .contains("of 35 neurons differ by more than ±10 % or ±2 Hz")
        .contains("neurons (35)")
        .contains("Brian2 (CPU), rate (Hz)")
        .contains("difference (Hz), 95 % CI")
        .contains("720575940600000510")
        .contains("mean of 3 trials");
    // The Jaccard index, the correlation and F1 that golden.csv has, rounded.
    assertThat(text(folder.resolve("overlap_t0.5s_n3.svg")))
        .contains("demo, round 1")
        .contains("Neurons that fire: Jaccard index")
        .contains("0.71")
        .contains("0.89")
        .contains("0.96");
  }

  @Test
  void backend_drawsEveryRound_atTheResolutionAskedFor() throws IOException {
    Cli cli =
        compare("backend --run-label demo --backend event --dpi 72 -o " + folder.resolve("tables"));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    BufferedImage image =
        ImageIO.read(folder.resolve("event_vs_brian2_round_01_t0.5s_n3.png").toFile());
    assertThat(image.getWidth()).isEqualTo(900);
  }

  @Test
  void rasterInSvg_isAsWideAsItsFrame() throws Exception {
    Cli cli = compare("backend --run-label demo --backend event --figure-format svg -o " + folder);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    String svg = Files.readString(folder.resolve("event_vs_brian2_round_01_t0.5s_n3.svg"));
    double[] scales = numbers(svg, "scale\\(([\\d.]+),[\\d.]+\\)\"\\s*><use");
    double[] widths = numbers(svg, "<image [^>]*?width=\"(\\d+)\"");
    double[] frames = numbers(svg, "<rect [^>]*?fill=\"none\"[^>]*?width=\"([\\d.]+)\"");
    assertThat(widths).hasSize(2);
    assertThat(scales).hasSize(2);
    for (int k = 0; k < widths.length; k++) {
      // A quarter of a point is the pixel that begins inside the frame and ends outside.
      assertThat(scales[k] * widths[k])
          .isCloseTo(Arrays.stream(frames).max().orElseThrow(), within(0.25));
    }
  }

  private static double[] numbers(String text, String pattern) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .mapToDouble(found -> Double.parseDouble(found.group(1)))
        .toArray();
  }

  @Test
  void partOfAPixelAtTheEdge_isWhite() throws IOException {
    // 375 points are 520.8 pixels.
    Cli cli = compare("pairs --run-label demo --dpi 100 -o " + folder.resolve("tables"));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    BufferedImage image = ImageIO.read(folder.resolve("overlap_t0.5s_n3.png").toFile());
    assertThat(image.getHeight()).isEqualTo(521);
    for (int x = 0; x < image.getWidth(); x++) {
      assertThat(image.getRGB(x, 520)).isEqualTo(0xffffffff);
    }
  }

  @Test
  void groundTruth_drawsEveryBackend() {
    Cli cli =
        compare(
            "ground-truth --run-label demo --t-run 0.5 --n-run 3 --dpi 36 -o "
                + folder.resolve("truth.json"));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(folder.toFile().list())
        .contains("brian2cpp_vs_pytorch_t0.5s_n3.png", "brian2cpp_vs_event_t0.5s_n3.png");
  }

  @Test
  void equalRuns_haveAllSpikesInBoth() throws Exception {
    Path svg = folder.resolve("same.svg");
    Path file = ROUND.resolve("event_t0.5s_n3.parquet");
    Path copy = Files.copy(file, folder.resolve("copy_t0.5s_n3.parquet"));
    Cli cli = Cli.run("compare", "equivalence", file, copy, "--figure", svg, "--trial", 2);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err()).contains("picture: " + svg);
    assertThat(text(svg))
        .contains("event_t0.5s_n3 and copy_t0.5s_n3")
        .contains("0 of 30 neurons differ")
        .contains("No neuron differs.")
        .contains("only in event_t0.5s_n3 (0)")
        .contains("only in copy_t0.5s_n3 (0)")
        .contains("Spikes of trial 2");
  }

  @Test
  void runsWithoutSpikes_haveAxesFromZero() throws Exception {
    Path brain = TinyBrain.in(folder);
    Path spikes = folder.resolve("silent.parquet");
    String run = "run --excite 11 --rate 0 --t-run 0.1 --connectome " + brain + " --out " + spikes;
    Cli silent = Cli.run((Object[]) run.split(" ", -1));
    assertThat(silent.exitCode()).as(silent.err()).isZero();
    Path svg = folder.resolve("silent.svg");
    Cli cli = Cli.run("compare", "equivalence", spikes, spikes, "--figure", svg);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(text(svg))
        .contains("0.0 and 0.0 spikes a trial")
        .contains("No neuron differs.")
        .doesNotContain("NaN", "E-", "E0");
  }

  @Test
  void drivenAndReadOut_areNamedInThePicture() throws Exception {
    Path svg = folder.resolve("pair.svg");
    Cli cli =
        Cli.run(
            "compare",
            "equivalence",
            ROUND.resolve("brian2cpp_t0.5s_n3.parquet"),
            ROUND.resolve("pytorch_t0.5s_n3.parquet"),
            "--driven",
            "720575940600000510",
            "--read-out",
            "720575940600000561",
            "--figure",
            svg);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(text(svg))
        .contains("driven (1)")
        .contains("read-outs (1)")
        .contains("others (33)")
        .contains("Largest differences, without driven neurons")
        .contains("driven neurons at the bottom")
        .doesNotContain("720575940600000510")
        .contains("720575940600000561");
  }

  @Test
  void typesAndSides_areWholeBesideIds() throws Exception {
    Path brain = TinyBrain.in(folder);
    // As long as an id of 18 digits with the type proboscis_motor_neuron and a side.
    String type = "a_type_with_a_name_of_thirty_nine_signs";
    Files.writeString(brain.resolve("neurons.csv"), "root_id,type,side\n22," + type + ",left\n");
    List<Path> runs = new ArrayList<>();
    for (int rate : new int[] {50, 200}) {
      Path spikes = folder.resolve(rate + ".parquet");
      Cli run =
          Cli.run(
              (Object[])
                  "run --excite 11 --t-run 1 --n-run 2 --rate %d --connectome %s --out %s"
                      .formatted(rate, brain, spikes)
                      .split(" ", -1));
      assertThat(run.exitCode()).as(run.err()).isZero();
      runs.add(spikes);
    }
    Path svg = folder.resolve("pair.svg");
    Cli cli =
        Cli.run(
            "compare",
            "equivalence",
            runs.get(0),
            runs.get(1),
            "--connectome",
            brain,
            "--figure",
            svg);
    assertThat(cli.exitCode()).as(cli.err()).isLessThan(2);
    assertThat(text(svg)).contains("22 " + type + " left   1", "sides as in neurons.csv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--figure pair.jpg | name the file .png or .svg",
        "--figure pair.png --trial 3 | has trials 0 .. 2",
        "--figure pair.png --trial -1 | trials count from 0",
        "--figure pair.png --dpi 9 | must be 36 .. 1200"
      })
  void whatCannotBeDrawn_isAnErrorOfOneLine_andNoFile(String options, String message) {
    String line =
        "compare equivalence %s %s %s"
            .formatted(
                ROUND.resolve("brian2cpp_t0.5s_n3.parquet"),
                ROUND.resolve("pytorch_t0.5s_n3.parquet"),
                options.replace("pair.", folder.resolve("pair.").toString()));
    Cli cli = Cli.run((Object[]) line.split(" ", -1));
    assertThat(cli.exitCode()).isNotZero();
    assertThat(cli.err()).contains(message);
    assertThat(folder.toFile().list()).isEmpty();
  }
}
