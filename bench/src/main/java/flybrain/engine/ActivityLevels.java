package flybrain.engine;

import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A tenth of a second of a whole brain on one thread, from nearly silent to all of it driven, in
/// either form of the states and in the one that [ActivityMode] chooses.
///
/// In the engine's package, because users of the engine have no choice between the forms.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@SuppressWarnings("NullAway.Init") // JMH fills the fields.
public class ActivityLevels {
  private static final int STEPS = 1_000;

  /// Forms of the states.
  public enum Form {
    SPARSE,
    DENSE,
    CHEAPEST
  }

  @Param("synthetic")
  public String connectome;

  /// Neurons that are driven at 100 Hz, spread over the brain.
  @Param({"50", "500", "2000", "5000", "15000", "50000", "138000"})
  public int driven;

  @Param public Form form;

  private Experiment experiment;
  private EventTrial trial;

  @Setup(Level.Trial)
  public void load() throws IOException {
    Connectome brain = ConnectomeStore.standard().open(connectome, System.err::println);
    Parameters parameters = Parameters.SHIU_2024;
    int spacing = brain.neurons().size() / driven;
    NeuronSet set =
        new NeuronSet("spread", IntStream.range(0, driven).map(k -> k * spacing), List.of());
    experiment =
        new Experiment(
            "levels",
            List.of(new Drive(set, 100)),
            Silence.NONE,
            STEPS,
            1,
            1,
            parameters,
            List.of(),
            null);
    trial = new EventTrial(new EventBrain(brain), mode(), experiment, 0);
  }

  private ActivityMode mode() {
    return switch (form) {
      case SPARSE -> new Fixed(false);
      case DENSE -> new Fixed(true);
      case CHEAPEST -> ActivityMode.CHEAPEST;
    };
  }

  @Benchmark
  public void simulate(Counts counts) throws IOException {
    trial.start(experiment, 0);
    SpikeBlock spikes = new SpikeBlock();
    spikes.start(t -> counts, 0);
    trial.advance(STEPS, spikes);
    spikes.end();
  }

  /// Counts the spikes of the runs that are timed, all the same, and prints how many a run has.
  /// JMH's counters of events would be added up over iterations.
  @State(Scope.Thread)
  public static class Counts implements TrialSink {
    private long all;
    private long runs;

    @Override
    public void spikes(int[] steps, int[] neurons, int count) {
      all += count;
    }

    @Override
    public void end() {
      runs++;
    }

    @TearDown(Level.Trial)
    public void print() {
      System.out.println("spikes of a run: " + all / runs);
    }
  }

  private record Fixed(boolean always) implements ActivityMode {
    @Override
    public int window() {
      return 128;
    }

    @Override
    public boolean dense(boolean dense, long deliveries, int neurons) {
      return always;
    }
  }
}
