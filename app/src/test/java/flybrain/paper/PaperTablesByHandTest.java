package flybrain.paper;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.experiment.NeuronSets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tables of two trials of 0.5 s: n and m spikes are a rate of n + m and a deviation of |n - m| Hz.
class PaperTablesByHandTest {
  private static final String MN9 = "MN9_left";
  private static final String MN9_ID = "720575940660219265";

  @TempDir private Path temporary;
  private final List<String> notices = new ArrayList<>();

  private CampaignFolder campaign(String... steps) throws IOException {
    return new CampaignFolder(temporary.resolve("campaign"), steps);
  }

  private Path write(CampaignFolder campaign) throws IOException {
    Path out = temporary.resolve("tables");
    PaperTables.write(campaign.results(), out, notices::add);
    return out;
  }

  private static Map<String, long[]> mn9(long... counts) {
    return Map.of(MN9, counts);
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  /// As strings sort them, without what did not fire; controls are no rows.
  @Test
  void tableOfOneReadOut_hasARowForEachExperimentThatFired() throws IOException {
    Path out =
        write(
            campaign("3A")
                .arm("3A", "Sugar_Bitter_20_Hz_0_Hz", 20, mn9(3, 4))
                .arm("3A", "Sugar_Bitter_100_Hz_0_Hz", 100, mn9(20, 10))
                .arm("3A", "Sugar_Bitter_0_Hz_20_Hz", 0, mn9(0, 0))
                .silent("3A", "Sugar_Bitter_0_Hz_0_Hz", 0)
                .control("3A", "base", 0, mn9(9, 9)));
    assertThat(files(out))
        .containsExactly("figure_3/fig_3a_rate.csv", "figure_3/fig_3a_rate_std.csv");
    assertThat(out.resolve("figure_3/fig_3a_rate.csv"))
        .hasContent(
            """
            exp_name,%s
            Sugar_Bitter_0_Hz_20_Hz,0.0
            Sugar_Bitter_100_Hz_0_Hz,30.0
            Sugar_Bitter_20_Hz_0_Hz,7.0
            """
                .formatted(MN9_ID));
    assertThat(out.resolve("figure_3/fig_3a_rate_std.csv"))
        .hasContent(
            """
            exp_name,%s
            Sugar_Bitter_0_Hz_20_Hz,0.0
            Sugar_Bitter_100_Hz_0_Hz,10.0
            Sugar_Bitter_20_Hz_0_Hz,1.0
            """
                .formatted(MN9_ID));
    assertThat(notices).isEmpty();
  }

  @Test
  void tablesOfRates_haveTheirRateInTheName() throws IOException {
    Path out =
        write(
            campaign("1E", "5D")
                .arm("1E", "25_Hz_2", 25, mn9(1, 1))
                .arm("1E", "25_Hz_1", 25, mn9(2, 1))
                .arm("1E", "50_Hz_1", 50, mn9(4, 4))
                .arm(
                    "5D",
                    "a",
                    150,
                    Map.of("aDN1", new long[] {1, 2}, "aDN2_left", new long[] {3, 5})));
    assertThat(files(out))
        .containsExactly(
            "figure_1/fig_1e_25_hz_rate.csv",
            "figure_1/fig_1e_25_hz_rate_std.csv",
            "figure_1/fig_1e_50_hz_rate.csv",
            "figure_1/fig_1e_50_hz_rate_std.csv",
            "figure_5/fig_5d_150_hz_rate.csv",
            "figure_5/fig_5d_150_hz_std.csv",
            "figure_s4/fig_s4b_150_hz_rate.csv",
            "figure_s4/fig_s4b_150_hz_std.csv");
    assertThat(out.resolve("figure_1/fig_1e_25_hz_rate.csv"))
        .hasContent("exp_name,%s\n25_Hz_1,3.0\n25_Hz_2,2.0\n".formatted(MN9_ID));
    assertThat(out.resolve("figure_s4/fig_s4b_150_hz_rate.csv"))
        .hasContent("exp_name,720575940629806974\na,8.0\n");
    assertThat(out.resolve("figure_5/fig_5d_150_hz_std.csv"))
        .hasContent("exp_name,720575940616185531\na,1.0\n");
  }

  /// 5G and S5C have an extra first row `name,`.
  @Test
  void tablesOfABN1_haveARowOfNames() throws IOException {
    Path out =
        write(
            campaign("S5C", "5G_F")
                .arm("S5C", "JON_F_Three_Silenced_20Hz", 20, Map.of("aBN1", new long[] {2, 0}))
                .arm("5G_F", "JON_F_20Hz", 20, Map.of("aBN1", new long[] {0, 0})));
    assertThat(out.resolve("figure_s5/fig_s5c_JON_F_silenced_rate.csv"))
        .hasContent("exp_name,720575940630907434\nname,\nJON_F_Three_Silenced_20Hz,2.0\n");
    assertThat(out.resolve("figure_s5/fig_s5c_JON_F_silenced_.csv"))
        .hasContent("exp_name,720575940630907434\nname,\nJON_F_Three_Silenced_20Hz,2.0\n");
    assertThat(out.resolve("figure_5/data/fig_5g_JON_F_std.csv"))
        .as("it never fired")
        .hasContent("exp_name,720575940630907434\n");
    assertThat(notices)
        .containsExactly(
            "figure_5/data/fig_5g_JON_F_rate: read-out aBN1 fires in none of its experiments, so"
                + " the table has no row for it");
  }

  /// The right MN9 has another id in v630 than in v783.
  @ParameterizedTest
  @ValueSource(longs = {720575940645521262L, 720575940618238523L})
  void figure2_hasARowForEachMN9AndAColumnForEachExperiment(long right) throws IOException {
    Path out =
        write(
            campaign("2")
                .arm(
                    "2",
                    "50_Hz_b",
                    50,
                    Map.of(MN9, new long[] {1, 3}, "MN9_right", new long[] {0, 5}))
                .arm("2", "50_Hz_a", 50, mn9(2, 2))
                .fired(right));
    Map<String, String> rows = new LinkedHashMap<>();
    Files.readAllLines(out.resolve("figure_2/fig_2_50_hz_rate.csv"))
        .forEach(line -> rows.put(line.split(",", 2)[0], line.split(",", 2)[1]));
    assertThat(rows)
        .hasSize(3)
        .containsEntry("flyid", "50_Hz_a,50_Hz_b")
        .containsEntry(MN9_ID, "4.0,4.0")
        .containsEntry(Long.toString(right), "0.0,5.0");
    assertThat(out.resolve("figure_2/fig_2_50_hz_rate_std.csv"))
        .content()
        .contains(MN9_ID + ",0.0,2.0\n", right + ",0.0,5.0\n");
    assertThat(rows.keySet()).element(1).as("ascending").isEqualTo(Long.toString(right));
  }

  @Test
  void figure2WithoutTheRightMN9_hasOneRowAndSaysSo() throws IOException {
    Path out = write(campaign("2").arm("2", "50_Hz_a", 50, mn9(2, 2)));
    assertThat(Files.readAllLines(out.resolve("figure_2/fig_2_50_hz_rate.csv"))).hasSize(2);
    assertThat(notices)
        .containsExactly(
            "figure_2/fig_2_50_hz_rate: read-out MN9_right fires in none of its experiments, so the"
                + " table has no row for it");
  }

  private static long sugar(int number) {
    return NeuronSets.builtIn().get("sugar").idsOfNeurons().get(number - 1).getFirst();
  }

  /// A name for each driven neuron, 0 where it did not fire, and the most active of 200 Hz.
  @Test
  void tableOfAllNeurons_isByIdWithNames() throws IOException {
    long mn9 = Long.parseLong(MN9_ID);
    Path out =
        write(
            campaign("1D")
                .arm("1D", "sugarR_20Hz", 20, Map.of())
                .arm("1D", "sugarR_200Hz", 200, Map.of())
                .spikes("sugarR_20Hz", Map.of(sugar(2), new int[] {4, 1}))
                .spikes(
                    "sugarR_200Hz",
                    Map.of(
                        sugar(2),
                        new int[] {9, 9},
                        7L,
                        new int[] {3, 0},
                        5L,
                        new int[] {0, 3},
                        mn9,
                        new int[] {20, 20})));
    List<String> lines = Files.readAllLines(out.resolve("figure_1/fig_1d_rate.csv"));
    assertThat(lines).hasSize(5).first().isEqualTo("flyid,name,sugarR_200Hz,sugarR_20Hz");
    assertThat(lines.subList(1, 3)).containsExactly("5,,3.0,0.0", "7,,3.0,0.0");
    assertThat(lines.subList(3, 5))
        .containsExactlyInAnyOrder(sugar(2) + ",sugar_2,18.0,5.0", MN9_ID + ",,40.0,0.0");
    assertThat(lines.subList(1, 5))
        .isSortedAccordingTo(
            Comparator.comparingLong(line -> Long.parseLong(line.split(",", 2)[0])));
    assertThat(Files.readAllLines(out.resolve("figure_1/fig_1d_rate_std.csv")))
        .contains(sugar(2) + ",sugar_2,0.0,3.0", "5,,3.0,0.0");
    // Ties by id.
    assertThat(out.resolve("figure_1/fig_1d_id_top200.pickle"))
        .hasBinaryContent(PandasIndex.pickle(List.of(mn9, sugar(2), 5L, 7L)));
  }

  @Test
  void mostActiveNeuronsOfNothing_areAnEmptyIndex() throws IOException {
    Path out =
        write(
            campaign("1D")
                .arm("1D", "sugarR_20Hz", 20, Map.of())
                .silent("1D", "sugarR_200Hz", 200)
                .spikes("sugarR_20Hz", Map.of(5L, new int[] {1, 1})));
    assertThat(out.resolve("figure_1/fig_1d_id_top200.pickle"))
        .hasBinaryContent(PandasIndex.pickle(List.of()));
  }

  @Test
  void atMost200Neurons_areInThePickle() throws IOException {
    Map<Long, int[]> counts = new LinkedHashMap<>();
    for (long id = 1; id <= 205; id++) {
      counts.put(id, new int[] {id == 203 ? 9 : 1, 1});
    }
    Path out =
        write(
            campaign("1D").arm("1D", "sugarR_200Hz", 200, Map.of()).spikes("sugarR_200Hz", counts));
    List<Long> expected = new ArrayList<>(List.of(203L));
    for (long id = 1; id <= 199; id++) {
      expected.add(id);
    }
    assertThat(out.resolve("figure_1/fig_1d_id_top200.pickle"))
        .hasBinaryContent(PandasIndex.pickle(expected));
  }

  @Test
  void stepWithoutNeurons_isSaidOnce() throws IOException {
    Path out =
        write(campaign("S5C", "3B").withoutNeurons("S5C", "x").arm("3B", "y", 20, mn9(1, 1)));
    assertThat(notices)
        .containsExactly(
            "step S5C: no experiment was run ('no neurons'): the connectome lacks neurons that are"
                + " driven or silenced, so its tables have no rows");
    assertThat(out.resolve("figure_s5/fig_s5c_JON_F_silenced_rate.csv"))
        .hasContent("exp_name,720575940630907434\n");
  }

  /// The files of each figure, as the specification's table has them.
  @Test
  void tables_areThoseOfTheSpecification() {
    assertThat(PaperTable.all().stream().map(PaperTablesByHandTest::line))
        .containsExactlyInAnyOrder(
            "1D figure_1 fig_1d sugar",
            "1E figure_1 MN9_left fig_1e_{f}_hz_rate fig_1e_{f}_hz_rate_std",
            "1F figure_1 MN9_left fig_1f_{f}_hz_rate fig_1f_{f}_hz_rate_std",
            "2 figure_2 [MN9_left, MN9_right] fig_2_{f}_hz",
            "3A figure_3 MN9_left fig_3a_rate fig_3a_rate_std",
            "3B figure_3 MN9_left fig_3b_rate fig_3b_rate_std",
            "4A figure_4 fig_4a water",
            "4B figure_4 MN9_left fig_4b_{f}_hz_rate fig_4b_{f}_hz_rate_std",
            "4C figure_4 MN9_left fig_4c_{f}_hz_rate fig_4c_{f}_hz_rate_std",
            "4E figure_4 MN9_left fig_4e_rate fig_4e_rate_std",
            "5B figure_5 fig_5b JON",
            "5C figure_5 aDN1 fig_5c_{f}_hz_rate fig_5c_{f}_hz_rate_std",
            "5C figure_s4 aDN2_left fig_s4a_{f}_hz_rate fig_s4a_{f}_hz_rate_std",
            "5D figure_5 aDN1 fig_5d_{f}_hz_rate fig_5d_{f}_hz_std",
            "5D figure_s4 aDN2_left fig_s4b_{f}_hz_rate fig_s4b_{f}_hz_std",
            "5G_CE figure_5/data aBN1 fig_5g_JON_CE_rate fig_5g_JON_CE_std",
            "5G_F figure_5/data aBN1 fig_5g_JON_F_rate fig_5g_JON_F_std",
            "S5C figure_s5 aBN1 fig_s5c_JON_F_silenced_rate fig_s5c_JON_F_silenced_",
            "S1D figure_s1 fig_s1d sugar");
    assertThat(
            PaperTable.all().stream()
                .flatMap(table ->
                    table instanceof PaperTable.AllNeurons all && all.top() != null
                        ? Stream.of(all.top())
                        : Stream.empty()))
        .containsExactly(
            new PaperTable.Top("fig_1d_id_top200", "sugarR_200Hz", 200),
            new PaperTable.Top("id_top200_water", "waterR_260Hz", 200),
            new PaperTable.Top("id_top300_JON", "JON_All_220Hz", 300));
  }

  private static String line(PaperTable table) {
    String files =
        switch (table) {
          case PaperTable.AllNeurons all -> all.stem() + " " + all.names();
          case PaperTable.ReadOut one ->
              String.join(" ", one.readOut(), one.rates(), one.deviations());
          case PaperTable.Both both -> both.readOuts() + " " + both.stem();
        };
    return "%s %s %s".formatted(table.step(), table.folder(), files);
  }
}
