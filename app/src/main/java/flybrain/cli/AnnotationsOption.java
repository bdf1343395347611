package flybrain.cli;

import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option that names the connectome whose types and sides are shown beside ids of recorded
/// runs.
final class AnnotationsOption {
  @Option(
      names = "--connectome",
      paramLabel = "NAME|FOLDER",
      description =
          "Connectome whose cell types and sides are shown (default: that of the run, if it was "
              + "run here).")
  private @Nullable String connectome;

  /// What is known of the neurons of recorded runs: by the option, otherwise by the fingerprint of
  /// the connectome in the metadata of the first run that has one.
  ///
  /// @param provenance metadata of each file
  AnnotatedNeurons of(List<Map<String, String>> provenance, PrintWriter err) throws IOException {
    ConnectomeStore store = ConnectomeStore.standard();
    if (connectome != null) {
      ConnectomeSource source = store.find(connectome);
      return store.open(source, err::println).annotated();
    }
    return provenance.stream()
        .map(metadata -> metadata.getOrDefault("flybrain.connectome.sha256", ""))
        .filter(fingerprint -> !fingerprint.isEmpty())
        .findFirst()
        .flatMap(fingerprint -> store.annotations().lastOf(fingerprint))
        .orElse(AnnotatedNeurons.NONE);
  }
}
