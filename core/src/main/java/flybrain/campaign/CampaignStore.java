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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The folder of a campaign while it runs, in one process or in several.
///
/// Experiments that have ended are in `parts/`, some in a row to a file, which appears when it is
/// complete. At the end the parts become one file of each table and are deleted. Killed at any
/// moment, only experiments since the last part are lost.
///
/// | in the folder | content |
/// |---|---|
/// | `campaign.toml` | a copy of the campaign file |
/// | `provenance.toml` | the facts of [CampaignProvenance] |
/// | `parts/FIRST.TABLE.parquet` | rows of a part, named by the number of its first experiment |
/// | `parts/stage-N.parts.parquet` | how stage N is dealt to shards, see [Division] |
/// | `spikes/EXPERIMENT.parquet` | spikes, where they are kept |
/// | `TABLE.parquet` | all rows of a table, once the campaign is finished |
final class CampaignStore implements AutoCloseable {
  static final String FILE = "campaign.toml";
  private static final String PARTS = "parts";
  private static final String SPIKES = "spikes";

  /// In the order in which they are written; the experiments say that all is there.
  private static final List<CampaignTables> TABLES =
      List.of(CampaignTables.RATES, CampaignTables.COUNTS, CampaignTables.EXPERIMENTS);

  private final Path folder;
  private final Map<String, String> provenance;
  private final @Nullable FolderLock lock;
  private final @Nullable WorkFolder work;

  private CampaignStore(
      Path folder,
      Map<String, String> provenance,
      @Nullable FolderLock lock,
      @Nullable WorkFolder work) {
    this.folder = folder;
    this.provenance = Map.copyOf(provenance);
    this.lock = lock;
    this.work = work;
  }

  /// Begins a folder or continues one, which no other process may do at the same time.
  ///
  /// @param text of the campaign file
  /// @param provenance what the campaign is made from
  /// @throws InputException if it is the folder of another campaign, or of this one on another
  ///   connectome or by another version; or if another process is at it
  static CampaignStore open(Path folder, String text, CampaignProvenance provenance)
      throws IOException {
    requireOf(folder, provenance);
    try {
      Files.createDirectories(parts(folder));
    } catch (IOException e) {
      throw new InputException(
          folder + ": this folder cannot be created or written; name another with --out", e);
    }
    FolderLock lock = lock(folder);
    try {
      AtomicFile.deleteAbandoned(parts(folder));
      if (!CampaignProvenance.isIn(folder)) {
        AtomicFile.writeString(folder.resolve(FILE), text);
        provenance.writeTo(folder);
      }
      return new CampaignStore(folder, provenance.facts(), lock, null);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /// Begins a folder or continues one in which other processes, also of other machines, keep parts
  /// at the same time. In the folder of a finished campaign nothing can be kept.
  ///
  /// @throws InputException as [#open]
  static CampaignStore share(Path folder, String text, CampaignProvenance provenance)
      throws IOException {
    requireOf(folder, provenance);
    if (isFinished(folder)) {
      return new CampaignStore(folder, provenance.facts(), null, null);
    }
    WorkFolder work = new WorkFolder(parts(folder));
    try {
      if (!CampaignProvenance.isIn(folder)) {
        AtomicFile.writeString(work.path().resolve(FILE), text);
        provenance.writeTo(work.path());
        WorkFolder.move(work.path().resolve(FILE), folder.resolve(FILE));
        WorkFolder.move(CampaignProvenance.file(work.path()), CampaignProvenance.file(folder));
      }
      return new CampaignStore(folder, provenance.facts(), null, work);
    } catch (IOException | RuntimeException e) {
      work.close();
      throw e;
    }
  }

  private static void requireOf(Path folder, CampaignProvenance provenance) throws IOException {
    requireNoFile(folder);
    // In this order: another process may begin the campaign meanwhile.
    boolean hasFiles = Files.exists(folder) && !isEmpty(folder);
    if (CampaignProvenance.isIn(folder)) {
      provenance.requireSame(folder);
    } else if (hasFiles) {
      throw new InputException(
          folder + ": is a folder of other files, not of a campaign; name another with --out");
    }
  }

  private static void requireNoFile(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InputException(folder + ": is a file; name a folder for the campaign with --out");
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    // A killed process may have left these.
    return FolderTree.hasOnly(
        folder,
        name ->
            List.of(PARTS, FILE, FolderLock.FILE).contains(name)
                || AtomicFile.isPart(name, FILE)
                || AtomicFile.isPart(name, CampaignProvenance.FILE));
  }

  private static FolderLock lock(Path folder) throws IOException {
    return FolderLock.of(
        folder,
        holder ->
            new InputException(
                "%s: %s is running this campaign; wait for it or end it"
                    .formatted(folder, holder)));
  }

  static Path spikes(Path folder, String experiment) {
    return folder.resolve(SPIKES).resolve(experiment + ".parquet");
  }

  static Path parts(Path folder) {
    return folder.resolve(PARTS);
  }

  /// The campaign's folder.
  Path root() {
    return folder;
  }

  /// The folder that files of experiments are written to: the campaign's, or one of this process
  /// where others write to that too.
  Path folder() {
    return work == null ? folder : work.path();
  }

  /// Whether all experiments have ended and their tables are complete.
  boolean isFinished() {
    return isFinished(folder);
  }

  static boolean isFinished(Path folder) {
    return Files.exists(folder.resolve(CampaignTables.EXPERIMENTS.fileName() + ".parquet"));
  }

  /// How a stage is divided among shards; empty if it was not started in shards.
  Optional<Division> division(int stage) throws IOException {
    return Division.read(folder, stage, provenance);
  }

  /// Keeps how a stage is divided, unless that was done before.
  ///
  /// @throws InputException if it is divided in another way, or runs in one piece
  void divide(int stage, Division division) throws IOException {
    if (isFinished()) {
      return;
    }
    requireNoFile(folder);
    // In this order: another process may divide the stage and keep its first part meanwhile.
    boolean begun = division.parts().stream().anyMatch(part -> has(part.first()));
    Optional<Division> before = division(stage);
    if (before.isEmpty()) {
      if (begun) {
        throw new InputException(
            "%s: was started in one piece, not in shards; continue with: flybrain campaign resume %s"
                .formatted(folder, folder));
      }
      Path file = Division.file(folder(), stage);
      division.write(file, provenance);
      WorkFolder.move(file, Division.file(folder, stage));
    } else if (!before.get().equals(division)) {
      int shards = before.get().shards();
      throw new InputException(
          "%s: stage %d was started with %d shards, not %d; run --shard 1/%d .. %d/%d, or name another folder with --out"
              .formatted(folder, stage, shards, division.shards(), shards, shards, shards));
    }
  }

  /// Takes a part that another folder of the same campaign has.
  ///
  /// @param names of its experiments
  void take(Path other, int first, Collection<String> names) throws IOException {
    for (String name : names) {
      if (Files.exists(spikes(other, name))) {
        copy(spikes(other, name), spikes(folder(), name));
      }
    }
    for (CampaignTables table : TABLES) {
      copy(part(other, first, table), part(folder(), first, table));
    }
    moveAll(folder(), first, names);
  }

  private static void copy(Path from, Path to) throws IOException {
    AtomicFile.write(to, part -> Files.copy(from, part));
  }

  /// Whether the part that begins with an experiment is there.
  boolean has(int first) {
    return Files.exists(part(folder, first, CampaignTables.EXPERIMENTS));
  }

  /// Gives up a part that is broken.
  void drop(int first) throws IOException {
    Files.deleteIfExists(part(folder, first, CampaignTables.EXPERIMENTS));
  }

  /// Keeps experiments in a row; their table, which says that all is there, comes last.
  ///
  /// @param first number of the first of them
  void keep(int first, List<Outcome> outcomes, double runaway) throws IOException {
    for (CampaignTables table : TABLES) {
      try (ParquetWriter writer =
          new ParquetWriter(
              part(folder(), first, table), table.columns(), Compression.SNAPPY, provenance)) {
        writer.write(table.rows(outcomes, runaway));
        writer.commit();
      } catch (WriteException e) {
        // It names the file where it was written, and not where it was to be.
        throw WriteException.of(
            part(folder, first, table), Objects.requireNonNullElse(e.getCause(), e));
      }
    }
    if (work != null && !isFinished()) {
      moveAll(work.path(), first, outcomes.stream().map(each -> each.planned().name()).toList());
    }
  }

  private void moveAll(Path from, int first, Collection<String> names) throws IOException {
    try {
      for (String name : names) {
        if (Files.exists(spikes(from, name))) {
          Files.createDirectories(folder.resolve(SPIKES));
          WorkFolder.move(spikes(from, name), spikes(folder, name));
        }
      }
      for (CampaignTables table : TABLES) {
        WorkFolder.move(part(from, first, table), part(folder, first, table));
      }
    } catch (IOException e) {
      // Another process may have finished the campaign with the same part of its own.
      if (!isFinished()) {
        throw WriteException.of(part(folder, first, CampaignTables.EXPERIMENTS), e);
      }
    }
  }

  /// Makes one file of the parts of each table; all appear when the last is complete.
  ///
  /// @param firsts numbers of the first experiments of all parts, ascending
  void finish(List<Integer> firsts) throws IOException {
    List<ParquetWriter> writers = new ArrayList<>();
    try {
      for (CampaignTables table : TABLES) {
        ParquetWriter writer =
            new ParquetWriter(
                folder.resolve(table.fileName() + ".parquet"),
                table.columns(),
                Compression.SNAPPY,
                provenance);
        writers.add(writer);
        for (int first : firsts) {
          writer.writeAll(part(folder, first, table));
        }
      }
      for (ParquetWriter writer : writers) {
        writer.commit();
      }
    } finally {
      writers.forEach(ParquetWriter::close);
    }
    deleteParts();
  }

  /// Deletes what a process that was killed at the very end has left.
  void deleteParts() throws IOException {
    try {
      FolderTree.delete(parts(folder));
    } catch (IOException e) {
      throw WriteException.of(parts(folder), e);
    }
  }

  static Path part(Path folder, int first, CampaignTables table) {
    return parts(folder).resolve("%07d.%s.parquet".formatted(first, table.fileName()));
  }

  @Override
  public void close() throws IOException {
    if (work != null) {
      work.close();
    }
    if (lock != null) {
      lock.close();
    }
  }
}
