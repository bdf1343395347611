package flybrain.cli.compare;

import flybrain.InputException;
import flybrain.PythonNumber;
import flybrain.compare.NeuronRates;
import flybrain.compare.RateComparison;
import flybrain.compare.RateMetric;
import flybrain.figures.ComparedRun;
import flybrain.files.Outputs;
import flybrain.spikes.FiringRates;
import flybrain.tables.Table;
import flybrain.tables.TableFiles;
import flybrain.terminal.StageProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
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
  private static final int DEVIATIONS = 10;

  private static final List<RateMetric> METRICS =
      List.of(
          RateMetric.SPIKE_COUNT_RATIO,
          RateMetric.ACTIVE_JACCARD,
          RateMetric.ACTIVE_PRECISION,
          RateMetric.ACTIVE_RECALL,
          RateMetric.RATE_PEARSON_SHARED,
          RateMetric.MEDIAN_PCT_DIFF,
          RateMetric.MEAN_PCT_DIFF);

  /// What a page shows.
  private static final List<String> VERDICTS =
      List.of(
          "framework",
          "verdict",
          "spikes",
          "spike_count_ratio",
          "jaccard",
          "pearson_correlation",
          "median_pct_diff");

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

  @Option(names = "--run-label", paramLabel = "L", description = "Label of the run. Default: none.")
  private String label = "";

  @Option(names = "--round", paramLabel = "R", description = "Round of a labelled run. Default: 1.")
  private int round = 1;

  @Option(
      names = "--experiment",
      paramLabel = "NAME",
      description =
          "Name of the experiment, as it is to stand in the file. Default: ${DEFAULT-VALUE}.")
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
  private final UnreadableFiles unreadable = new UnreadableFiles();

  @Override
  public Integer call() throws IOException {
    CompareOptions.checkDuration(spec, tRun);
    CompareOptions.checkTrials(spec, trials);
    CompareOptions.checkRound(spec, round);
    RecordedFiles files = RecordedFiles.of(data, label, round);
    RecordedFiles.Size size = new RecordedFiles.Size(tRun, trials);
    Path truth = files.file(RecordedFiles.BRIAN2, size);
    if (!files.has(RecordedFiles.BRIAN2, size)) {
      throw new InputException(
          truth + ": no such file; the ground truth is Brian2's, record it with --brian2-cpu");
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
    Map<String, Object> comparisons = new LinkedHashMap<>();
    try (StageProgress progress = new StageProgress()) {
      noise = new NoiseFloorTable(data, METRICS, progress);
      rates = noise.ofReference(truth, size);
      ComparedRun reference = new ComparedRun(names.framework(RecordedFiles.BRIAN2), truth, rates);
      for (String key : names.keys()) {
        if (!key.equals(RecordedFiles.BRIAN2)) {
          BackendName backend = names.of(key, files, size);
          put(
              comparisons,
              backend,
              unreadable
                  .read(() -> compare(reference, files, backend, size, noise, progress))
                  .orElse(Map.of("status", "unreadable")));
        }
      }
    }
    unreadable.requireAny(agreement.size());
    write(rates, comparisons, noise);
    return unreadable.tell(spec, agreement.size());
  }

  /// Two keys may have one name: the suite's `pytorch` on a CPU and `pytorch-cpu`.
  private static void put(Map<String, Object> comparisons, BackendName backend, Object result) {
    String name = backend.framework();
    if (!(comparisons.get(name) instanceof Map<?, ?> there) || there.containsKey("status")) {
      comparisons.put(name, result);
    } else if (!(result instanceof Map<?, ?> fields && fields.containsKey("status"))) {
      comparisons.put("%s, %s".formatted(name, backend.key()), result);
    }
  }

  private void write(FiringRates truth, Map<String, Object> comparisons, NoiseFloorTable noise)
      throws IOException {
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    content.put("ground_truth", "Brian2 (CPU)");
    content.put("experiment", experiment);
    content.put("t_run_sec", tRun);
    content.put("n_run", trials);
    content.put("run_label", label.isEmpty() ? null : label);
    content.put("round", label.isEmpty() ? null : round);
    content.put("ground_truth_spikes", truth.spikes());
    content.put("ground_truth_active_neurons", truth.neurons());
    content.put("comparisons", comparisons);
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
        page -> {
          page.section("Verdicts");
          verdicts(comparisons).show(page, "");
        },
        noise);
  }

  private Path output() {
    return output == null ? data.resolve("ground-truth-comparison.json") : output;
  }

  private Path noiseFloors() {
    String stem = String.valueOf(output().getFileName()).replaceFirst("\\.json$", "");
    return output().resolveSibling(stem + "-noise-floor.csv");
  }

  private static Table verdicts(Map<String, Object> comparisons) {
    Table rows = new Table(VERDICTS);
    comparisons.forEach((name, result) -> {
      List<@Nullable Object> row = new ArrayList<>(List.of(name));
      if (result instanceof Map<?, ?> fields) {
        row.add(fields.containsKey("verdict") ? fields.get("verdict") : fields.get("status"));
        row.add(of(fields, "spike_count", "backend"));
        row.add(of(fields, "spike_count", "ratio"));
        row.add(of(fields, "active_neurons", "jaccard"));
        row.add(of(fields, "firing_rate", "pearson_correlation"));
        row.add(of(fields, "firing_rate", "median_pct_diff"));
      }
      rows.add(row);
    });
    return rows.rounded();
  }

  private static @Nullable Object of(Map<?, ?> fields, String group, String key) {
    return fields.get(group) instanceof Map<?, ?> object ? object.get(key) : null;
  }

  private Map<String, Object> compare(
      ComparedRun truth,
      RecordedFiles files,
      BackendName backend,
      RecordedFiles.Size size,
      NoiseFloorTable noise,
      StageProgress progress)
      throws IOException {
    if (!files.has(backend.key(), size)) {
      if (CompareOptions.isExpected(files, backend.key())) {
        agreement.skip(backend);
      }
      return Map.of("status", "no data");
    }
    Path file = files.file(backend.key(), size);
    ComparedRun run = new ComparedRun(backend.framework(), file, size.rates(file, progress));
    BackendName brian2 = new BackendName(RecordedFiles.BRIAN2, truth.name());
    figures.draw("%s_vs_%s".formatted(brian2.key(), backend.key()), size, truth, run, progress);
    noise.add(new NoiseFloorTable.Pair(label, round, brian2, backend), size, truth, run);
    ComparedRuns runs = ComparedRuns.of(truth, run, size, Double.NaN, progress);
    agreement.add(brian2, backend, label.isEmpty() ? 0 : round, size, runs, verdict(runs.rates()));
    return fields(runs);
  }

  private static Map<String, Object> fields(ComparedRuns runs) {
    List<NeuronRates> neurons = runs.neurons();
    RateComparison result = runs.rates();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put(
        "spike_count",
        object(
            List.of("ground_truth", "backend", "ratio"),
            runs.spikesA(),
            runs.spikesB(),
            runs.spikeRatio()));
    fields.put("active_neurons", activeNeurons(result));
    fields.put("firing_rate", firingRate(neurons, result));
    fields.put("top_deviations", result.shared() < 2 ? List.of() : topDeviations(neurons));
    fields.put("verdict", verdict(result));
    return fields;
  }

  private static Map<String, @Nullable Object> activeNeurons(RateComparison result) {
    return object(
        List.of(
            "ground_truth",
            "backend",
            "shared",
            "gt_only",
            "backend_only",
            "jaccard",
            "precision",
            "recall"),
        result.activeA(),
        result.activeB(),
        result.shared(),
        result.activeA() - result.shared(),
        result.activeB() - result.shared(),
        result.jaccard(),
        result.precision(),
        result.recall());
  }

  /// Of a single shared neuron the reference suite states nothing.
  private static Map<String, @Nullable Object> firingRate(
      List<NeuronRates> neurons, RateComparison result) {
    boolean few = result.shared() < 2;
    return object(
        List.of("pearson_correlation", "median_pct_diff", "mean_pct_diff"),
        result.pearson(),
        few ? null : RateMetric.MEDIAN_PCT_DIFF.of(neurons, result),
        few ? null : RateMetric.MEAN_PCT_DIFF.of(neurons, result));
  }

  private static List<Map<String, @Nullable Object>> topDeviations(List<NeuronRates> neurons) {
    return neurons.stream()
        .filter(NeuronRates::isShared)
        .sorted(Comparator.comparingDouble((NeuronRates n) -> -Math.abs(n.percentDifference())))
        .limit(DEVIATIONS)
        .map(neuron ->
            object(
                List.of("flywire_id", "gt_rate_hz", "other_rate_hz", "pct_diff"),
                neuron.flywireId(),
                neuron.rateA(),
                neuron.rateB(),
                Math.abs(neuron.percentDifference())))
        .toList();
  }

  /// By numbers rounded as the reference suite rounds them: 0.9900004 is not above 0.99.
  static String verdict(RateComparison result) {
    double pearson = PythonNumber.round(result.pearson(), 6);
    double jaccard = PythonNumber.round(result.jaccard(), 4);
    if (pearson > 0.99 && jaccard > 0.90) {
      return "MATCH";
    }
    return pearson > 0.95 && jaccard > 0.80 ? "CLOSE" : "DEVIATED";
  }

  private static Map<String, @Nullable Object> object(
      List<String> header, @Nullable Object... values) {
    return TableFiles.object(header, Arrays.asList(values));
  }
}
