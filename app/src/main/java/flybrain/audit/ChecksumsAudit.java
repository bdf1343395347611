package flybrain.audit;

import flybrain.InputException;
import flybrain.files.Checksum;
import flybrain.results.ChecksumsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
  /// @param spikeFiles of the run
  /// @param progress receives the number of bytes read
  void check(List<Path> spikeFiles, LongConsumer progress) throws IOException {
    Set<Path> listed = new HashSet<>();
    int line = 0;
    for (String text : lines()) {
      line++;
      Matcher entry = ChecksumsFile.LINE.matcher(text);
      if (!entry.matches()) {
        findings.error(
            name + ":" + line, "no checksum", text, "what sha256sum prints", "a damaged list");
        continue;
      }
      Optional<Path> file = SpikePath.below(run, entry.group("path"));
      if (file.isPresent()) {
        listed.add(file.get());
        checkFile(file.get(), entry.group("sum"), progress);
      } else {
        findings.error(
            name + ":" + line,
            "missing file",
            entry.group("path"),
            "a listed file",
            "moved, deleted or never copied");
      }
    }
    for (Path file : spikeFiles) {
      if (!listed.contains(file.normalize())) {
        findings.warning(
            names.apply(file),
            "file without checksum",
            "not in " + name,
            "one line per spike file",
            "added afterwards, or an interrupted benchmark");
      }
    }
  }

  /// A list that cannot be read is a finding, and has no lines.
  private List<String> lines() throws IOException {
    Path list = run.resolve("checksums.sha256");
    try {
      return ChecksumsFile.lines(list);
    } catch (InputException e) {
      findings.error(
          name,
          "unreadable",
          FolderAudit.message(e, list),
          "what sha256sum prints",
          "a damaged list");
      return List.of();
    }
  }

  private void checkFile(Path file, String sum, LongConsumer progress) throws IOException {
    String found = Checksum.sha256().add(file, progress).hex();
    if (!found.equals(sum)) {
      findings.error(
          names.apply(file),
          "checksum differs",
          found.substring(0, 16) + "...",
          sum.substring(0, 16) + "...",
          "changed or damaged after the run");
    }
  }
}
