package flybrain.paper;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.campaign.BuiltInCampaigns;
import flybrain.campaign.CampaignResults;
import flybrain.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Goldens: `app/src/test/python/make_paper_tables.py` with pandas 2.3.3 and NumPy 2.4.6, from the
/// spike files of `flybrain campaign run paper/S1D --n-run 9 --spikes --connectome synthetic`, and
/// of `paper/5G` and `paper/3B` in the same way.
class PaperTablesTest {
  private static final Path GOLDENS = Path.of("src/test/resources/flybrain/paper");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"S1D,figure_s1", "5G,figure_5/data", "3B,figure_3"})
  void tables_areThoseOfPandasToTheLastByte(String figure, String tables) throws IOException {
    Path store = folder.resolve("store");
    run(
        "campaign",
        "run",
        "paper/" + figure,
        "--n-run",
        9,
        "--connectome",
        "synthetic",
        "--out",
        store);
    Path out = folder.resolve("tables");
    run("campaign", "export", store, "--out", out);
    try (Stream<Path> goldens = Files.list(GOLDENS.resolve(tables))) {
      assertThat(goldens)
          .isNotEmpty()
          .allSatisfy(golden ->
              assertThat(out.resolve(tables).resolve(golden.getFileName()))
                  .hasSameBinaryContentAs(golden));
    }
  }

  /// One neuron of `sugar`, with a connection to MN9 that is too weak.
  @Test
  void readOutThatNeverFires_isSaidAndHasNoRow() throws IOException {
    Path edges = folder.resolve("edges.csv");
    Files.writeString(edges, "pre,post,count\n720575940630233916,720575940660219265,1\n");
    run("data", "import", edges, folder.resolve("imported"), "--all-excitatory");
    Path store = folder.resolve("store");
    Cli ran =
        run(
            "campaign",
            "run",
            "paper/1E",
            "--n-run",
            2,
            "--connectome",
            folder.resolve("imported"),
            "--out",
            store);
    assertThat(ran.out()).contains("read-out MN9_left fires in none of these experiments");
    Cli cli = run("campaign", "export", store, "--out", folder.resolve("tables"));
    assertThat(cli.err())
        .contains(
            "figure_1/fig_1e_25_hz_rate: read-out MN9_left fires in none of its experiments, so the"
                + " table has no row for it");
    assertThat(folder.resolve("tables/figure_1/fig_1e_25_hz_rate.csv"))
        .hasContent("exp_name,720575940660219265\n");
  }

  @Test
  void otherCampaigns_haveNoTablesOfThePaper() throws IOException {
    Path file = folder.resolve("paper_S1D.toml");
    Files.writeString(file, BuiltInCampaigns.get("paper/S1D").text().replace("180, ", ""));
    Path store = folder.resolve("store");
    run("campaign", "run", file, "--n-run", 1, "--connectome", "synthetic", "--out", store);
    assertThat(PaperTables.isPaper(CampaignResults.read(store).campaign())).isFalse();
    assertThat(PaperTables.isPaper(BuiltInCampaigns.get("paper/S1D"))).isTrue();
  }

  private static Cli run(Object... words) {
    Cli cli = Cli.run(words);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return cli;
  }
}
