package flybrain.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Campaigns on Spark inside this process.
class SparkCampaignTest {
  /// Folder of the flybrain.jar that was just built.
  private static final String HOME = System.getProperty("flybrain.home", "");

  private static final String SCREEN =
      """
      n_run = 4
      read_out = [33]
      drive = { neurons = [11], rate = 100 }
      [[step]]
      name = "dose"
      rates = [0, 50, 100, 150, 200]
      spikes = true
      [[step]]
      name = "silence"
      silence_each = { most_active = 2, of = "dose", at = 200 }
      """;

  @TempDir private Path folder;

  private static SparkConf conf() {
    return new SparkConf()
        .setMaster("local[2]")
        .setAppName("flybrain")
        .set("spark.ui.enabled", "false")
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        .set(Flybrain.HOME, HOME);
  }

  /// Runs a command of flybrain in a process of its own, without Spark.
  private void flybrain(String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-jar");
    line.add(Path.of(HOME, "flybrain.jar").toString());
    line.addAll(List.of(words));
    Path log = folder.resolve("log.txt");
    Process process =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor()).as(Files.readString(log)).isZero();
  }

  private String[] campaign(Path out) {
    return new String[] {
      "campaign",
      "run",
      folder.resolve("screen.toml").toString(),
      "--connectome",
      folder.resolve("chain").toString(),
      "--out",
      out.toString()
    };
  }

  @Test
  void campaign_hasTheBytesOfARunWithoutSpark() throws IOException, InterruptedException {
    Path edges = folder.resolve("edges.csv");
    Files.writeString(edges, "pre,post,count\n11,22,300\n22,33,300\n");
    flybrain(
        "data", "import", edges.toString(), folder.resolve("chain").toString(), "--all-excitatory");
    Files.writeString(folder.resolve("screen.toml"), SCREEN);
    Path plain = folder.resolve("plain");
    flybrain(campaign(plain));
    Path spark = folder.resolve("spark");
    assertThat(Main.run(conf(), campaign(spark))).isZero();
    List<Path> expected = files(plain);
    // Three tables, the campaign, what it is made from, the page, and spikes of 6 experiments.
    assertThat(expected).hasSize(6 + 6);
    assertThat(files(spark)).isEqualTo(expected);
    for (Path file : expected) {
      assertThat(spark.resolve(file)).hasSameBinaryContentAs(plain.resolve(file));
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(root::relativize)
          .filter(file -> !file.endsWith(".lock"))
          .sorted()
          .toList();
    }
  }

  @Test
  void wrongCommandOrFolder_startsNoSpark() {
    // Spark refuses to start without a master.
    SparkConf noMaster = new SparkConf().set(Flybrain.HOME, HOME);
    assertThat(Main.run(noMaster, "run", "sugar")).isEqualTo(2);
    assertThat(Main.run(noMaster, "campaign", "run", "--help")).isZero();
    assertThat(Main.run(noMaster, "campaign", "run", folder.resolve("none.toml").toString()))
        .isEqualTo(2);
    SparkConf elsewhere = new SparkConf().set(Flybrain.HOME, folder.toString());
    assertThat(Main.run(elsewhere, "campaign", "run", "screen.toml")).isEqualTo(1);
  }

  @Test
  void whyATaskFailed_isSaidInOneLine() {
    try (LentCluster cluster = new LentCluster(conf(), HOME)) {
      assertThat(cluster.getAsInt()).isEqualTo(2);
      String here = folder.toString();
      Map<String, String> noCampaign =
          Map.of(
              "folder", here,
              "stage", "1",
              "shards", "2",
              "workingFolder", here,
              "cache", here,
              "data", here);
      assertThatThrownBy(() -> cluster.accept(noCampaign, List.of(1, 2)))
          .isInstanceOf(UncheckedIOException.class)
          .cause()
          .hasMessage(
              "127.0.0.1: %s: is not a folder of a campaign (it has no provenance.toml)", here);
      assertThatThrownBy(() -> cluster.accept(Map.of("stage", "1"), List.of(1, 2)))
          .isInstanceOf(UncheckedIOException.class)
          .cause()
          .hasMessage("127.0.0.1: java.lang.NullPointerException: folder");
    }
  }
}
