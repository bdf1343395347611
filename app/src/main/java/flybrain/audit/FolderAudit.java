package flybrain.audit;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.parquet.ParquetReader;
import flybrain.results.ResultRow;
import flybrain.spikes.SpikeFileName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Checks all results in a folder: each run with a manifest or checksums, and every spike file.
public final class FolderAudit {
  /// A `data` folder has its spike files four levels down.
  private static final int DEPTH = 5;

  /// How often a spike file is read: for its checksum, times, spikes, indices and names.
  private static final int READS = 5;

  /// Columns that tables of something else do not have.
  private static final Set<String> SPIKE_COLUMNS = Set.of("trial", "t", "time_ms", "time_s");

  private final Path folder;
  private final Expectations expectations;
  private final Progress progress;
  private final Findings findings = new Findings();
  private final List<Path> spikeFiles = new ArrayList<>();
  private final List<Path> runs = new ArrayList<>();
  private final List<Path> results = new ArrayList<>();
  private final List<RecordedRows> tables = new ArrayList<>();
  private final Map<String, NeuronIndexAudit> indices = new HashMap<>();
  private long done;
  private long total;

  private FolderAudit(Path folder, Expectations expectations, Progress progress) {
    this.folder = folder;
    this.expectations = expectations;
    this.progress = progress;
  }

  /// Checks a folder.
  ///
  /// @throws InputException if there is nothing to check
  public static Audit of(Path folder, Expectations expectations, Progress progress)
      throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new InputException(
          folder + ": no such folder; name one of a run, such as data/results/LABEL");
    }
    return new FolderAudit(folder.toAbsolutePath().normalize(), expectations, progress).check();
  }

  /// The files in a folder that an audit reads; none if the folder does not exist.
  public static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder, DEPTH)) {
      return all.filter(FolderAudit::isRead).filter(Files::isRegularFile).toList();
    }
  }

  private static boolean isRead(Path path) {
    String name = String.valueOf(path.getFileName());
    return name.endsWith(".parquet")
        || name.equals("benchmark-results.csv")
        || name.equals("manifest.csv")
        || name.equals("checksums.sha256");
  }

  private Audit check() throws IOException {
    progress.stage("checking");
    find();
    if (spikeFiles.isEmpty() && runs.isEmpty() && results.isEmpty()) {
      throw new InputException(
          folder
              + ": has no spike files (.parquet), no manifest.csv, no checksums.sha256 and no"
              + " benchmark-results.csv");
    }
    for (Path file : spikeFiles) {
      total += READS * Files.size(file);
    }
    for (Path run : runs) {
      checkRun(run);
    }
    for (Path table : results) {
      checkTable(table, () -> new ResultsAudit(table, name(table), findings).read());
    }
    List<AuditedFile> files = new ArrayList<>();
    for (Path file : spikeFiles) {
      AuditedFile audited = checkFile(file);
      if (audited != null) {
        files.add(audited);
      }
    }
    Copies.check(files, findings);
    long spikes = files.stream().mapToLong(AuditedFile::spikes).sum();
    return new Audit(findings.all(), findings.notes(), spikeFiles.size(), spikes);
  }

  private void find() throws IOException {
    try (Stream<Path> all = Files.walk(folder, DEPTH)) {
      for (Path path : all.sorted().toList()) {
        String name = String.valueOf(path.getFileName());
        if (name.endsWith(".part")) {
          findings.warning(
              name(path),
              "unfinished file",
              name,
              "complete files only",
              "a process that is running, or was killed");
        } else if (name.endsWith(".parquet") && Files.isRegularFile(path)) {
          if (isOfSpikes(path)) {
            spikeFiles.add(path);
          } else {
            findings.note(name(path) + ": is a table without spikes, skipped");
          }
        } else if (name.equals("benchmark-results.csv")) {
          results.add(path);
        } else if (Files.isRegularFile(path.resolve("manifest.csv"))
            || Files.isRegularFile(path.resolve("checksums.sha256"))) {
          runs.add(path);
        }
      }
    }
  }

  /// Whether a file is to be one of spikes, by its name or its columns; empty tables of pandas have
  /// none, and what cannot be read may be one.
  private static boolean isOfSpikes(Path file) throws IOException {
    try (ParquetReader reader = new ParquetReader(file)) {
      List<String> columns = reader.columns();
      return columns.isEmpty()
          || columns.stream().anyMatch(SPIKE_COLUMNS::contains)
          || SpikeFileName.of(file).isPresent();
    } catch (InputException e) {
      return true;
    }
  }

  private void checkRun(Path run) throws IOException {
    List<Path> files = spikeFiles.stream().filter(file -> file.startsWith(run)).toList();
    Path manifest = run.resolve("manifest.csv");
    Path checksums = run.resolve("checksums.sha256");
    if (Files.isRegularFile(checksums)) {
      new ChecksumsAudit(run, this::name, findings).check(files, this::advance);
    } else {
      absent(checksums, "a list of checksums beside manifest.csv");
    }
    if (!Files.isRegularFile(manifest)) {
      absent(manifest, "a manifest beside checksums.sha256");
      return;
    }
    RecordedRows rows =
        checkTable(
            manifest,
            () -> new ManifestAudit(run.toAbsolutePath(), name(manifest), findings).read());
    if (rows == null) {
      return;
    }
    for (Path file : files) {
      if (rows.of(file) == null) {
        findings.warning(
            name(file),
            "file not in the manifest",
            "not in " + name(manifest),
            "one row per spike file",
            "added afterwards, or an interrupted benchmark");
      }
    }
  }

  /// The rows of a table about spike files, null if it cannot be read.
  private @Nullable RecordedRows checkTable(Path table, Supplier<RecordedRows> audit) {
    try {
      RecordedRows rows = audit.get();
      tables.add(rows);
      return rows;
    } catch (InputException e) {
      findings.error(
          name(table), "unreadable", message(e, table), "a table of benchmarks", "a damaged file");
      return null;
    }
  }

  private void absent(Path file, String expected) {
    findings.warning(name(file), "missing file", "none", expected, "an incomplete bundle");
  }

  private @Nullable AuditedFile checkFile(Path file) throws IOException {
    ResultRow row =
        tables.stream()
            .map(table -> table.of(file))
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(new ResultRow(Map.of()));
    try (ParquetReader reader = new ParquetReader(file)) {
      ExpectedRun run = expectations.of(file, reader.metadata(), row);
      long size = Files.size(file);
      double perRow = (double) size / Math.max(1, reader.rows());
      LongConsumer read = rows -> advance((long) (rows * perRow));
      AuditedFile audited = new SpikeFileAudit(reader, name(file), run, findings, read).check();
      indices
          .computeIfAbsent(connectome(file, reader), _ -> new NeuronIndexAudit(findings))
          .check(reader, name(file), read);
      ExperimentNameAudit.check(reader, name(file), findings, read);
      tables.forEach(table -> table.check(file, audited));
      return audited;
    } catch (InputException e) {
      findings.error(
          name(file),
          "unreadable",
          message(e, file),
          "a spike file",
          "damaged, or of another schema");
      return null;
    }
  }

  /// The key of files with the same indices: their connectome, or their run.
  private String connectome(Path file, ParquetReader reader) {
    Path parent = Objects.requireNonNullElse(file.getParent(), folder);
    return reader
        .metadata()
        .getOrDefault(
            "flybrain.connectome.sha256",
            runs.stream().filter(file::startsWith).findFirst().orElse(parent).toString());
  }

  private void advance(long bytes) {
    done = Math.min(total, done + bytes);
    progress.at(done, total);
  }

  private String name(Path path) {
    String name = folder.relativize(path).toString();
    return name.isEmpty() ? "." : name;
  }

  /// A message without the file, which the finding names.
  static String message(InputException e, Path file) {
    String text = String.valueOf(e.getMessage());
    String name = file.toString();
    return text.startsWith(name)
        ? text.substring(name.length())
            .replaceFirst("^:(\\d+): ", "line $1: ")
            .replaceFirst("^: ", "")
        : text;
  }
}
