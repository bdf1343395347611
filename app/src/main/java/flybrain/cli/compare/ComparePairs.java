package flybrain.cli.compare;

import flybrain.Counted;
import flybrain.InputException;
import flybrain.compare.NeuronRates;
import flybrain.figures.ComparedRun;
import flybrain.files.Outputs;
import flybrain.tables.Table;
import flybrain.tables.TableFiles;
import flybrain.terminal.StageProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain compare pairs --run-label demo",
      "  flybrain compare pairs --run-label demo --t-run 1 --n-run 30 --html demo.html"
    })
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

  @Mixin private LabelledRunOptions options = new LabelledRunOptions();

  @Option(names = "--round", paramLabel = "R", description = "Round. Default: ${DEFAULT-VALUE}.")
  private int round = 1;

  @Mixin private FiguresOption figures = new FiguresOption();

  private final Table summary = new Table(SUMMARY);
  private final Table parity = new Table(PARITY);
  private final List<Object> missing = new ArrayList<>();
  private final AgreementTable agreement = new AgreementTable();
  private final UnreadableFiles unreadable = new UnreadableFiles();

  @Override
  public Integer call() throws IOException {
    options.check(spec, List.of(round));
    RecordedFiles files = options.round(round);
    List<RecordedFiles.Size> sizes = options.sizes(files);
    if (sizes.isEmpty()) {
      throw new InputException(
          files.folder() + ": no spike files to compare; check --round, --t-run and --n-run");
    }
    Usage.check(spec, figures.written(new Outputs().reads("a compared run", files.all())));
    NoiseFloorTable noise;
    try (StageProgress progress = new StageProgress()) {
      noise = new NoiseFloorTable(options.data(), NoiseFloorTable.METRICS, progress);
      FrameworkNames names = FrameworkNames.of(options.data(), options.label());
      for (RecordedFiles.Size size : sizes) {
        compareAll(files, size, names, noise, progress);
      }
    }
    unreadable.requireAny(summary.size());
    options.write("pairwise_summary", summary);
    TableFiles.write(options.folder().resolve("pairwise_summary.json"), summary);
    options.write("parity_rates", parity);
    TableFiles.json(options.folder().resolve("missing_inputs.json"), missing);
    TableFiles.json(options.folder().resolve("runs.json"), noise.runs());
    options.write("noise_floor", noise.table());
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        agreement.text(
            AgreementTable.columns(List.of("reference", "framework", "t_run", "n_run"))));
    noise.print(out);
    out.println(
        "%s, %s: %s"
            .formatted(
                Counted.of(summary.size(), "comparison"),
                Counted.of(missing.size(), "missing input"),
                options.folder()));
    figures.write(
        spec,
        "Every pair of backends: %s, round %d".formatted(options.label(), round),
        page -> {
          page.section("Comparisons");
          summary.only(SHOWN).rounded().show(page, "");
        },
        noise);
    return unreadable.tell(spec, summary.size());
  }

  private void compareAll(
      RecordedFiles files,
      RecordedFiles.Size size,
      FrameworkNames names,
      NoiseFloorTable noise,
      StageProgress progress)
      throws IOException {
    Map<BackendName, ComparedRun> runs = new LinkedHashMap<>();
    for (String key : names.keys()) {
      BackendName backend = names.of(key, files, size);
      Path file = files.file(key, size);
      if (files.has(key, size)) {
        unreadable
            .read(() -> size.rates(file, progress))
            .ifPresent(
                rates -> runs.put(backend, new ComparedRun(backend.framework(), file, rates)));
      } else if (CompareOptions.isExpected(files, key)) {
        missing.add(CompareOptions.missing(backend, null, size, file));
        agreement.skip(backend);
      }
    }
    List<BackendName> backends = List.copyOf(runs.keySet());
    OverlapTable overlap = new OverlapTable(backends.size());
    boolean complete = backends.size() > 1;
    for (int i = 0; i < backends.size(); i++) {
      for (int j = i + 1; j < backends.size(); j++) {
        BackendName a = backends.get(i);
        BackendName b = backends.get(j);
        Optional<ComparedRuns> compared =
            unreadable.read(() -> compare(size, a, b, runs, noise, progress));
        if (compared.isPresent()) {
          overlap.add(i, j, compared.get());
        } else {
          complete = false;
        }
      }
    }
    if (complete) {
      figures.drawOverlap(
          options.label() + ", round " + round,
          size,
          backends.stream().map(BackendName::framework).toList(),
          overlap.measures(options.tolerance()),
          progress);
    }
  }

  private ComparedRuns compare(
      RecordedFiles.Size size,
      BackendName a,
      BackendName b,
      Map<BackendName, ComparedRun> recorded,
      NoiseFloorTable noise,
      StageProgress progress)
      throws IOException {
    ComparedRun first = Objects.requireNonNull(recorded.get(a));
    ComparedRun second = Objects.requireNonNull(recorded.get(b));
    figures.draw("%s_vs_%s".formatted(a.key(), b.key()), size, first, second, progress);
    ComparedRuns runs = ComparedRuns.of(first, second, size, options.tolerance(), progress);
    add(size, a, b, runs);
    agreement.add(a, b, round, size, runs, null);
    NoiseFloorTable.Pair pair = new NoiseFloorTable.Pair(options.label(), round, a, b);
    noise.add(pair, size, first, second);
    if (runs.matches() != null) {
      noise.addTiming(pair, size, first, runs.matches(), options.tolerance());
    }
    return runs;
  }

  private void add(RecordedFiles.Size size, BackendName a, BackendName b, ComparedRuns runs) {
    List<@Nullable Object> row =
        new ArrayList<>(
            Arrays.asList(
                a.framework(),
                b.framework(),
                a.key(),
                b.key(),
                size.tRun(),
                size.trials(),
                options.tolerance(),
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
              a.key(),
              a.framework(),
              b.key(),
              b.framework(),
              size.tRun(),
              size.trials(),
              neuron.flywireId(),
              neuron.rateA(),
              neuron.rateB()));
    }
  }
}
