package flybrain.cli.compare;

import flybrain.InputException;
import flybrain.agreement.AgreementTable;
import flybrain.agreement.ComparedPair;
import flybrain.agreement.GroundTruthReport;
import flybrain.agreement.NoiseFloorTable;
import flybrain.compare.ComparedRun;
import flybrain.compare.GroundTruthVerdict;
import flybrain.compare.RunComparison;
import flybrain.files.Outputs;
import flybrain.results.BackendName;
import flybrain.results.FrameworkNames;
import flybrain.results.RecordedFiles;
import flybrain.results.RunSize;
import flybrain.spikes.FiringRates;
import flybrain.tables.TableFiles;
import flybrain.terminal.TerminalProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `flybrain compare ground-truth`: every backend with Brian2, in one JSON file.
@Command(
    name = "ground-truth",
    description = "Compares the rates of every backend with those of Brian2.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain compare ground-truth --run-label demo --t-run 1 --n-run 30",
      "  flybrain compare ground-truth --run-label demo --html demo.html"
    })
final class CompareGroundTruth implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private CommandSpec spec;

  @Option(
      names = "--t-run",
      paramLabel = "S",
      description = "Duration in s. Default: ${DEFAULT-VALUE}.")
  private double tRun = 1.0;

  @Option(names = "--n-run", paramLabel = "N", description = "Trials. Default: ${DEFAULT-VALUE}.")
  private int trials = 1;

  @Option(
      names = "--run-label",
      paramLabel = "L",
      description = "Label of the run (default: " + "none).")
  private String label = "";

  @Option(names = "--round", paramLabel = "R", description = "Round of a labelled run. Default: 1.")
  private int round = 1;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description = "Name of the experiment to write to the file. Default: ${DEFAULT-VALUE}.")
  private String experiment = "sugar";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "File to write. Default: ground-truth-comparison.json in the data folder.")
  private @Nullable Path output;

  @Mixin private FiguresOption figures = new FiguresOption();

  @Option(names = "--data", paramLabel = "DIR", description = "Folder of results. Default: ./data.")
  private Path data = Path.of("data");

  private final AgreementTable agreement = new AgreementTable();
  private final GroundTruthReport report = new GroundTruthReport();
  private final UnreadableFiles unreadable = new UnreadableFiles();

  @Override
  public Integer call() throws IOException {
    CompareOptions.checkDuration(spec, tRun);
    CompareOptions.checkTrials(spec, trials);
    CompareOptions.checkRound(spec, round);
    RecordedFiles files = RecordedFiles.of(data, label, round);
    RunSize size = new RunSize(tRun, trials);
    Path truth = files.file(RecordedFiles.BRIAN2, size);
    if (!files.has(RecordedFiles.BRIAN2, size)) {
      throw new InputException(
          truth + ": no such file; the ground truth is Brian2; record it with --brian2-cpu");
    }
    Usage.check(
        spec,
        figures.written(
            new Outputs()
                .reads("a compared run", files.all())
                .writes("--output", output())
                .writes("--output", noiseFloors())));
    FrameworkNames names = FrameworkNames.of(data, label);
    FiringRates rates;
    NoiseFloorTable noise;
    try (TerminalProgress progress = new TerminalProgress()) {
      noise = new NoiseFloorTable(data, GroundTruthReport.METRICS, progress);
      rates = noise.ofReference(truth, size);
      ComparedRun reference = new ComparedRun(names.framework(RecordedFiles.BRIAN2), truth, rates);
      for (String key : names.keys()) {
        if (!key.equals(RecordedFiles.BRIAN2)) {
          BackendName backend = names.of(key, files, size);
          if (unreadable
              .read(() -> compare(reference, files, backend, size, noise, progress))
              .isEmpty()) {
            report.add(backend, "unreadable");
          }
        }
      }
    }
    unreadable.requireAny(agreement.size());
    write(rates, noise);
    return unreadable.report(spec, agreement.size());
  }

  private void write(FiringRates truth, NoiseFloorTable noise) throws IOException {
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put("ground_truth", "Brian2 (CPU)");
    content.put("experiment", experiment);
    content.put("t_run_sec", tRun);
    content.put("n_run", trials);
    content.put("run_label", label.isEmpty() ? null : label);
    content.put("round", label.isEmpty() ? null : round);
    content.put("ground_truth_spikes", truth.spikes());
    content.put("ground_truth_active_neurons", truth.neurons());
    content.put("comparisons", report.comparisons());
    content.put("runs", noise.runs());
    Path file = output();
    TableFiles.json(file, content);
    TableFiles.write(noiseFloors(), noise.table());
    spec.commandLine()
        .getOut()
        .print(agreement.text(AgreementTable.columns(List.of("framework"), "verdict")));
    if (agreement.size() == 0) {
      spec.commandLine().getOut().println("0 comparisons");
    }
    noise.print(spec.commandLine().getOut());
    spec.commandLine().getOut().println(file);
    figures.write(
        spec,
        "Ground truth Brian2 (CPU): %s, %s".formatted(experiment, label.isEmpty() ? data : label),
        page -> report.verdicts().show(page.section("Verdicts"), ""),
        noise);
  }

  private Path output() {
    return output == null ? data.resolve("ground-truth-comparison.json") : output;
  }

  private Path noiseFloors() {
    String stem = String.valueOf(output().getFileName()).replaceFirst("\\.json$", "");
    return output().resolveSibling(stem + "-noise-floor.csv");
  }

  private boolean compare(
      ComparedRun truth,
      RecordedFiles files,
      BackendName backend,
      RunSize size,
      NoiseFloorTable noise,
      TerminalProgress progress)
      throws IOException {
    if (!files.has(backend.key(), size)) {
      if (files.isExpected(backend.key())) {
        agreement.skip(backend);
      }
      report.add(backend, "no data");
      return false;
    }
    Path file = files.file(backend.key(), size);
    progress.reading(file);
    ComparedRun run = new ComparedRun(backend.framework(), file, size.rates(file));
    BackendName brian2 = new BackendName(RecordedFiles.BRIAN2, truth.name());
    figures.draw("%s_vs_%s".formatted(brian2.key(), backend.key()), size, truth, run, progress);
    noise.add(new ComparedPair(label, round, brian2, backend), size, truth, run);
    RunComparison runs = RunComparison.of(truth, run, Double.NaN);
    agreement.add(
        brian2,
        backend,
        label.isEmpty() ? 0 : round,
        size,
        runs,
        GroundTruthVerdict.of(runs.rates()));
    report.add(backend, runs, figures.neurons(truth, run));
    return true;
  }
}
