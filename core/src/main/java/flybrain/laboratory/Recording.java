package flybrain.laboratory;

import flybrain.spikes.SpikeFileWriter;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.SpikeStatistics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the spikes of a run go: counted, into a file and to whoever asked for them; or nowhere.
final class Recording implements AutoCloseable {
  private final SpikeSink sink;
  private final @Nullable SpikeFile file;
  private final @Nullable SpikeFileWriter writer;

  private Recording(SpikeSink sink, @Nullable SpikeFile file, @Nullable SpikeFileWriter writer) {
    this.sink = sink;
    this.file = file;
    this.writer = writer;
  }

  static Recording begin(Plan plan, RunOptions options, SpikeStatistics statistics)
      throws IOException {
    if (!options.recordsSpikes()) {
      return new Recording(SpikeSink.NOWHERE, null, null);
    }
    SpikeSink sink = statistics;
    if (options.sink() != null) {
      sink = SpikeSink.both(options.sink(), sink);
    }
    SpikeFile file = options.file();
    if (file == null) {
      return new Recording(sink, null, null);
    }
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
    return new Recording(SpikeSink.both(writer, sink), file, writer);
  }

  SpikeSink sink() {
    return sink;
  }

  /// The file, null for none.
  @Nullable Path path() {
    return file == null ? null : file.path();
  }

  /// Ends the file and gives it its name.
  ///
  /// @param ofBackend what the backend said of itself
  void commit(Map<String, String> ofBackend) throws IOException {
    if (writer != null && file != null) {
      writer.describe(Provenance.ofBackend(ofBackend));
      writer.describe(file.facts());
      file.beforeCommit().run();
      writer.commit();
    }
  }

  @Override
  public void close() {
    if (writer != null) {
      writer.close();
    }
  }
}
