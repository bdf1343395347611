package flybrain.campaign;

import flybrain.InputException;
import flybrain.files.AtomicFile;
import flybrain.files.FolderLock;
import flybrain.files.FolderTree;
import flybrain.files.WriteException;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The folder of a campaign while it runs.
///
/// Experiments that have ended are in `parts/`, some in a row to a file, which appears when it is
/// complete. At the end the parts become one file of each table and are deleted. Killed at any
/// moment, only experiments since the last part are lost.
final class CampaignStore implements AutoCloseable {
  static final String FILE = "campaign.toml";
  private static final String PARTS = "parts";

  private final Path folder;
  private final Map<String, String> provenance;
  private final FolderLock lock;

  private CampaignStore(Path folder, Map<String, String> provenance, FolderLock lock) {
    this.folder = folder;
    this.provenance = Map.copyOf(provenance);
    this.lock = lock;
  }

  /// Begins a folder or continues one.
  ///
  /// @param text of the campaign file
  /// @param provenance what the campaign is made from
  /// @throws InputException if it is the folder of another campaign, or of this one on another
  ///   connectome or by another version; or if another process is at it
  static CampaignStore open(Path folder, String text, CampaignProvenance provenance)
      throws IOException {
    if (Files.exists(folder) && !CampaignProvenance.isIn(folder) && !isEmpty(folder)) {
      throw new InputException(
          folder + ": is a folder of other files, not of a campaign; name another with --out");
    }
    if (CampaignProvenance.isIn(folder)) {
      provenance.requireSame(folder);
    }
    try {
      Files.createDirectories(folder.resolve(PARTS));
    } catch (IOException e) {
      throw new InputException(
          folder + ": this folder cannot be created or written; name another with --out", e);
    }
    FolderLock lock = lock(folder);
    try {
      AtomicFile.deleteAbandoned(folder.resolve(PARTS));
      if (!CampaignProvenance.isIn(folder)) {
        AtomicFile.writeString(folder.resolve(FILE), text);
        provenance.writeTo(folder);
      }
      return new CampaignStore(folder, provenance.facts(), lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      // A killed process may have left these two.
      return files
          .map(Path::getFileName)
          .map(Path::toString)
          .allMatch(List.of(PARTS, FILE, FolderLock.FILE)::contains);
    }
  }

  private static FolderLock lock(Path folder) throws IOException {
    return FolderLock.of(folder)
        .orElseThrow(() ->
            new InputException(
                folder + ": another process is running this campaign; wait for it or end it"));
  }

  static Path spikes(Path folder, String experiment) {
    return folder.resolve("spikes").resolve(experiment + ".parquet");
  }

  Path folder() {
    return folder;
  }

  /// Whether all experiments have ended and their tables are complete.
  boolean isFinished() {
    return Files.exists(folder.resolve(CampaignTables.EXPERIMENTS.fileName() + ".parquet"));
  }

  /// Whether the part that begins with an experiment is there.
  boolean has(int first) {
    return Files.exists(part(folder, first, CampaignTables.EXPERIMENTS));
  }

  /// Keeps experiments in a row; their table, which says that all is there, comes last.
  ///
  /// @param first number of the first of them
  void keep(int first, List<Outcome> outcomes, double runaway) throws IOException {
    for (CampaignTables table :
        List.of(CampaignTables.RATES, CampaignTables.COUNTS, CampaignTables.EXPERIMENTS)) {
      try (ParquetWriter writer =
          new ParquetWriter(
              part(folder, first, table), table.columns(), Compression.SNAPPY, provenance)) {
        writer.write(table.rows(outcomes, runaway));
        writer.commit();
      }
    }
  }

  /// Makes one file of the parts of each table, `experiments` last.
  ///
  /// @param firsts numbers of the first experiments of all parts, ascending
  void finish(List<Integer> firsts) throws IOException {
    for (CampaignTables table :
        List.of(CampaignTables.RATES, CampaignTables.COUNTS, CampaignTables.EXPERIMENTS)) {
      try (ParquetWriter writer =
          new ParquetWriter(
              folder.resolve(table.fileName() + ".parquet"),
              table.columns(),
              Compression.SNAPPY,
              provenance)) {
        for (int first : firsts) {
          writer.writeAll(part(folder, first, table));
        }
        writer.commit();
      }
    }
    deleteParts();
  }

  /// Deletes what a process that was killed at the very end has left.
  void deleteParts() throws IOException {
    try {
      FolderTree.delete(folder.resolve(PARTS));
    } catch (IOException e) {
      throw WriteException.of(folder.resolve(PARTS), e);
    }
  }

  static Path part(Path folder, int first, CampaignTables table) {
    return folder.resolve(PARTS).resolve("%07d.%s.parquet".formatted(first, table.fileName()));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
