package flybrain.audit;

import flybrain.bench.ChecksumsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;

/// Holds the list of checksums of a run against the files that are there.
final class ChecksumsAudit {
  private final Path run;
  private final Function<Path, String> names;
  private final String name;
  private final Findings findings;

  /// @param run folder of the run
  /// @param names what findings call a file
  ChecksumsAudit(Path run, Function<Path, String> names, Findings findings) {
    this.run = run;
    this.names = names;
    this.name = names.apply(run.resolve("checksums.sha256"));
    this.findings = findings;
  }

  /// Checks every listed file and that all spike files are listed.
  ///
  /// @param spikeFiles those of the run
  /// @param progress is told how many bytes were read
  void check(List<Path> spikeFiles, LongConsumer progress) throws IOException {
    Set<Path> listed = new HashSet<>();
    int line = 0;
    for (String text : Files.readAllLines(run.resolve("checksums.sha256"))) {
      line++;
      Matcher entry = ChecksumsFile.LINE.matcher(text);
      if (!entry.matches()) {
        findings.error(
            name + ":" + line, "no checksum", text, "what sha256sum prints", "a damaged list");
        continue;
      }
      Path file = run.resolve(entry.group("path")).normalize();
      listed.add(file);
      checkFile(file, entry.group("path"), entry.group("sum"), line, progress);
    }
    for (Path file : spikeFiles) {
      if (!listed.contains(file.normalize())) {
        findings.warning(
            names.apply(file),
            "file without checksum",
            "not in " + name,
            "a line for each spike file",
            "added afterwards, or a benchmark that was interrupted");
      }
    }
  }

  private void checkFile(Path file, String path, String sum, int line, LongConsumer progress)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      findings.error(
          name + ":" + line,
          "missing file",
          path,
          "a listed file",
          "moved, deleted or never copied");
      return;
    }
    String found = ChecksumsFile.sha256(file, progress);
    if (!found.equals(sum.toLowerCase(Locale.ROOT))) {
      findings.error(
          names.apply(file),
          "checksum differs",
          found.substring(0, 16) + "...",
          sum.substring(0, 16) + "...",
          "changed or damaged after the run");
    }
  }
}
