package flybrain.laboratory;

import flybrain.parquet.Compression;
import flybrain.spikes.SpikeFileWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The file that the spikes of a run go to.
///
/// @param path its name when it is complete
/// @param compression of its pages
/// @param experimentName name of the experiment in its rows; null for the one of the file
/// @param facts metadata besides the provenance @param beforeCommit runs when all spikes are
///   written, before the file gets its name
public record SpikeFile(
    Path path,
    Compression compression,
    @Nullable String experimentName,
    Map<String, String> facts,
    Action beforeCommit) {
  /// Something that may fail.
  public interface Action {
    void run() throws IOException;
  }

  public SpikeFile {
    facts = Map.copyOf(facts);
  }

  /// A file with the compression of the reference suite.
  public SpikeFile(Path path) {
    this(path, SpikeFileWriter.DEFAULT_COMPRESSION, null, Map.of(), () -> {});
  }
}
