package flybrain.benchmarks;

import flybrain.Progress;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.engine.Engines;
import flybrain.experiment.Experiment;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One second of a whole brain on one thread: the cost of a trial once its network is loaded.
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class BrainSecond {
  /// A name or a folder, as for `--connectome`.
  @Param("synthetic")
  public String connectome;

  @Param("sugar")
  public String preset;

  /// CSV of input events to replay; empty for the drive of the preset.
  @Param("")
  public String replay;

  private Experiment experiment;
  private Simulation simulation;

  @Setup
  public void open() throws IOException {
    Connectome brain = ConnectomeStore.standard().open(connectome, System.err::println);
    Recipe recipe = Presets.get(preset).withTrials(1).withDuration(1);
    if (!replay.isEmpty()) {
      recipe = recipe.withReplay(Path.of(replay));
    }
    experiment = recipe.on(brain).experiment();
    simulation = Engines.EVENT.open(brain, 1);
  }

  @Benchmark
  public long event() throws IOException {
    SpikeCount count = new SpikeCount();
    simulation.run(experiment, count, Progress.NONE);
    return count.spikes();
  }

  @TearDown
  public void close() throws IOException {
    simulation.close();
  }
}
