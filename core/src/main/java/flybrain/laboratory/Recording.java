package flybrain.laboratory;

import flybrain.Decimal;
import flybrain.spikes.SpikeFileWriter;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.SpikeStatistics;
import flybrain.states.StateFileWriter;
import flybrain.states.StateSink;
import flybrain.states.StateVariable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Where the spikes of a run go: counted, into a file and to whoever asked for them; or nowhere.
/// And where states of neurons go: into a file, or nowhere.
final class Recording implements AutoCloseable {
  private final SpikeSink sink;
  private final @Nullable SpikeFile file;
  private final @Nullable SpikeFileWriter writer;
  private final @Nullable StateFileWriter states;

  private Recording(
      SpikeSink sink,
      @Nullable SpikeFile file,
      @Nullable SpikeFileWriter writer,
      @Nullable StateFileWriter states) {
    this.sink = sink;
    this.file = file;
    this.writer = writer;
    this.states = states;
  }

  static Recording begin(Plan plan, RunOptions options, SpikeStatistics statistics)
      throws IOException {
    SpikeFile file = options.file();
    SpikeFileWriter writer = file == null ? null : writer(plan, file);
    try {
      StateFile states = options.states();
      return new Recording(
          sink(options, statistics, writer),
          file,
          writer,
          states == null ? null : writer(plan, states));
    } catch (IOException | RuntimeException e) {
      if (writer != null) {
        writer.close();
      }
      throw e;
    }
  }

  private static SpikeSink sink(
      RunOptions options, SpikeStatistics statistics, @Nullable SpikeFileWriter writer) {
    if (!options.recordsSpikes()) {
      return SpikeSink.NOWHERE;
    }
    SpikeSink sink = statistics;
    if (options.sink() != null) {
      sink = SpikeSink.both(options.sink(), sink);
    }
    return writer == null ? sink : SpikeSink.both(writer, sink);
  }

  private static SpikeFileWriter writer(Plan plan, SpikeFile file) throws IOException {
    SpikeFileWriter writer =
        new SpikeFileWriter(
            file.path(),
            plan.experiment().parameters().dt(),
            plan.brain().neurons()::id,
            plan.provenance(),
            file.compression());
    if (file.experimentName() != null) {
      writer.nameExperiment(file.experimentName());
    }
    return writer;
  }

  private static StateFileWriter writer(Plan plan, StateFile file) throws IOException {
    double dt = plan.experiment().parameters().dt();
    Map<String, String> facts = new LinkedHashMap<>(plan.provenance());
    facts.put(
        "flybrain.record",
        file.variables().stream()
            .sorted()
            .map(StateVariable::column)
            .collect(Collectors.joining(",")));
    facts.put("flybrain.record.every", Double.toString(Decimal.of(dt).times(file.every(), 0)));
    return new StateFileWriter(
        file.path(),
        dt,
        file.neurons().stream().sorted().toArray(),
        plan.brain().neurons()::id,
        file.every(),
        file.variables(),
        facts,
        file.compression());
  }

  SpikeSink sink() {
    return sink;
  }

  StateSink states() {
    return states == null ? StateSink.NOWHERE : states;
  }

  /// The spike file, null for none.
  @Nullable Path path() {
    return file == null ? null : file.path();
  }

  /// Ends the files and gives them their names.
  ///
  /// @param ofBackend what the backend said of itself
  void commit(Map<String, String> ofBackend) throws IOException {
    if (states != null) {
      states.describe(Provenance.ofBackend(ofBackend));
      states.commit();
    }
    if (writer != null && file != null) {
      writer.describe(Provenance.ofBackend(ofBackend));
      writer.describe(file.facts());
      file.beforeCommit().run();
      writer.commit();
    }
  }

  @Override
  public void close() {
    if (states != null) {
      states.close();
    }
    if (writer != null) {
      writer.close();
    }
  }
}
