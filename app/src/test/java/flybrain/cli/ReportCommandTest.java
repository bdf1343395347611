package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.parquet.ParquetReader;
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
import org.w3c.dom.Element;

class ReportCommandTest {
  private static final String RESULTS =
      """
      framework,n_run,t_run,setup_time,build_time,sim_time,total_time,realtime_ratio,spikes,active_neurons,status,timestamp,backend_key,experiment,experiment_key,run_label,round,spike_path
      flybrain event (CPU),1,1.0,0.5,0.0,0.02,1.25,50.0,10,5,success,2026-07-01 00:00:00,event,Sugar,sugar,t,1,
      flybrain event (CPU),1,1.0,0.5,0.0,0.04,1.75,25.0,10,5,success,2026-07-01 00:00:00,event,Sugar,sugar,t,2,
      flybrain event (CPU),4,1.0,0.5,0.0,0.1,2.0,40.0,10,5,success,2026-07-01 00:00:00,event,Sugar,sugar,t,1,
      flybrain event (CPU),4,1.0,0.5,0.0,0.1,2.0,40.0,10,5,success,2026-07-01 00:00:00,event,Sugar,sugar,t,2,
      Brian2 (CPU),1,1.0,0.5,4.0,2.0,6.0,0.5,10,5,success,2026-07-01 00:00:00,brian2cpp,Sugar,sugar,t,1,
      Brian2 (CPU),1,1.0,0.5,4.0,2.0,6.0,0.5,10,5,success,2026-07-01 00:00:00,brian2cpp,Sugar,sugar,t,2,
      Brian2 (CPU),4,1.0,0.0,0.0,0.0,9.0,0.0,0,0,error: out of memory,2026-07-01 00:00:00,brian2cpp,Sugar,sugar,t,1,
      """;

  @TempDir private Path folder;
  private Path data;
  private Path results;

  @BeforeEach
  void writeResults() throws IOException {
    data = Files.createDirectory(folder.resolve("data"));
    results = data.resolve("benchmark-results.csv");
    Files.writeString(results, RESULTS);
  }

  @Test
  void text_isMediansAndFailures() {
    Cli report = Cli.run("report", "--data", data);
    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(report.out().lines().map(line -> line.replaceAll(" {2,}", " | ")))
        .containsExactly(
            "Sugar · run t",
            "",
            "framework | t_run (s) | trials | rounds | setup (s) | build (s) | steps (s) | steps, range"
                + " | total (s) | total, range",
            "Brian2 (CPU) | 1 | 1 | 2 | 0.5 | 4 | 2 | - | 6 | -",
            "flybrain event (CPU) | 1 | 1 | 2 | 0.5 | 0 | 0.03 | 0.02 – 0.04 | 1.5 | 1.25 – 1.75",
            "flybrain event (CPU) | 1 | 4 | 2 | 0.5 | 0 | 0.1 | - | 2 | -",
            "",
            "Ratios",
            "",
            "framework | t_run (s) | trials | vs real time | vs Brian2 | vs Brian2, total | trial / single",
            "Brian2 (CPU) | 1 | 1 | 0.5x | 1x | 1x | 1",
            "flybrain event (CPU) | 1 | 1 | 37.5x | 75x | 4x | 1",
            "flybrain event (CPU) | 1 | 4 | 40x | - | - | 0.938",
            "",
            "Not measured",
            "",
            "framework | t_run (s) | trials | failed rounds | of | reason",
            "Brian2 (CPU) | 1 | 4 | 1 | 1 | out of memory");
    assertThat(report.err()).isEqualTo("report: " + data.resolve("report/report.html") + "\n");
  }

  @Test
  void files_areTablesPicturesAndAPage() throws Exception {
    Cli report =
        Cli.run("report", results, "--out", folder.resolve("r"), "--published", "--dpi", 72);
    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(report.out()).contains("Published: RTX 4070");
    Path pictures = folder.resolve("r/t-sugar");
    for (String name :
        List.of(
            "time-over-trials",
            "realtime-ratio",
            "speed-relative-to-brian2",
            "scaling-over-trials")) {
      BufferedImage png = ImageIO.read(pictures.resolve(name + ".png").toFile());
      assertThat(png.getWidth()).as(name).isEqualTo(700);
      Element svg =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(pictures.resolve(name + ".svg").toFile())
              .getDocumentElement();
      assertThat(svg.getTextContent())
          .as(name)
          .contains("flybrain event (CPU)", "GeNN (GPU), published", "trials of 1 s");
    }
    assertThat(pictures.resolve("time-over-duration.png"))
        .as("all benchmarks have the same duration")
        .doesNotExist();
    assertThat(folder.resolve("r/report.html"))
        .content()
        .contains("<h2>Sugar · run t</h2>", "out of memory", "data:image/svg+xml;base64,")
        .doesNotContain("http");
    try (ParquetReader table = new ParquetReader(folder.resolve("r/timings.parquet"))) {
      assertThat(table.rows()).isEqualTo(4 + 33);
    }
    assertThat(results).as("is only read").content().isEqualTo(RESULTS);
  }

  @Test
  void singleRound_isAColdStartWithoutRatios() throws IOException {
    Files.writeString(
        results,
        RESULTS
            .lines()
            .filter(line -> !line.contains(",t,2,"))
            .collect(java.util.stream.Collectors.joining("\n", "", "\n")));
    Cli report = Cli.run("report", "--data", data);
    assertThat(report.out())
        .doesNotContain("vs real time")
        .contains("3 benchmarks measured in one round, which is a cold start");
    assertThat(data.resolve("report/t-sugar/time-over-trials.svg")).exists();
    assertThat(data.resolve("report/t-sugar/realtime-ratio.svg")).doesNotExist();
    assertThat(data.resolve("report/report.html"))
        .content()
        .contains("cold start")
        .doesNotContain("40x");
  }

  @Test
  void csv_isTheTableThatIsWritten() throws IOException {
    Cli report = Cli.run("report", results, "--csv");
    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(data.resolve("report/timings.csv")).content().isEqualTo(report.out());
    assertThat(report.out().lines().skip(2).findFirst())
        .contains(
            "measured,t,Sugar,sugar,Brian2 (CPU),brian2cpp,1.0,4,0,1,,,,,,,,,,,,,out of memory");
    assertThat(report.out().lines().skip(3).findFirst())
        .contains(
            "measured,t,Sugar,sugar,flybrain event (CPU),event,1.0,1,2,0,0.5,0.0,0.03,0.02,0.04,"
                + "1.5,1.25,1.75,37.5,75.0,4.0,1.0,");
  }

  @Test
  void onlyFailures_makeAReportWithoutPictures() throws IOException {
    Files.writeString(results, RESULTS.replace("success", "error: no compiler"));
    Cli report = Cli.run("report", "--data", data);
    assertThat(report.exitCode()).as(report.err()).isZero();
    assertThat(report.out()).contains("no compiler");
    assertThat(data.resolve("report/report.html")).isRegularFile();
    assertThat(data.resolve("report/t-sugar")).doesNotExist();
  }

  @Test
  void missingResults_areNamed() {
    Path nothing = folder.resolve("nothing");
    Cli report = Cli.run("report", "--data", nothing);
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.err()).contains(nothing.resolve("benchmark-results.csv").toString());
    assertThat(nothing).doesNotExist();
  }

  @Test
  void wrongResolution_isWrongUsage() {
    Cli report = Cli.run("report", results, "--dpi", 5);
    assertThat(report.exitCode()).isEqualTo(2);
    assertThat(report.err()).contains("--dpi 5: must be 36 .. 1200");
    assertThat(data.resolve("report")).doesNotExist();
  }
}
