package flybrain.atlas;

import flybrain.InputException;
import flybrain.campaign.FactsFile;
import flybrain.files.AtomicFile;
import flybrain.files.FolderLock;
import flybrain.files.FolderTree;
import flybrain.files.WriteException;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder of an atlas while it is made.
///
/// Driven neurons that are done are in `parts/`, some in a row to a file, `PLACE.TABLE.parquet`
/// with the place of the first among all that are driven; at the end the parts become one file of
/// each table, `TABLE.parquet`. Killed at any moment, only what came after the last part is lost.
final class AtlasFolder implements AutoCloseable {
  private static final String FACTS = "provenance.toml";
  private static final String PARTS = "parts";

  /// A part counts only with its answers, which are written last. Copies that a user or a program
  /// made beside it have other names.
  private static final Pattern COMPLETE =
      Pattern.compile("(\\d{7})\\." + AtlasTables.ANSWERS.fileName() + "\\.parquet");

  private final Path folder;
  private final Map<String, String> facts;
  private final FolderLock lock;

  private AtlasFolder(Path folder, Map<String, String> facts, FolderLock lock) {
    this.folder = folder;
    this.facts = Map.copyOf(facts);
    this.lock = lock;
  }

  /// Begins a folder or continues one.
  ///
  /// @param facts what the atlas is made from
  /// @throws InputException if it is the folder of something else, or another process is at it
  static AtlasFolder open(Path folder, Map<String, String> facts) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InputException(folder + ": is a file; name a folder for the atlas with --out");
    }
    boolean hasFiles = Files.exists(folder) && !isEmpty(folder);
    Map<String, String> before = FactsFile.readIfThere(facts(folder));
    if (before.containsKey(AtlasRun.NEURONS)) {
      requireSame(folder, before, facts);
    } else if (hasFiles) {
      throw new InputException(
          folder + ": is a folder of other files, not of an atlas; name another with --out");
    }
    try {
      Files.createDirectories(folder.resolve(PARTS));
    } catch (IOException e) {
      throw new InputException(
          folder + ": this folder cannot be created or written; name another with --out", e);
    }
    FolderLock lock =
        FolderLock.of(
            folder,
            holder ->
                new InputException(
                    "%s: %s is making this atlas; wait for it or end it"
                        .formatted(folder, holder)));
    try {
      AtomicFile.deleteAbandoned(folder.resolve(PARTS));
      FactsFile.write(facts(folder), facts);
      return new AtlasFolder(folder, facts, lock);
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  static Path facts(Path folder) {
    return folder.resolve(FACTS);
  }

  private static boolean isEmpty(Path folder) throws IOException {
    // A killed process may have left these.
    return FolderTree.hasOnly(
        folder,
        name -> List.of(PARTS, FolderLock.FILE).contains(name) || AtomicFile.isPart(name, FACTS));
  }

  private static void requireSame(
      Path folder, Map<String, String> before, Map<String, String> now) {
    for (Map.Entry<String, String> fact : now.entrySet()) {
      String was = before.getOrDefault(fact.getKey(), "");
      if (!was.equals(fact.getValue())) {
        throw new InputException(
            "%s: was started with %s = %s, and it is %s now; start again in another folder (--out), or delete this one"
                .formatted(
                    folder,
                    fact.getKey().substring(fact.getKey().lastIndexOf('.') + 1),
                    was.lines().findFirst().orElse("nothing"),
                    fact.getValue().lines().findFirst().orElse("nothing")));
      }
    }
  }

  /// Whether all neurons are done and the tables are complete.
  boolean isFinished() {
    return Files.exists(whole(folder, AtlasTables.ANSWERS));
  }

  /// Whether a part is there.
  ///
  /// @param first place of its first neuron among all
  boolean has(int first) {
    return Files.exists(part(folder, first, AtlasTables.ANSWERS));
  }

  /// Keeps a part; its answers, which say that all is there, come last.
  ///
  /// @param rows of each table
  void keep(int first, Function<AtlasTables, ColumnBatch> rows) throws IOException {
    for (AtlasTables table : List.of(AtlasTables.DRIVEN, AtlasTables.ANSWERS)) {
      try (ParquetWriter writer = writer(part(folder, first, table), table)) {
        writer.write(rows.apply(table));
        writer.commit();
      }
    }
  }

  private ParquetWriter writer(Path file, AtlasTables table) throws IOException {
    return new ParquetWriter(file, table.columns(), Compression.SNAPPY, facts);
  }

  /// Makes one file of the parts of each table, the answers last.
  ///
  /// @param firsts places of the first neurons of all parts, ascending
  void finish(List<Integer> firsts) throws IOException {
    for (AtlasTables table : List.of(AtlasTables.DRIVEN, AtlasTables.ANSWERS)) {
      try (ParquetWriter writer = writer(whole(folder, table), table)) {
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

  /// The files of a table: one if the atlas is finished, otherwise its parts in order.
  static List<Path> files(Path folder, AtlasTables table) throws IOException {
    if (Files.exists(whole(folder, AtlasTables.ANSWERS))) {
      return List.of(whole(folder, table));
    }
    if (!Files.isDirectory(folder.resolve(PARTS))) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder.resolve(PARTS))) {
      return all.map(file -> COMPLETE.matcher(String.valueOf(file.getFileName())))
          .filter(Matcher::matches)
          .map(name -> Integer.parseInt(name.group(1)))
          .sorted()
          .map(first -> part(folder, first, table))
          .toList();
    }
  }

  private static Path whole(Path folder, AtlasTables table) {
    return folder.resolve(table.fileName() + ".parquet");
  }

  private static Path part(Path folder, int first, AtlasTables table) {
    return folder.resolve(PARTS).resolve("%07d.%s.parquet".formatted(first, table.fileName()));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
