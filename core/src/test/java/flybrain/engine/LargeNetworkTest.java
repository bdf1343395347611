package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.connectome.Connectome;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Replay;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The event-driven engine on networks of thousands of neurons, several times what it advances at
/// once in its dense form: the spikes and the states of the reference in either form and over
/// changes between them, with every kind of activity.
class LargeNetworkTest {
  /// Not a multiple of any power of 2 above 4.
  private static final int NEURONS = 2604;

  private static final int STEPS = 900;
  private static final Parameters SHIU = Parameters.SHIU_2024;
  private static final Connectome NETWORK = FlyLikeNetwork.of(1, NEURONS);

  /// Which forms the engine takes by itself.
  enum Forms {
    SPARSE,
    BECOMES_DENSE,
    DENSE_AND_BACK
  }

  /// @param changes done to a trial before a step
  /// @param least neurons that spike, at least
  /// @param most neurons that spike, at most
  /// @param forms that the engine takes by itself
  record Case(
      String name,
      Connectome network,
      Experiment experiment,
      Map<Integer, Consumer<Trial>> changes,
      int least,
      int most,
      Forms forms) {
    Case(
        String name,
        Connectome network,
        Experiment experiment,
        Map<Integer, Consumer<Trial>> changes) {
      this(name, network, experiment, changes, 2100, NEURONS, Forms.BECOMES_DENSE);
    }

    Case firing(int atLeast, int atMost) {
      return new Case(name, network, experiment, changes, atLeast, atMost, forms);
    }

    Case takes(Forms other) {
      return new Case(name, network, experiment, changes, least, most, other);
    }

    Case with(Map<Integer, Consumer<Trial>> others) {
      return new Case(name, network, experiment, others, least, most, Forms.DENSE_AND_BACK);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyForm_givesTheSpikesAndStatesOfTheReference(Case c) throws IOException {
    Trial reference = new ReferenceTrial(c.network, c.experiment, 0);
    int[][] expected = run(c, reference);
    assertThat(Stream.of(expected).mapToInt(row -> row[2]).distinct().count())
        .isBetween((long) c.least, (long) c.most);

    Modes.Observed free = new Modes.Observed(ActivityMode.CHEAPEST);
    Modes.Observed dense = new Modes.Observed(Modes.dense(STEPS / 4));
    for (ActivityMode mode : List.of(Modes.SPARSE, dense, Modes.random(7), free)) {
      Trial trial = new RandomCircuit(c.network, c.experiment).eventTrial(mode);
      Runs.assertSame(run(c, trial), expected);
      assertSameStates(trial, reference);
    }
    assertThat(dense.becameDense).isEqualTo(1);
    assertThat(dense.becameSparse).isZero();
    assertThat(free.becameDense > 0).isEqualTo(c.forms != Forms.SPARSE);
    assertThat(free.becameSparse > 0).isEqualTo(c.forms == Forms.DENSE_AND_BACK);
  }

  @Test
  void trialsOnSeveralThreads_areThoseOfTheReference() throws IOException {
    Experiment experiment =
        experiment(5, SHIU, new Drive(neurons(0, 2000), 300), Silence.NONE, null);
    int[][] expected = Runs.rows(Runs.run(Engines.REFERENCE, NETWORK, experiment, 1));
    Runs.assertSame(Runs.rows(Runs.run(Engines.EVENT, NETWORK, experiment, 2)), expected);
  }

  /// The dense form adds up synapse counts in 32 bits.
  @Test
  void synapseCountsThatCouldOverflow_keepTheEngineSparse() throws IOException {
    Connectome strong = FlyLikeNetwork.of(new SplittableRandom(1), NEURONS, 5000);
    Case c = of("strong", strong, new Drive(neurons(0, 2000), 300));
    Modes.Observed dense = new Modes.Observed(Modes.dense(100));
    Trial trial = new RandomCircuit(strong, c.experiment).eventTrial(dense);
    Runs.assertSame(run(c, trial), run(c, new ReferenceTrial(strong, c.experiment, 0)));
    assertThat(dense.becameDense).isZero();
  }

  private static void assertSameStates(Trial trial, Trial reference) {
    for (int i = 0; i < NEURONS; i++) {
      double v = reference.potential(i);
      double g = reference.synapticInput(i);
      // Sums of up to thousands of weights, in another order and scaled; modes cancel to 1/32.
      double tolerance = 1e-9 * (1 + Math.abs(v) + Math.abs(g));
      // AssertJ alone would take longer than the simulation.
      if (Math.abs(trial.potential(i) - v) > tolerance
          || Math.abs(trial.synapticInput(i) - g) > tolerance) {
        assertThat(trial.potential(i)).as("v of %d", i).isCloseTo(v, within(tolerance));
        assertThat(trial.synapticInput(i)).as("g of %d", i).isCloseTo(g, within(tolerance));
      }
    }
  }

  private static int[][] run(Case c, Trial trial) throws IOException {
    List<int[]> rows = new ArrayList<>();
    for (var change : new TreeMap<>(c.changes).entrySet()) {
      rows.addAll(List.of(Runs.advance(trial, change.getKey() - trial.step())));
      change.getValue().accept(trial);
    }
    rows.addAll(List.of(Runs.advance(trial, STEPS - trial.step())));
    return rows.toArray(int[][]::new);
  }

  static Stream<Case> cases() {
    Drive few = new Drive(neurons(0, 30), 200);
    Drive many = new Drive(neurons(0, 2000), 300);
    Drive rare = new Drive(neurons(0, 2000), 50);
    Drive allAtEachStep = new Drive(neurons(0, NEURONS), 10_000);
    NeuronSet third = neurons(1500, 2400);
    Silence outgoing = new Silence(third, Silence.Mode.OUTGOING);
    Silence both = new Silence(third, Silence.Mode.BOTH);
    return Stream.of(
        of("quiet", SHIU, Drive.NONE).firing(0, 0).takes(Forms.SPARSE),
        of("few driven", SHIU, few).firing(60, 500).takes(Forms.SPARSE),
        of("thousands driven", SHIU, many),
        of("all driven at each step, for a while", SHIU, many)
            .with(
                Map.of(
                    330, trial -> trial.drive(List.of(allAtEachStep)),
                    370, trial -> trial.drive(List.of(few))))
            .firing(NEURONS, NEURONS),
        of("runaway", SHIU.with("w_syn", 2), few).firing(2000, NEURONS),
        of("outgoing silenced", SHIU, many, outgoing),
        of("both silenced", SHIU, many, both),
        of("delay and t_ref of 1 step", SHIU.with(Map.of("delay", 0.1, "t_ref", 0.1)), many),
        of("long delay and t_ref", SHIU.with(Map.of("delay", 15.0, "t_ref", 30.0)), many),
        of("t_ref 0", SHIU.with("t_ref", 0), many),
        of("dt 0.05", SHIU.with("dt", 0.05), many),
        of("dt 1", SHIU.with(Map.of("dt", 1.0, "delay", 2.0, "t_ref", 2.0)), rare),
        of("equal time constants", SHIU.with(Map.of("tau_m", 10.0, "tau_g", 10.0)), many),
        of("fast", SHIU.with(Map.of("tau_m", 0.5, "tau_g", 0.2)), many),
        of("reset above rest", SHIU.with("v_reset", -46), many),
        of("negative synapses", SHIU.with(Map.of("w_syn", -0.275, "f_poi", -250.0)), many),
        of("no synapses", SHIU.with(Map.of("w_syn", 0.0)), many).firing(0, 0).takes(Forms.SPARSE),
        of("weights of 0", FlyLikeNetwork.of(new SplittableRandom(1), NEURONS, 0), many)
            .firing(2000, 2000),
        replayed(),
        of("thousands driven for a while", SHIU, few)
            .with(
                Map.of(
                    200, trial -> trial.drive(List.of(many)),
                    480, trial -> trial.drive(List.of(few)))),
        of("silenced for a while", SHIU, many)
            .with(
                Map.of(
                    200,
                        trial -> trial.silence(new Silence(neurons(0, NEURONS), Silence.Mode.BOTH)),
                    600, trial -> trial.silence(both))),
        of("others driven, while refractory", SHIU.with("t_ref", 20), many)
            .with(
                Map.of(
                    301, trial -> trial.drive(List.of(new Drive(third, 300))),
                    302, trial -> trial.drive(List.of(new Drive(neurons(0, NEURONS), 300))),
                    600, trial -> trial.drive(List.of(few)))));
  }

  /// Events of thousands of neurons in a third of the time, of a few before and after.
  private static Case replayed() {
    SplittableRandom random = new SplittableRandom(4);
    long[] events =
        IntStream.range(0, STEPS)
            .boxed()
            .flatMap(step -> {
              boolean burst = step >= 200 && step < 500;
              return random
                  .ints(burst ? 100 : 1, 0, burst ? NEURONS : 30)
                  .mapToObj(neuron -> (long) step << 32 | neuron);
            })
            .mapToLong(Long::longValue)
            .sorted()
            .distinct()
            .toArray();
    Replay replay =
        new Replay(
            "random",
            LongStream.of(events).mapToInt(event -> (int) (event >>> 32)).toArray(),
            LongStream.of(events).mapToInt(event -> (int) event).toArray());
    return new Case(
            "replayed", NETWORK, experiment(1, SHIU, Drive.NONE, Silence.NONE, replay), Map.of())
        .takes(Forms.DENSE_AND_BACK);
  }

  private static Case of(String name, Parameters parameters, Drive drive) {
    return of(name, parameters, drive, Silence.NONE);
  }

  private static Case of(String name, Parameters parameters, Drive drive, Silence silence) {
    return new Case(name, NETWORK, experiment(1, parameters, drive, silence, null), Map.of());
  }

  private static Case of(String name, Connectome network, Drive drive) {
    return new Case(name, network, experiment(1, SHIU, drive, Silence.NONE, null), Map.of());
  }

  private static Experiment experiment(
      int trials, Parameters parameters, Drive drive, Silence silence, @Nullable Replay replay) {
    return new Experiment(
        "large", List.of(drive), silence, STEPS, trials, 5, parameters, List.of(), replay);
  }

  /// The neurons from one place to another in a random order.
  private static NeuronSet neurons(int from, int to) {
    return RandomCircuit.set(RandomCircuit.shuffled(new SplittableRandom(9), NEURONS), from, to);
  }
}
