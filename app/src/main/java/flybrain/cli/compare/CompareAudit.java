package flybrain.cli.compare;

import flybrain.Counted;
import flybrain.InputException;
import flybrain.audit.Audit;
import flybrain.audit.Expectations;
import flybrain.audit.Finding;
import flybrain.audit.FolderAudit;
import flybrain.cli.options.AnnotationsOption;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSets;
import flybrain.files.Outputs;
import flybrain.tables.Table;
import flybrain.terminal.TerminalProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private TableOption table = new TableOption();

  @Mixin private PageOption page = new PageOption();

  @Mixin private SizeOptions size = new SizeOptions();

  @Option(
      names = "--dt",
      paramLabel = "MS",
      description = "Time step in ms (default: from the files, otherwise 0.1).")
  private @Nullable Double dt;

  @Option(
      names = "--driven",
      paramLabel = "NEURONS",
      description =
          "Neurons with Poisson input, for files that do not record them: ids, named sets, @FILE, "
              + "and with --connectome types and selections.")
  private @Nullable String driven;

  @Mixin private AnnotationsOption annotations = new AnnotationsOption();

  @Option(names = "--rate", paramLabel = "HZ", description = "Rate of their input in Hz.")
  private @Nullable Double rate;

  @Override
  public Integer call() throws IOException {
    table.check(spec);
    Expectations expectations =
        Usage.check(
            spec,
            () ->
                new Expectations(
                    size.duration(), size.trials(), dt, driven == null ? null : ids(driven), rate));
    Usage.check(
        spec,
        table.written(
            page.written(
                new Outputs()
                    .reads("an audited file", FolderAudit.files(folder))
                    .reads("neuron ids", NeuronReference.files(driven)))));
    Audit audit;
    try (TerminalProgress progress = new TerminalProgress()) {
      audit = FolderAudit.of(folder, expectations, progress);
    } catch (InputException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
    Table findings = new Table(COLUMNS);
    audit.findings().forEach(finding -> findings.add(cells(finding)));
    table.write(() -> findings);
    show(audit, findings);
    return audit.findings().isEmpty() ? 0 : FOUND;
  }

  private List<Long> ids(String typed) {
    return annotations
        .neurons(NeuronSets.builtIn(), List.of(), spec.commandLine().getErr())
        .ids(NeuronReference.parseList(typed));
  }

  private void show(Audit audit, Table findings) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    audit.notes().forEach(note -> err.println("note: " + note));
    err.flush();
    String numbers = numbers(audit);
    PrintWriter text = spec.commandLine().getOut();
    text.print(findings.size() == 0 ? "" : findings.text());
    text.println(numbers);
    text.flush();
    page.write(
        spec,
        "Audit of " + folder,
        target -> {
          target.section("Findings").paragraph(numbers);
          audit.notes().forEach(note -> target.paragraph("note: " + note));
          if (findings.size() > 0) {
            findings.show(target, "");
          }
        });
  }

  private static String numbers(Audit audit) {
    long errors =
        audit.findings().stream()
            .filter(finding -> finding.severity() == Finding.Severity.ERROR)
            .count();
    return "%s, %s in %s with %s"
        .formatted(
            Counted.of(errors, "error"),
            Counted.of(audit.findings().size() - errors, "warning"),
            Counted.of(audit.files(), "spike file"),
            Counted.of(audit.spikes(), "spike"));
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
