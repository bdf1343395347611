package flybrain.connectome;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connectome as its authors publish it: names of the files, what chooses its neurons, the weight
/// of a synapse, and where the files are had.
///
/// @param key the name that users type
/// @param connections names of the files of connections, the preferred first; `*` for versions
/// @param neurons names of the files of neurons, the preferred first
/// @param condition which neurons of that file belong to the brain, or "" for all; holds only where
///   the file has its column
/// @param transmitters names of the files of transmitters; none if the connections have them
/// @param weight of a synapse
/// @param where the files are had, and their sizes
/// @param licence of the files
public record PublishedConnectome(
    String key,
    List<String> connections,
    List<String> neurons,
    String condition,
    List<String> transmitters,
    SynapseWeight weight,
    String where,
    String licence) {
  /// How browsers name a file that is not here completely.
  private static final String UNFINISHED = "*.{crdownload,opdownload,download,partial,part,tmp}";

  private static final String SHIU = "Shiu et al. 2024, fitted to FlyWire";

  /// All of them.
  public static final List<PublishedConnectome> ALL =
      List.of(
          new PublishedConnectome(
              "codex",
              List.of(
                  "connections_princeton.csv*",
                  "connections.csv*",
                  "connections_buhmann.csv*",
                  "connections_princeton_no_threshold.csv*",
                  "connections_no_threshold.csv*",
                  "*buhmann_no_threshold.csv*",
                  "proofread_connections_783.feather"),
              List.of("neurons.csv*", "classification.csv*"),
              "",
              List.of(),
              new SynapseWeight(0.275, SHIU),
              "FlyWire FAFB v783, the downloads of Codex (no login): connections_princeton.csv.gz 68 MB, "
                  + "neurons.csv.gz 2 MB",
              "CC BY-NC 4.0 by the consortium's principles, CC BY 4.0 by its papers and archives; keep "
                  + "to CC BY-NC 4.0"),
          new PublishedConnectome(
              "malecns",
              List.of("connectome-weights*traced-only*.feather", "connectome-weights*.feather"),
              List.of("body-annotations*.feather"),
              "superclass",
              List.of("body-neurotransmitters*.feather"),
              new SynapseWeight(
                  0.152,
                  "0.275 mV / 1.81: a type has 1.81 times the synapses it has in FlyWire; not fitted"),
              "MaleCNS v1.0, the project's downloads: connectome-weights of traced neurons 508 MB, body-annotations 15 MB, body-neurotransmitters 43 MB",
              "CC BY 4.0"),
          new PublishedConnectome(
              "banc",
              List.of("*edgelist_simple*.feather", "*simple_edgelist*.feather"),
              List.of("banc_*meta.feather"),
              "proofread=true|t|1|yes",
              List.of("banc_*meta.feather"),
              new SynapseWeight(0.275, SHIU + "; not fitted to BANC"),
              "BANC v888, the project's downloads: edgelist_simple v2 305 MB or v3 359 MB, meta 58 MB",
              "CC BY 4.0"),
          new PublishedConnectome(
              "hemibrain",
              List.of("traced-total-connections*.csv*"),
              List.of("traced-neurons*.csv*"),
              "",
              List.of("*neurotransmitter*.feather", "*transmitter*.csv*"),
              new SynapseWeight(0.275, SHIU + "; not fitted to the hemibrain"),
              "hemibrain v1.2, the project's downloads: traced-neurons and traced-total-connections in a tar.gz to unpack; transmitters are in a separate Feather file",
              "CC BY 4.0"),
          new PublishedConnectome(
              "manc",
              List.of("manc_*simple*.feather", "manc_*edgelist*.feather"),
              List.of("manc_*meta.feather"),
              "",
              List.of("manc_*meta.feather"),
              new SynapseWeight(0.275, SHIU + "; not fitted to MANC"),
              "MANC v1.2.1, the project's downloads: manc_121_simple_edgelist 87 MB, manc_121_meta 1.4 MB",
              "CC BY 4.0"));

  /// The one with a name, or empty if there is none.
  public static Optional<PublishedConnectome> named(String key) {
    return ALL.stream().filter(each -> each.key.equals(key)).findFirst();
  }

  /// The files of a folder that are read.
  ///
  /// @param connections the preferred file of connections
  /// @param alternatives other files of connections that are there
  /// @param neurons the file of neurons, null if there is none
  /// @param transmitters the file of transmitters, null if there is none or none is needed
  public record Chosen(
      Path connections,
      List<Path> alternatives,
      @Nullable Path neurons,
      @Nullable Path transmitters) {}

  /// Chooses the files of a folder: of several files of one name the last by name, which is the
  /// newest version.
  ///
  /// @throws InputException if there are no connections
  public Chosen in(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InputException(
          "%s: %s; name the folder with the files of %s"
              .formatted(folder, Files.exists(folder) ? "is a file" : "no such folder", key));
    }
    List<Path> found = all(folder, connections);
    if (found.isEmpty()) {
      throw new InputException(
          "%s: contains no connections of %s; expected one of %s%s%s"
              .formatted(
                  folder,
                  key,
                  String.join(", ", connections),
                  all(folder, List.of("*.tar.gz", "*.tgz", "*.zip")).isEmpty()
                      ? ""
                      : "; unpack the archive in it",
                  matching(folder, UNFINISHED).isEmpty() ? "" : "; wait for the download in it"));
    }
    return new Chosen(
        found.getFirst(),
        found.subList(1, found.size()),
        all(folder, neurons).stream().findFirst().orElse(null),
        all(folder, transmitters).stream().findFirst().orElse(null));
  }

  /// The weight of a synapse for a file of connections: [#weight()], or for Princeton's synapses,
  /// by the name of the file, their own.
  public SynapseWeight weight(Path file) {
    boolean isPrinceton = String.valueOf(file.getFileName()).contains("princeton");
    return isPrinceton
        ? new SynapseWeight(
            0.12375, "0.45 of 0.275 mV, for Princeton's synapses; others published 0.40 to 0.45")
        : weight;
  }

  private static List<Path> all(Path folder, List<String> names) throws IOException {
    List<Path> all = new ArrayList<>();
    List<Path> unfinished = matching(folder, UNFINISHED);
    for (String name : names) {
      List<Path> found = matching(folder, name);
      found.removeAll(unfinished);
      found.sort(Comparator.comparing(Path::toString).reversed());
      found.stream().filter(file -> !all.contains(file)).forEach(all::add);
    }
    return all;
  }

  private static List<Path> matching(Path folder, String glob) throws IOException {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, glob)) {
      files.forEach(found::add);
    }
    return found;
  }
}
