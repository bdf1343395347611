package flybrain.export;

import flybrain.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A format of other tools that runs are exported to.
public enum ExportFormat {
  /// A file of Neurodata Without Borders 2.
  NWB(".nwb", false),
  /// A folder of SONATA files.
  SONATA("-sonata", true),
  /// A table of spike trains for Neo and Elephant.
  NEO_CSV("-trains.csv", false),
  /// The network of the neurons with their firing rates.
  CYTOSCAPE(".graphml", true),
  /// A folder of segment properties and colours.
  NEUROGLANCER("-neuroglancer", false);

  private final String ending;
  private final boolean needsConnectome;

  ExportFormat(String ending, boolean needsConnectome) {
    this.ending = ending;
    this.needsConnectome = needsConnectome;
  }

  /// The name on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// Whether a run is exported only with its connectome.
  public boolean needsConnectome() {
    return needsConnectome;
  }

  /// The export of a spike file where no other is named: beside it.
  public Path beside(Path spikes) {
    String name = String.valueOf(spikes.getFileName()).replaceFirst("\\.parquet$", "");
    return spikes.resolveSibling(name + ending);
  }

  /// The files of an export.
  ///
  /// @param trials number of trials
  public List<Path> files(Path target, int trials) {
    return switch (this) {
      case NWB, NEO_CSV -> List.of(target);
      case SONATA -> SonataFolder.files(target, trials);
      case CYTOSCAPE -> CytoscapeNetwork.files(target);
      case NEUROGLANCER -> NeuroglancerFiles.files(target);
    };
  }

  /// Refuses a name of a file for a folder, an extension other than the format's, and a folder
  /// where a file should be.
  ///
  /// @throws InputException saying which name there should be
  public void check(Path target) {
    String name = String.valueOf(target.getFileName());
    boolean isFolder =
        this == SONATA || this == NEUROGLANCER || (this == CYTOSCAPE && !name.contains("."));
    if (isFolder && Files.exists(target) && !Files.isDirectory(target)) {
      throw new InputException(target + ": is a file; " + this + " needs a folder");
    }
    String extension = this == NEO_CSV ? ".csv" : ending;
    if (!isFolder && !name.endsWith(extension)) {
      throw new InputException(
          "%s: the name of %s must end with %s%s"
              .formatted(
                  target, this, extension, this == CYTOSCAPE ? ", or be that of a folder" : ""));
    }
    if (!isFolder && Files.isDirectory(target)) {
      throw new InputException(target + ": is a folder; name a file");
    }
  }

  /// Refuses to replace an export.
  ///
  /// @param trials number of trials
  /// @throws InputException naming the file that is there
  public void checkReplaced(Path target, int trials) {
    files(target, trials).stream()
        .filter(Files::exists)
        .findFirst()
        .ifPresent(there -> {
          throw new InputException(
              there + ": already exists; name another with --out, or replace it with --force");
        });
  }
}
