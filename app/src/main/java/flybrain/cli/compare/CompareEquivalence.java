package flybrain.cli.compare;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.agreement.EquivalenceReport;
import flybrain.agreement.RunDescriptions;
import flybrain.audit.Expectations;
import flybrain.audit.LikelyCauses;
import flybrain.compare.CountSample;
import flybrain.compare.Equivalence;
import flybrain.compare.Equivalences;
import flybrain.compare.Margins;
import flybrain.files.Outputs;
import flybrain.results.RecordedExperiment;
import flybrain.results.RecordedTrials;
import flybrain.terminal.TerminalProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain compare equivalence`: whether two models give the same firing rates.
@Command(
    name = "equivalence",
    description =
        "Tests whether a candidate has the firing rates of a reference: equivalent, different, "
            + "or not enough data.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain compare equivalence brian2.parquet mine.parquet",
      "  flybrain compare equivalence brian2.parquet mine.parquet --margin 5%% --json"
    })
final class CompareEquivalence implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "REFERENCE", description = "Spike file of the reference.")
  private Path reference;

  @Parameters(index = "1", paramLabel = "CANDIDATE", description = "Spike file of the candidate.")
  private Path candidate;

  @Option(
      names = "--reference-rounds",
      paramLabel = "FILE",
      split = ",",
      description = "More rounds of the reference, with different seeds.")
  private List<Path> referenceRounds = List.of();

  @Option(
      names = "--candidate-rounds",
      paramLabel = "FILE",
      split = ",",
      description = "More rounds of the candidate, with different seeds.")
  private List<Path> candidateRounds = List.of();

  @Option(
      names = "--margin",
      paramLabel = "SHARE",
      description = "Margin for all spikes (default: 1%%); 5%% or 0.05.")
  private String margin = "1%";

  @Option(
      names = "--neuron-margin",
      paramLabel = "SHARE",
      description = "Margin for a neuron's rate (default: 10%%).")
  private String neuronMargin = "10%";

  @Option(
      names = "--neuron-margin-hz",
      paramLabel = "HZ",
      description = "Margin for a neuron's rate in Hz, if larger (default: 2).")
  private double neuronMarginHz = Margins.DEFAULT.neuronHz();

  @Option(
      names = "--alpha",
      paramLabel = "P",
      description = "Probability of a wrong answer (default: 0.05).")
  private double alpha = Margins.DEFAULT.alpha();

  @Mixin private SizeOptions size = new SizeOptions();

  @Mixin private PairFigureOptions figure = new PairFigureOptions();

  @Mixin private TableOption table = new TableOption();

  @Option(names = "--csv", description = "Print one row per neuron as CSV.")
  private boolean csv;

  @Option(names = "--json", description = "Print everything as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    figure.check();
    table.check(spec);
    Usage.check(
        spec,
        table.written(
            figure.written(
                new Outputs()
                    .reads("a reference", files(reference, referenceRounds))
                    .reads("a candidate", files(candidate, candidateRounds)))));
    Margins margins =
        Usage.check(
            spec,
            () ->
                new Margins(
                    share("--margin", margin),
                    share("--neuron-margin", neuronMargin),
                    neuronMarginHz,
                    alpha));
    EquivalenceReport report;
    try (TerminalProgress progress = new TerminalProgress()) {
      report = compare(margins, progress);
    }
    table.write(report::table);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? report.json() : csv ? report.table().csv() : report.text());
    out.flush();
    return 0;
  }

  private EquivalenceReport compare(Margins margins, TerminalProgress progress) throws IOException {
    RecordedTrials read = size.reading(spec, progress);
    List<Path> references = files(reference, referenceRounds);
    List<Path> candidates = files(candidate, candidateRounds);
    CountSample referenceCounts = read.read(references);
    CountSample candidateCounts = read.read(candidates);
    progress.stage("exchanging trials");
    RecordedExperiment control = RecordedExperiment.of(reference);
    boolean sameInput =
        referenceRounds.isEmpty()
            && candidateRounds.isEmpty()
            && control.sharesInputWith(RecordedExperiment.of(candidate));
    Equivalence answer =
        Equivalences.of(referenceCounts, candidateCounts, margins, sameInput, progress);
    progress.stage("looking for causes");
    List<String> causes =
        LikelyCauses.of(
            references,
            candidates,
            new Expectations(size.duration(), size.trials(), null, null, null),
            answer);
    EquivalenceReport report =
        new EquivalenceReport(
            answer,
            referenceCounts,
            candidateCounts,
            causes,
            figure.names(spec, reference, candidate),
            figure.neurons(spec, reference, candidate),
            List.of(
                RunDescriptions.of("reference", reference),
                RunDescriptions.of("candidate", candidate)));
    if (figure.isAsked()) {
      RecordedTrials again = size.readingAgain(spec, progress);
      figure.draw(
          spec,
          progress,
          reference,
          again.rates(reference),
          candidate,
          again.rates(candidate),
          report::show);
    }
    return report;
  }

  private static List<Path> files(Path first, List<Path> rounds) {
    return Stream.concat(Stream.of(first), rounds.stream()).toList();
  }

  private static double share(String option, String text) {
    boolean percent = text.endsWith("%");
    try {
      double value = Decimal.parse(percent ? text.substring(0, text.length() - 1) : text);
      return percent ? value / 100 : value;
    } catch (NumberFormatException e) {
      throw new InputException(
          "%s '%s': must be a share such as 5%% or 0.05".formatted(option, text), e);
    }
  }
}
