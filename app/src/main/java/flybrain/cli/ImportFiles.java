package flybrain.cli;

import flybrain.connectome.NeuronFilter;
import flybrain.connectome.PublishedConnectome;
import flybrain.connectome.SynapseWeight;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The files that an import reads.
///
/// @param connections the table of connections
/// @param alternatives other tables of connections beside it
/// @param neurons table of the neurons, or null
/// @param conditions for neurons of that table
/// @param transmitters table of the transmitters, or null
/// @param weight of a synapse
/// @param isDataSet whether the files are of a published connectome
record ImportFiles(
    Path connections,
    List<Path> alternatives,
    @Nullable Path neurons,
    List<String> conditions,
    @Nullable Path transmitters,
    SynapseWeight weight,
    boolean isDataSet) {
  /// A table of the user's.
  static ImportFiles of(Path edges) {
    SynapseWeight weight =
        new SynapseWeight(
            SynapseWeight.SHIU_2024.millivolts(), "Shiu et al. 2024; not fitted to this brain");
    return new ImportFiles(edges, List.of(), null, List.of(), null, weight, false);
  }

  /// The files of a published connectome in a folder.
  ///
  /// @param connections name of the file of connections, or null to choose it
  static ImportFiles of(PublishedConnectome published, Path folder, @Nullable String connections)
      throws IOException {
    PublishedConnectome.Chosen chosen = published.in(folder);
    Path edges = connections == null ? chosen.connections() : folder.resolve(connections);
    Path neurons = chosen.neurons();
    boolean filtered =
        neurons != null
            && !published.condition().isEmpty()
            && NeuronFilter.parse(published.condition()).isFor(neurons);
    List<Path> others = new ArrayList<>(chosen.alternatives());
    others.add(chosen.connections());
    others.remove(edges);
    return new ImportFiles(
        edges,
        others,
        neurons,
        filtered ? List.of(published.condition()) : List.of(),
        chosen.transmitters(),
        published.weight(edges),
        true);
  }

  /// All files that are read.
  List<Path> all() {
    return Stream.of(connections, neurons, transmitters)
        .flatMap(Stream::ofNullable)
        .distinct()
        .toList();
  }

  /// Lines that say which files were chosen.
  String text() {
    StringBuilder text = new StringBuilder();
    text.append("  connections: ").append(connections);
    if (!alternatives.isEmpty()) {
      text.append(" (also there: ")
          .append(String.join(", ", alternatives.stream().map(ImportFiles::name).toList()))
          .append("; choose with --connections)");
    }
    text.append('\n');
    if (neurons != null) {
      text.append("  neurons: ").append(neurons);
      text.append(conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions));
      text.append('\n');
    }
    return text.toString();
  }

  /// The files with their sizes, for the notes kept with the brain.
  Map<String, Object> asMap() throws IOException {
    List<Map<String, Object>> files = new ArrayList<>();
    for (Path file : all()) {
      files.add(Map.of("name", name(file), "bytes", Files.size(file)));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("files", files);
    map.put("neurons_where", conditions);
    return map;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
