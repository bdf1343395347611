package flybrain.attribution;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import flybrain.connectome.Connectome;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
  private static final Routes.Search ALL = new Routes.Search(10_000, 0.02);

  /// Two ways from the driven neuron 0 to 3: over 1, and over 2 with a connection half as strong.
  private static final Connectome DIAMOND =
      AttributionTest.brain(4, AttributionTest.rowsOf("0,1,400", "0,2,400", "1,3,200", "2,3,100"));

  private static Experiment experiment(Silence silence) {
    return new Experiment(
        "diamond",
        List.of(new Drive(NeuronSet.of("driven", 0), 0)),
        silence,
        1000,
        1,
        1,
        Parameters.SHIU_2024,
        List.of(),
        AttributionTest.replay(AttributionTest.rowsOf("10,0", "500,0")));
  }

  @Test
  void routes_shareByTheContributionsOnTheWay() throws IOException {
    Attribution attribution = Runs.attribution(DIAMOND, experiment(Silence.NONE));

    Routes routes = attribution.routes(3, ALL, 0);

    assertThat(routes.strongest())
        .extracting(Route::neurons)
        .containsExactly(List.of(0, 1, 3), List.of(0, 2, 3));
    // Both ways take the same time, so only the numbers of synapses differ.
    assertThat(routes.strongest().getFirst().share()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(routes.strongest().getLast().share()).isCloseTo(1.0 / 3, within(1e-12));
    CausalTree tree = routes.tree();
    assertThat(tree.share()).isEqualTo(1);
    assertThat(tree.branches()).extracting(CausalTree::neuron).containsExactly(1, 2);
    CausalTree end = tree.branches().getFirst().branches().getFirst().branches().getFirst();
    assertThat(end.neuron()).isZero();
    assertThat(end.origin()).isEqualTo(Contribution.Kind.DRIVE);
    assertThat(end.share()).isEqualTo(routes.strongest().getFirst().share());
    assertThat(attribution.routes(3, new Routes.Search(1, 0.5), 0).strongest()).hasSize(1);
    assertThat(attribution.routes(3, new Routes.Search(1, 0.5), 0).tree().branches()).hasSize(1);
  }

  /// Without its way a neuron fires less; what is left has all of the share.
  @Test
  void routeOverASilencedNeuron_hasNoShare() throws IOException {
    Silence silence = new Silence(NeuronSet.of("one", 2), Silence.Mode.OUTGOING);
    Attribution without = Runs.attribution(DIAMOND, experiment(silence));
    List<Route> routes =
        Runs.attribution(DIAMOND, experiment(Silence.NONE)).routes(3, ALL, 0).strongest();
    assertThat(without.share(routes.getFirst(), ALL, 0)).isCloseTo(1, within(1e-12));
    assertThat(without.share(routes.getLast(), ALL, 0)).isZero();
    Silence both = new Silence(NeuronSet.of("two", 1, 2), Silence.Mode.OUTGOING);
    Attribution neither = Runs.attribution(DIAMOND, experiment(both));
    assertThat(neither.share(routes.getFirst(), ALL, 0)).isZero();
    assertThatThrownBy(() -> neither.routes(3, ALL, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("never spikes");
  }

  /// Small networks with loops, against shares that Python found by recursion over single spikes
  /// (`src/test/python/attribution_goldens.py`).
  @ParameterizedTest
  @CsvSource({
    "resting, 0, '', OUTGOING",
    "reset-below-rest, -3, '', OUTGOING",
    "silenced, 0, 1;5, OUTGOING",
    "silenced-both, 0, 2;7, BOTH"
  })
  void smallNetworks_haveTheRoutesOfPython(
      String name, double reset, String silenced, Silence.Mode mode) throws IOException {
    Attribution attribution = AttributionTest.golden(name, reset, silenced, mode);
    Map<Integer, Map<String, Double>> expected = new HashMap<>();
    for (String[] row : AttributionTest.rows(name + "-routes.csv")) {
      expected
          .computeIfAbsent(Integer.valueOf(row[0]), _ -> new HashMap<>())
          .put(row[1] + " " + row[2], Double.valueOf(row[3]));
    }
    assertThat(expected).hasSizeGreaterThan(10);
    for (Map.Entry<Integer, Map<String, Double>> row : expected.entrySet()) {
      int neuron = row.getKey();
      Map<String, Double> shares = row.getValue();
      Routes routes = attribution.routes(neuron, ALL, 0);
      Map<String, Double> found =
          routes.strongest().stream()
              .filter(route -> route.share() >= 0.02)
              .collect(Collectors.toMap(RoutesTest::key, Route::share));
      assertThat(found).containsOnlyKeys(shares.keySet());
      // Python gives up ways of less than 1e-9, some hundreds of them.
      assertThat(found)
          .allSatisfy((key, share) ->
              assertThat(share).as(key).isCloseTo(requireNonNull(shares.get(key)), within(1e-6)));
      assertThat(routes.strongest())
          .isSortedAccordingTo((a, b) -> Double.compare(b.share(), a.share()));
      for (Route route : routes.strongest().subList(0, Math.min(3, routes.strongest().size()))) {
        assertThat(attribution.share(route, ALL, 0)).isCloseTo(route.share(), within(1e-12));
      }
      // All that is not found is in ways of less than a thousandth.
      assertThat(sum(routes)).isBetween(0.5, 1 + 1e-9);
    }
  }

  /// The ways over 1 and over 2 are one, where 2 counts as 1.
  @Test
  void neuronsThatCountAsOne_areOnOneRoute() throws IOException {
    Routes.Search together = new Routes.Search(10, 0.02, neuron -> neuron == 2 ? 1 : neuron);
    Attribution attribution = Runs.attribution(DIAMOND, experiment(Silence.NONE));
    List<Route> routes = attribution.routes(3, together, 0).strongest();
    assertThat(routes).extracting(Route::neurons).containsExactly(List.of(0, 1, 3));
    assertThat(routes.getFirst().share()).isCloseTo(1, within(1e-12));
    assertThat(attribution.share(routes.getFirst(), together, 0)).isCloseTo(1, within(1e-12));
  }

  /// The shares of single spikes have the mean of all.
  @Test
  void allSpikes_haveTheMeanOfEach() throws IOException {
    Attribution attribution = AttributionTest.golden("resting", 0, "", Silence.Mode.OUTGOING);
    int neuron = 4;
    Route route = attribution.routes(neuron, ALL, 0).strongest().getFirst();
    double mean =
        Arrays.stream(attribution.spikes(0, neuron))
            .mapToDouble(step ->
                attribution.routesOfSpike(0, neuron, step, ALL).strongest().stream()
                    .filter(each -> key(each).equals(key(route)))
                    .mapToDouble(Route::share)
                    .sum())
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(route.share(), within(1e-12));
  }

  private static double sum(Routes routes) {
    return routes.strongest().stream().mapToDouble(Route::share).sum();
  }

  private static String key(Route route) {
    return route.neurons().stream().map(String::valueOf).collect(Collectors.joining(";"))
        + " "
        + route.origin().name().toLowerCase(Locale.ROOT);
  }
}
