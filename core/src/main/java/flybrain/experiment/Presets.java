package flybrain.experiment;

import flybrain.InputException;
import flybrain.NearestName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The experiments that are known by name: the benchmark's two, the drives of the paper, and the
/// six of the example notebook of eonsystemspbc/fly-brain, which need v783.
///
/// Rates: `sugar` and `p9` as in the benchmark of eonsystemspbc/fly-brain, the suite's examples as
/// there, all others with the default of Shiu et al. 2024. Read-outs are taken from the paper's
/// figures 2 to 5 and the suite's examples; other presets have none.
public final class Presets {
  private static final List<String> TASTE = List.of("MN9_left", "MN9_right");
  private static final List<String> GROOMING = List.of("aDN1", "aDN2_left", "aBN1");
  private static final List<String> SUITE =
      List.of(
          "P9_oDN1_left",
          "P9_oDN1_right",
          "P9_left",
          "P9_right",
          "DNa01_right",
          "DNa01_left",
          "DNa02_right",
          "DNa02_left",
          "MDN_1",
          "MDN_2",
          "MDN_3",
          "MDN_4",
          "Giant_Fiber_1",
          "Giant_Fiber_2",
          "MN9_left",
          "MN9_right",
          "aDN1_right",
          "aDN1_left");

  private Presets() {}

  /// The names of all presets, in the order of [#all].
  public static List<String> names() {
    return all().stream().map(Recipe::name).toList();
  }

  /// All presets: the experiments with names of their own first, then one for each SEZ cell type of
  /// figure 2 of the paper.
  public static List<Recipe> all() {
    return Stream.concat(
            named().stream(),
            NeuronSets.builtIn().all().stream().flatMap(set -> ofType(set).stream()))
        .toList();
  }

  /// The preset of a name; upper and lower case are the same. Empty if there is none.
  public static Optional<Recipe> find(String name) {
    return named().stream()
        .filter(recipe -> recipe.name().equalsIgnoreCase(name))
        .findFirst()
        .or(() -> NeuronSets.builtIn().find(name).flatMap(Presets::ofType));
  }

  /// The preset of a name.
  ///
  /// @throws InputException if there is none, with the nearest name
  public static Recipe get(String name) {
    return find(name)
        .orElseThrow(() ->
            new InputException(
                "preset '%s' is unknown%s; allowed: %s, the SEZ cell types that `flybrain neurons`"
                        .formatted(
                            name,
                            NearestName.hint(name, names()),
                            String.join(", ", named().stream().map(Recipe::name).toList()))
                    + " lists, or an experiment file (.toml)"));
  }

  private static List<Recipe> named() {
    return List.of(
        preset("sugar", 200, TASTE),
        preset("p9", 100, List.of()),
        preset("sugar_left", Recipe.DEFAULT_RATE, List.of()),
        preset("bitter", Recipe.DEFAULT_RATE, TASTE),
        preset("ir94e", Recipe.DEFAULT_RATE, TASTE),
        preset("water", Recipe.DEFAULT_RATE, TASTE),
        preset("jon_all", Recipe.DEFAULT_RATE, GROOMING),
        preset("jon_ce", Recipe.DEFAULT_RATE, GROOMING),
        preset("jon_f", Recipe.DEFAULT_RATE, GROOMING),
        preset("jon_f", Recipe.DEFAULT_RATE, GROOMING)
            .withName("jon_f_three_silenced")
            .withSilenced(List.of(new NeuronReference.Name("three_inhibitory"))),
        preset("p9", 100, SUITE).withName("P9s_100Hz_b"),
        preset("sugar_GRNs", 200, SUITE).withName("Sugar_200Hz"),
        with(preset("sugar_GRNs", 200, SUITE), "bitter_GRNs", 200).withName("Sugar_and_bitter"),
        with(preset("p9", 100, SUITE), "LC_4s", 200).withName("P9_LC4s"),
        with(preset("p9", 100, SUITE), "JO_CE_bilateral", 300).withName("P9_JO_CE_bilateral"),
        with(preset("p9", 100, SUITE), "Or56a", 250).withName("P9_Or56a"));
  }

  private static Recipe with(Recipe first, String set, double rate) {
    return first.withFurtherDrive(new Stimulus(List.of(new NeuronReference.Name(set)), rate));
  }

  private static Recipe preset(String set, double rate, List<String> readOut) {
    return Recipe.DEFAULT
        .withName(set)
        .withDriven(List.of(new NeuronReference.Name(set)))
        .withRate(rate)
        .withReadOut(readOut.stream().<NeuronReference>map(NeuronReference.Name::new).toList());
  }

  /// The preset of a cell type of the subesophageal zone; other sets have none of their own.
  private static Optional<Recipe> ofType(NamedSet set) {
    return set.kind() == NamedSet.Kind.SEZ_TYPE
        ? Optional.of(preset(set.name(), Recipe.DEFAULT_RATE, TASTE))
        : Optional.empty();
  }
}
