package flybrain.cli.compare;

import flybrain.figures.RunFacts;
import flybrain.spikes.SpikeFileReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// Recorded facts of compared spike files.
final class ComparedFacts {
  private ComparedFacts() {}

  /// The facts of a file; without a name when it does not say its experiment.
  static RunFacts of(Path file) throws IOException {
    return RunFacts.of(provenance(file), "");
  }

  /// The metadata of a file.
  static Map<String, String> provenance(Path file) throws IOException {
    try (SpikeFileReader reader = new SpikeFileReader(file)) {
      return reader.provenance();
    }
  }

  /// The facts of the first file, or of the second where the first knows nothing.
  static RunFacts of(Path first, Path second) throws IOException {
    RunFacts facts = of(first);
    return facts.framework().isEmpty() ? of(second) : facts;
  }

  /// The name of a file without its ending.
  static String stem(Path file) {
    return String.valueOf(file.getFileName()).replaceFirst("\\.parquet$", "");
  }
}
