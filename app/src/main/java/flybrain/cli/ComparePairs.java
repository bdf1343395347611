package flybrain.cli;

import flybrain.InputException;
import flybrain.compare.NeuronRates;
import flybrain.figures.ComparedRun;
import flybrain.spikes.FiringRates;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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

/// `flybrain compare pairs`: every backend of a round with every other.
@Command(
    name = "pairs",
    description = "Compares rates and spike times of every pair of backends in a round.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ComparePairs implements Callable<Integer> {
  private static final List<String> SUMMARY =
      List.of(
          ("framework_a,framework_b,backend_a,backend_b,t_run,n_run,tolerance_ms,spikes_a,spikes_b,"
                  + "spike_count_ratio_b_over_a,active_a,active_b,active_shared,active_jaccard,"
                  + "active_precision_b_over_a,active_recall_b_over_a,rate_pearson_shared,"
                  + "rate_rmse_hz_shared,rate_mae_hz_shared,timing_matches,timing_f1,"
                  + "timing_precision_b_over_a,timing_recall_b_over_a,timing_mean_abs_dt_ms,"
                  + "timing_median_abs_dt_ms")
              .split(","));

  /// What a page shows.
  private static final List<String> SHOWN =
      List.of(
          ("framework_a,framework_b,t_run,n_run,spikes_a,spikes_b,spike_count_ratio_b_over_a,"
                  + "active_jaccard,rate_pearson_shared,rate_rmse_hz_shared,rate_mae_hz_shared,"
                  + "timing_f1,timing_median_abs_dt_ms")
              .split(","));

  private static final List<String> PARITY =
      List.of(
          "backend_a,framework_a,backend_b,framework_b,t_run,n_run,flywire_id,rate_a_hz,rate_b_hz"
              .split(","));

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private CommandSpec spec;

  @Option(
      names = "--run-label",
      required = true,
      paramLabel = "L",
      description = "Label of the run.")
  private String label = "";

  @Option(names = "--round", paramLabel = "R", description = "Round. Default: ${DEFAULT-VALUE}.")
  private int round = 1;

  @Option(
      names = "--t-run",
      arity = "1..*",
      paramLabel = "S",
      description = "Durations in s. Default: all.")
  private List<Double> tRuns = List.of();

  @Option(
      names = "--n-run",
      arity = "1..*",
      paramLabel = "N",
      description = "Trials. Default: all.")
  private List<Integer> trials = List.of();

  @Option(
      names = "--tolerance-ms",
      paramLabel = "MS",
      description = "Largest time difference of matched spikes. Default: ${DEFAULT-VALUE}.")
  private double tolerance = 1.0;

  @Option(
      names = {"-o", "--output", "--output-dir"},
      paramLabel = "DIR",
      description = "Folder of the tables. Default: comparisons in the run's folder.")
  private @Nullable Path output;

  @Mixin private FiguresOption figures = new FiguresOption();

  @Option(names = "--data", paramLabel = "DIR", description = "Folder of results. Default: ./data.")
  private Path data = Path.of("data");

  private final List<List<@Nullable Object>> summary = new ArrayList<>();
  private final List<List<@Nullable Object>> parity = new ArrayList<>();
  private final List<Object> missing = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    CompareOptions.checkTolerance(spec, tolerance);
    RecordedFiles files = RecordedFiles.of(data, label, round);
    List<RecordedFiles.Size> sizes = files.sizes(tRuns, trials);
    if (sizes.isEmpty()) {
      throw new InputException(
          files.folder() + ": no spike files to compare; check --round, --t-run and --n-run");
    }
    NoiseFloorTable noise;
    try (StageProgress progress = new StageProgress()) {
      noise = new NoiseFloorTable(data, NoiseFloorTable.METRICS, progress);
      for (RecordedFiles.Size size : sizes) {
        compareAll(files, size, noise, progress);
      }
    }
    Path folder = output == null ? RecordedFiles.run(data, label).resolve("comparisons") : output;
    ComparisonFiles.csv(folder.resolve("pairwise_summary.csv"), SUMMARY, summary);
    ComparisonFiles.json(
        folder.resolve("pairwise_summary.json"),
        summary.stream().map(row -> ComparisonFiles.object(SUMMARY, row)).toList());
    ComparisonFiles.csv(folder.resolve("parity_rates.csv"), PARITY, parity);
    ComparisonFiles.json(folder.resolve("missing_inputs.json"), missing);
    noise.write(folder.resolve("noise_floor.csv"));
    PrintWriter out = spec.commandLine().getOut();
    noise.print(out);
    out.println(
        "%d comparisons, %d missing inputs: %s".formatted(summary.size(), missing.size(), folder));
    figures.write(
        spec,
        "Every pair of backends: %s, round %d".formatted(label, round),
        page -> {
          page.section("Comparisons");
          ComparisonPage.table(SUMMARY, summary, SHOWN).show(page, "");
        },
        noise);
    return 0;
  }

  private void compareAll(
      RecordedFiles files, RecordedFiles.Size size, NoiseFloorTable noise, StageProgress progress)
      throws IOException {
    Map<String, String> names = RecordedFiles.frameworks();
    Map<String, FiringRates> rates = new LinkedHashMap<>();
    for (Map.Entry<String, String> backend : names.entrySet()) {
      String key = backend.getKey();
      if (files.has(key, size)) {
        progress.reading(files.file(key, size));
        rates.put(key, FiringRates.of(files.file(key, size), size.tRun(), size.trials()));
      } else if (CompareOptions.isExpected(files, key, sizesOf(files))) {
        missing.add(
            CompareOptions.missing(key, backend.getValue(), null, size, files.file(key, size)));
      }
    }
    List<String> keys = List.copyOf(rates.keySet());
    OverlapTable overlap = new OverlapTable(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      for (int j = i + 1; j < keys.size(); j++) {
        ComparedRuns runs = compare(files, size, keys.get(i), keys.get(j), rates, names, progress);
        overlap.add(i, j, runs);
        FiringRates a = CompareOptions.known(rates, keys.get(i));
        NoiseFloorTable.Pair pair =
            new NoiseFloorTable.Pair(label, round, keys.get(i), keys.get(j));
        noise.add(pair, size, a, CompareOptions.known(rates, keys.get(j)));
        if (runs.matches() != null) {
          Path file = files.file(keys.get(i), size);
          noise.addTiming(pair, size, file, a, runs.matches(), tolerance);
        }
      }
    }
    if (keys.size() > 1) {
      figures.drawOverlap(
          label + ", round " + round,
          size,
          keys.stream().map(key -> CompareOptions.known(names, key)).toList(),
          overlap.measures(tolerance),
          progress);
    }
  }

  private static List<RecordedFiles.Size> sizesOf(RecordedFiles files) throws IOException {
    return files.sizes(List.of(), List.of());
  }

  private ComparedRuns compare(
      RecordedFiles files,
      RecordedFiles.Size size,
      String a,
      String b,
      Map<String, FiringRates> rates,
      Map<String, String> names,
      StageProgress progress)
      throws IOException {
    String nameA = CompareOptions.known(names, a);
    String nameB = CompareOptions.known(names, b);
    ComparedRun first = new ComparedRun(nameA, files.file(a, size), CompareOptions.known(rates, a));
    ComparedRun second =
        new ComparedRun(nameB, files.file(b, size), CompareOptions.known(rates, b));
    figures.draw(a + "_vs_" + b, size, first, second, progress);
    ComparedRuns runs = ComparedRuns.of(first, second, size, tolerance, progress);
    List<@Nullable Object> row =
        new ArrayList<>(
            Arrays.asList(
                nameA,
                nameB,
                a,
                b,
                size.tRun(),
                size.trials(),
                tolerance,
                runs.spikesA(),
                runs.spikesB(),
                runs.spikeRatio(),
                runs.rates().activeA(),
                runs.rates().activeB(),
                runs.rates().shared(),
                runs.rates().jaccard(),
                runs.rates().precision(),
                runs.rates().recall()));
    row.addAll(runs.rateAndTimingCells());
    summary.add(row);
    for (NeuronRates neuron : runs.neurons()) {
      parity.add(
          Arrays.asList(
              a,
              nameA,
              b,
              nameB,
              size.tRun(),
              size.trials(),
              neuron.flywireId(),
              neuron.rateA(),
              neuron.rateB()));
    }
    return runs;
  }
}
