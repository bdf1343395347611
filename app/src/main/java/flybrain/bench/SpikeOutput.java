package flybrain.bench;

import flybrain.spikes.SpikeFileWriter;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.SpikeStatistics;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where the spikes of a benchmark go: counted and into a file, or nowhere.
final class SpikeOutput implements AutoCloseable {
  private final SpikeSink sink;
  private final @Nullable SpikeFileWriter file;

  private SpikeOutput(SpikeSink sink, @Nullable SpikeFileWriter file) {
    this.sink = sink;
    this.file = file;
  }

  static SpikeOutput none() {
    return new SpikeOutput(SpikeSink.NOWHERE, null);
  }

  static SpikeOutput to(SpikeFileWriter file, SpikeStatistics statistics) {
    return new SpikeOutput(SpikeSink.both(file, statistics), file);
  }

  SpikeSink sink() {
    return sink;
  }

  /// Adds to what the file says of its spikes.
  void describe(Map<String, String> facts) {
    if (file != null) {
      file.describe(facts);
    }
  }

  /// Ends the file and gives it its name.
  void commit() throws IOException {
    if (file != null) {
      file.commit();
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
