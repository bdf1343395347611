package flybrain.paper;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Two tables of the paper's figures, rates and their standard deviations, and what they are of.
sealed interface PaperTable {
  /// The step of the campaign `paper` that has the experiments.
  String step();

  /// Folder of the tables.
  String folder();

  /// All neurons, a row each; a column for each experiment.
  ///
  /// @param stem of the file names, to which `_rate` and `_rate_std` are added
  /// @param set whose neurons have a name
  /// @param names what their names begin with
  /// @param top the file with the ids of the most active neurons, null for none
  record AllNeurons(
      String step, String folder, String stem, String set, String names, @Nullable Top top)
      implements PaperTable {}

  /// The most active neurons of an experiment, in a pickle.
  record Top(String file, String experiment, int count) {}

  /// One neuron, a row for each experiment.
  ///
  /// @param rates file name of the rates, with `{f}` where there is a table for each rate
  /// @param deviations file name of their standard deviations, in the same way
  /// @param named whether a row `name` comes first
  record ReadOut(
      String step, String folder, String readOut, String rates, String deviations, boolean named)
      implements PaperTable {}

  /// The two MN9, a row each; a column for each experiment of a rate.
  record Both(String step, String folder, List<String> readOuts, String stem)
      implements PaperTable {}

  /// All tables, as the published notebook writes them.
  static List<PaperTable> all() {
    return Stream.of(
            List.of(
                new AllNeurons(
                    "1D",
                    "figure_1",
                    "fig_1d",
                    "sugar",
                    "sugar",
                    new Top("fig_1d_id_top200", "sugarR_200Hz", 200)),
                one("1E", "figure_1", "MN9_left", "fig_1e_{f}_hz"),
                one("1F", "figure_1", "MN9_left", "fig_1f_{f}_hz"),
                new Both("2", "figure_2", List.of("MN9_left", "MN9_right"), "fig_2_{f}_hz"),
                one("3A", "figure_3", "MN9_left", "fig_3a"),
                one("3B", "figure_3", "MN9_left", "fig_3b"),
                new AllNeurons(
                    "4A",
                    "figure_4",
                    "fig_4a",
                    "water",
                    "water",
                    new Top("id_top200_water", "waterR_260Hz", 200)),
                one("4B", "figure_4", "MN9_left", "fig_4b_{f}_hz"),
                one("4C", "figure_4", "MN9_left", "fig_4c_{f}_hz"),
                one("4E", "figure_4", "MN9_left", "fig_4e")),
            List.of(
                new AllNeurons(
                    "5B",
                    "figure_5",
                    "fig_5b",
                    "jon_all",
                    "JON",
                    new Top("id_top300_JON", "JON_All_220Hz", 300)),
                one("5C", "figure_5", "aDN1", "fig_5c_{f}_hz"),
                one("5C", "figure_s4", "aDN2_left", "fig_s4a_{f}_hz"),
                two("5D", "figure_5", "aDN1", "fig_5d_{f}_hz"),
                two("5D", "figure_s4", "aDN2_left", "fig_s4b_{f}_hz"),
                named("5G_CE", "figure_5/data", "fig_5g_JON_CE_rate", "fig_5g_JON_CE_std"),
                named("5G_F", "figure_5/data", "fig_5g_JON_F_rate", "fig_5g_JON_F_std"),
                named("S5C", "figure_s5", "fig_s5c_JON_F_silenced_rate", "fig_s5c_JON_F_silenced_"),
                new AllNeurons("S1D", "figure_s1", "fig_s1d", "sugar_left", "sugar", null)))
        .flatMap(List::stream)
        .toList();
  }

  private static PaperTable one(String step, String folder, String readOut, String stem) {
    return new ReadOut(step, folder, readOut, stem + "_rate", stem + "_rate_std", false);
  }

  /// Figure 5D calls its deviations otherwise.
  private static PaperTable two(String step, String folder, String readOut, String stem) {
    return new ReadOut(step, folder, readOut, stem + "_rate", stem + "_std", false);
  }

  private static PaperTable named(String step, String folder, String rates, String deviations) {
    return new ReadOut(step, folder, "aBN1", rates, deviations, true);
  }
}
