package flybrain.attribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import flybrain.Property;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.engine.NeuronTrace;
import flybrain.engine.RandomCircuit;
import flybrain.engine.TimelineTest;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Replay;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributionTest {
  private static final int GOLDEN_NEURONS = 24;

  private static final Path GOLDENS =
      Path.of("src", "test", "resources", "flybrain", "attribution");

  /// Whatever the parameters, drives, silenced neurons and changes on the way: the sum is the
  /// potential that the reference has at the threshold test.
  @Property(tries = 300)
  void contributions_addUpToThePotential(RandomGenerator random) throws IOException {
    RandomCircuit plain = RandomCircuit.of(random);
    RandomCircuit circuit = random.nextBoolean() ? plain : TimelineTest.withChanges(plain, random);
    Experiment experiment = circuit.experiment();
    Attribution attribution = Runs.attribution(circuit.connectome(), experiment);
    int neuron = random.nextInt(circuit.connectome().neurons().size());
    int[] spikes = attribution.spikes(0, neuron);
    boolean atSpike = spikes.length > 0 && random.nextInt(4) > 0;
    int step = atSpike ? spikes[random.nextInt(spikes.length)] : random.nextInt(experiment.steps());

    SpikeCauses causes = attribution.at(0, neuron, step);

    NeuronTrace trace =
        NeuronTrace.of("reference", circuit.connectome(), experiment, 0, neuron, step);
    double size = causes.excitation() - causes.inhibition();
    assertThat(trace.spikes()).isEqualTo(Arrays.binarySearch(spikes, step) >= 0);
    // Sums in another order differ in the last digits of their largest terms.
    assertThat(causes.height())
        .isCloseTo(
            trace.potentialAtStep() - experiment.parameters().v0(),
            within(1e-12 * Math.max(100, size)));
  }

  /// One row for each presynaptic spike, with its weight.
  @Property(tries = 100)
  void contributions_areTheInputsThatWereNotLost(RandomGenerator random) throws IOException {
    RandomCircuit circuit = TimelineTest.withChanges(RandomCircuit.of(random), random);
    Experiment experiment = circuit.experiment();
    Attribution attribution = Runs.attribution(circuit.connectome(), experiment);
    int neuron = random.nextInt(circuit.connectome().neurons().size());
    int step = random.nextInt(experiment.steps());
    NeuronTrace trace = NeuronTrace.of("event", circuit.connectome(), experiment, 0, neuron, step);
    int delay = experiment.parameters().delaySteps();

    SpikeCauses causes = attribution.at(0, neuron, step);

    assertThat(causes.since()).isEqualTo(trace.activeFrom());
    assertThat(causes.contributions())
        .filteredOn(each -> each.kind() == Contribution.Kind.SPIKE)
        .extracting(each -> List.of(each.presynaptic(), each.step() + delay))
        .containsExactlyInAnyOrderElementsOf(
            trace.inputs().stream()
                .filter(input -> !input.lost() && input.step() >= trace.activeFrom())
                .filter(input -> input.presynaptic() != NeuronTrace.DRIVE && input.height() != 0)
                .map(input -> List.of(input.presynaptic(), input.step()))
                .toList());
  }

  /// Small networks, against contributions that NumPy carried along step by step
  /// (`src/test/python/attribution_goldens.py`).
  @ParameterizedTest
  @CsvSource({
    "resting, 0, '', OUTGOING, 148, 695",
    "reset-below-rest, -3, '', OUTGOING, 119, 699",
    "silenced, 0, 1;5, OUTGOING, 137, 566",
    "silenced-both, 0, 2;7, BOTH, 137, 520"
  })
  void smallNetworks_haveTheContributionsOfNumPy(
      String name, double reset, String silenced, Silence.Mode mode, int spikes, int size)
      throws IOException {
    Map<String, Double> expected = new HashMap<>();
    for (String[] row : rows(name + "-contributions.csv")) {
      expected.put(
          String.join(",", row[0], row[1], row[2], row[3], row[4]), Double.valueOf(row[5]));
    }
    Attribution attribution = golden(name, reset, silenced, mode);
    Map<String, Double> found = new HashMap<>();
    int spiking = 0;
    for (int neuron = 0; neuron < GOLDEN_NEURONS; neuron++) {
      for (int step : attribution.spikes(0, neuron)) {
        spiking++;
        for (Contribution each : attribution.at(0, neuron, step).contributions()) {
          String kind = each.kind().name().toLowerCase(Locale.ROOT);
          found.put(
              "%d,%d,%s,%d,%d".formatted(neuron, step, kind, each.presynaptic(), each.step()),
              each.height());
        }
      }
    }

    assertThat(spiking).isEqualTo(spikes);
    assertThat(found).hasSize(size).containsOnlyKeys(expected.keySet());
    // Hundreds of steps of rounding on heights up to 70 mV.
    assertThat(found)
        .allSatisfy((key, height) ->
            assertThat(height).as(key).isCloseTo(expected.get(key), within(1e-11)));
  }

  /// The run of a golden network.
  ///
  /// @param reset above rest in mV
  /// @param silenced neurons with `;` between them
  static Attribution golden(String name, double reset, String silenced, Silence.Mode mode)
      throws IOException {
    Connectome brain = brain(GOLDEN_NEURONS, rows(name + "-connections.csv"));
    NeuronSet cut =
        new NeuronSet(
            "cut",
            Arrays.stream(silenced.split(";"))
                .filter(each -> !each.isEmpty())
                .mapToInt(Integer::parseInt),
            List.of());
    Experiment experiment =
        new Experiment(
            name,
            List.of(new Drive(NeuronSet.of("driven", 0, 1, 2, 3, 4), 0)),
            new Silence(cut, mode),
            600,
            1,
            1,
            Parameters.SHIU_2024.with("v_reset", -52 + reset),
            List.of(),
            replay(rows(name + "-events.csv")));
    return Runs.attribution(brain, experiment);
  }

  /// Two neurons onto one; what each adds is known in closed form.
  @Test
  void causes_areMeansOverSpikesWithSharesOfEachSign() throws IOException {
    Connectome brain = brain(3, rowsOf("0,2,200", "1,2,-20"));
    Experiment experiment =
        new Experiment(
            "two",
            List.of(new Drive(NeuronSet.of("driven", 0, 1), 0)),
            Silence.NONE,
            1000,
            1,
            1,
            Parameters.SHIU_2024,
            List.of(),
            replay(rowsOf("10,1", "20,0", "500,0")));
    Attribution attribution = Runs.attribution(brain, experiment);
    assertThat(attribution.spikes(0, 2)).hasSize(2);
    SpikeCauses first = attribution.at(0, 2, attribution.spikes(0, 2)[0]);
    SpikeCauses second = attribution.at(0, 2, attribution.spikes(0, 2)[1]);

    Causes causes = attribution.causes(2, 0);

    assertThat(first.contributions()).extracting(Contribution::synapses).containsExactly(200, -20);
    assertThat(second.contributions()).extracting(Contribution::synapses).containsExactly(200);
    assertThat(causes.spikes()).isEqualTo(2);
    assertThat(causes.height()).isCloseTo((first.height() + second.height()) / 2, within(1e-12));
    assertThat(causes.causes()).extracting(Cause::presynaptic).containsExactly(0, 1);
    assertThat(causes.causes()).extracting(Cause::inputs).containsExactly(1.0, 0.5);
    assertThat(causes.causes()).extracting(Cause::share).containsExactly(1.0, 1.0);
    assertThat(causes.inhibition()).isCloseTo(first.inhibition() / 2, within(1e-12));
    assertThatThrownBy(() -> Runs.attribution(brain(3, List.of()), experiment).causes(2, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("never spikes");
  }

  @Property(tries = 50)
  void highest_isTheStepOfTheHighestPotential(RandomGenerator random) throws IOException {
    RandomCircuit circuit = RandomCircuit.of(random);
    Experiment experiment = circuit.experiment();
    Attribution attribution = Runs.attribution(circuit.connectome(), experiment);
    for (int neuron = 0; neuron < Math.min(5, circuit.connectome().neurons().size()); neuron++) {
      if (attribution.spikes(0, neuron).length > 0) {
        continue;
      }
      double highest = attribution.at(0, neuron, attribution.highest(0, neuron)).height();
      for (int step = 0; step < experiment.steps(); step++) {
        double size = attribution.at(0, neuron, step).excitation();
        // Sums in another order differ in the last digits of their largest terms.
        assertThat(attribution.at(0, neuron, step).height())
            .isLessThanOrEqualTo(highest + 1e-12 * Math.max(100, size));
      }
    }
  }

  /// Whatever the reset potential: at rest it contributes nothing.
  @ParameterizedTest
  @CsvSource({"resting, 0", "reset-below-rest, -3"})
  void highestOfANeuronThatSpikes_isRefused(String name, double reset) throws IOException {
    Attribution attribution = golden(name, reset, "", Silence.Mode.OUTGOING);
    int spiking = 0;
    while (attribution.spikes(0, spiking).length == 0) {
      spiking++;
    }
    int neuron = spiking;
    assertThatThrownBy(() -> attribution.highest(0, neuron))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("neuron %d spikes in trial 0".formatted(neuron));
  }

  /// At each step before a spike, back to the reset, the contributions add up to the potential
  /// then.
  @ParameterizedTest
  @CsvSource({"resting, 0", "reset-below-rest, -3"})
  void course_addsUpToThePotentialBeforeTheSpike(String name, double reset) throws IOException {
    Attribution attribution = golden(name, reset, "", Silence.Mode.OUTGOING);
    int compared = 0;
    for (int neuron = 0; neuron < GOLDEN_NEURONS; neuron++) {
      int[] spikes = attribution.spikes(0, neuron);
      for (int spike : spikes) {
        Course course = attribution.courseOfSpike(0, neuron, spike, 60);
        Causes causes = attribution.causesOfSpike(0, neuron, spike);
        int since = attribution.at(0, neuron, spike).since();
        for (int before = 0; before <= Math.min(60, spike - since); before += 7) {
          int step = before;
          double sum =
              causes.causes().stream().mapToDouble(cause -> course.height(cause, step)).sum();
          double height = attribution.at(0, neuron, spike - before).height();
          assertThat(sum).isCloseTo(height, within(1e-9));
          compared++;
        }
      }
      if (spikes.length > 0) {
        Cause largest = attribution.causes(neuron, 0).causes().getFirst();
        assertThat(attribution.course(neuron, 10, 0).height(largest, 0))
            .isCloseTo(largest.height(), within(1e-12));
      }
    }
    assertThat(compared).isGreaterThan(300);
  }

  /// The events of the drive of a random drive are those of the engine.
  @Test
  void drivenNeurons_fireByTheirDrive() throws IOException {
    Connectome brain = brain(2, rowsOf("0,1,40"));
    Experiment experiment =
        new Experiment(
            "driven",
            List.of(new Drive(NeuronSet.of("driven", 0), 150)),
            Silence.NONE,
            10_000,
            3,
            7,
            Parameters.SHIU_2024,
            List.of(),
            null);
    Attribution attribution = Runs.attribution(brain, experiment);

    Causes causes = attribution.causes(0, 0, 1, 2);

    assertThat(causes.spikes()).isGreaterThan(300);
    assertThat(causes.causes()).extracting(Cause::kind).containsExactly(Contribution.Kind.DRIVE);
    assertThat(causes.causes().getFirst().inputs()).isEqualTo(1);
    assertThat(causes.height()).isCloseTo(68.75 * Math.exp(-0.1 / 20), within(1e-9));
  }

  static Connectome brain(int neurons, List<String[]> connections) {
    ConnectionsBuilder builder = new ConnectionsBuilder(neurons);
    connections.forEach(row ->
        builder.add(Integer.parseInt(row[0]), Integer.parseInt(row[1]), Integer.parseInt(row[2])));
    long[] ids = LongStream.range(0, neurons).map(id -> 1000 + id).toArray();
    return new Connectome("small", "0", new Neurons(ids), builder.build());
  }

  /// Rows of numbers with commas between them.
  static List<String[]> rowsOf(String... rows) {
    return Arrays.stream(rows).map(row -> row.split(",", -1)).toList();
  }

  static Replay replay(List<String[]> events) {
    return new Replay(
        "golden",
        events.stream().mapToInt(row -> Integer.parseInt(row[0])).toArray(),
        events.stream().mapToInt(row -> Integer.parseInt(row[1])).toArray());
  }

  static List<String[]> rows(String file) throws IOException {
    return rowsOf(
        Files.readAllLines(GOLDENS.resolve(file)).stream().skip(1).toArray(String[]::new));
  }
}
