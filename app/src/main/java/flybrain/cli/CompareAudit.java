package flybrain.cli;

import flybrain.InputException;
import flybrain.audit.Audit;
import flybrain.audit.Expectations;
import flybrain.audit.Finding;
import flybrain.audit.FolderAudit;
import flybrain.experiment.NeuronReference;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain compare audit`: what is wrong with recorded results.
@Command(
    name = "audit",
    description =
        "Checks recorded results: checksums, the manifest against the files, copied trials, and"
            + " spikes that the model cannot have made.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain compare audit data/results/demo",
      "  flybrain compare audit data/results/demo --out findings.csv",
      "  flybrain compare audit spikes --t-run 1 --n-run 30 --driven sugar --rate 200",
      "",
      "Exit codes: 0 nothing found, 1 findings, 2 wrong usage."
    })
final class CompareAudit implements Callable<Integer> {
  private static final List<String> COLUMNS =
      List.of("severity", "file", "what", "value", "expected", "meaning");

  private static final int FOUND = 1;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "FOLDER",
      description = "Folder of a run, or any folder of spike files.")
  private Path folder;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Write the findings as CSV.")
  private @Nullable Path out;

  @Option(
      names = "--t-run",
      paramLabel = "S",
      description = "Duration of a trial in s, for files that do not say it.")
  private @Nullable Double duration;

  @Option(
      names = "--n-run",
      paramLabel = "N",
      description = "Trials of each file, for files that do not say it.")
  private @Nullable Integer trials;

  @Option(
      names = "--driven",
      paramLabel = "NEURONS",
      description = "Neurons with Poisson input, for files that do not say it: sets, ids, @FILE.")
  private @Nullable String driven;

  @Option(names = "--rate", paramLabel = "HZ", description = "Rate of their input.")
  private @Nullable Double rate;

  @Override
  public Integer call() throws IOException {
    Expectations expectations =
        Usage.check(
            spec,
            () ->
                new Expectations(
                    duration,
                    trials,
                    driven == null ? null : NeuronReference.parseList(driven),
                    rate));
    Audit audit;
    try (FileProgress progress = new FileProgress()) {
      audit = FolderAudit.of(folder, expectations, progress);
    } catch (InputException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    if (out != null) {
      ComparisonFiles.csv(
          out, COLUMNS, audit.findings().stream().map(CompareAudit::cells).toList());
    }
    print(audit);
    return audit.findings().isEmpty() ? 0 : FOUND;
  }

  private void print(Audit audit) {
    PrintWriter err = spec.commandLine().getErr();
    audit.notes().forEach(note -> err.println("note: " + note));
    err.flush();
    PrintWriter text = spec.commandLine().getOut();
    if (!audit.findings().isEmpty()) {
      Table table = new Table(COLUMNS.toArray(String[]::new));
      audit.findings().forEach(finding -> table.add(cells(finding)));
      text.print(table.text());
    }
    long errors =
        audit.findings().stream()
            .filter(finding -> finding.severity() == Finding.Severity.ERROR)
            .count();
    text.println(
        String.format(
            Locale.ROOT,
            "%d errors, %d warnings in %d spike files with %d spikes",
            errors,
            audit.findings().size() - errors,
            audit.files(),
            audit.spikes()));
    text.flush();
  }

  private static List<@Nullable Object> cells(Finding finding) {
    return Arrays.asList(
        finding.severity().name().toLowerCase(Locale.ROOT),
        finding.file(),
        finding.what(),
        finding.value(),
        finding.expected(),
        finding.meaning());
  }
}
