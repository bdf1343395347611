package flybrain.cli.compare;

import flybrain.Counted;
import flybrain.InputException;
import flybrain.compare.NeuronRates;
import flybrain.external.Backends;
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
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `flybrain compare backend`: one backend with Brian2, round by round.
@Command(
    name = "backend",
    description = "Compares a backend with Brian2 in each round of a run.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain compare backend --run-label demo --backend pytorch",
      "  flybrain compare backend --run-label demo --backend event --rounds 1 2 --include-timing"
    })
final class CompareBackend implements Callable<Integer> {
  private static final String OVER = "_comparison_over_reference";

  private static final List<String> SUMMARY =
      List.of(
          ("run_label,round,reference_framework,comparison_framework,reference_backend,"
                  + "comparison_backend,n_run,t_run,tolerance_ms,spikes_reference,"
                  + "spikes_comparison,spike_count_ratio"
                  + OVER
                  + ",active_reference,"
                  + "active_comparison,active_shared,active_union,active_jaccard,"
                  + "active_precision"
                  + OVER
                  + ",active_recall"
                  + OVER
                  + ",rate_pearson_shared,"
                  + "rate_rmse_hz_shared,rate_mae_hz_shared,timing_matches,timing_f1,"
                  + "timing_precision"
                  + OVER
                  + ",timing_recall"
                  + OVER
                  + ",timing_mean_abs_dt_ms,"
                  + "timing_median_abs_dt_ms,reference_spike_path,comparison_spike_path")
              .split(","));

  /// What a page shows.
  private static final List<String> SHOWN =
      List.of(
          ("round,t_run,n_run,spikes_reference,spikes_comparison,spike_count_ratio"
                  + OVER
                  + ",active_jaccard,rate_pearson_shared,rate_rmse_hz_shared,"
                  + "rate_mae_hz_shared,timing_f1")
              .split(","));

  private static final List<String> PARITY =
      List.of(
          ("run_label,round,reference_backend,reference_framework,comparison_backend,"
                  + "comparison_framework,t_run,n_run,flywire_id,reference_rate_hz,"
                  + "comparison_rate_hz")
              .split(","));

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private CommandSpec spec;

  @Mixin private LabelledRunOptions options = new LabelledRunOptions();

  @Option(
      names = "--backend",
      required = true,
      paramLabel = "KEY",
      description = "Backend, such as pytorch.")
  private String backend = "";

  @Option(
      names = "--rounds",
      arity = "1..*",
      paramLabel = "R",
      description = "Rounds. Default: 1 2 3 4 5.")
  private List<Integer> rounds = List.of(1, 2, 3, 4, 5);

  @Option(names = "--include-timing", description = "Match spike times too.")
  private boolean timing;

  @Mixin private FiguresOption figures = new FiguresOption();

  private final AgreementTable agreement = new AgreementTable();
  private final UnreadableFiles unreadable = new UnreadableFiles();
  private final Table summary = new Table(SUMMARY);
  private final Table parity = new Table(PARITY);
  private final List<Object> missing = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    options.check(spec, rounds);
    Usage.check(spec, () -> Backends.named(backend));
    Usage.require(
        spec,
        !backend.equals(RecordedFiles.BRIAN2),
        "--backend %s: is what all others are compared with; name another, such as event"
            .formatted(backend));
    // A size that any round has is missing in the rounds that lack it.
    Set<RecordedFiles.Size> sizes = new TreeSet<>();
    Outputs outputs = new Outputs();
    for (int round : rounds) {
      outputs.reads("a compared run", options.round(round).all());
      sizes.addAll(options.sizes(options.round(round)));
    }
    Usage.check(spec, figures.written(outputs));
    NoiseFloorTable noise;
    try (StageProgress progress = new StageProgress()) {
      noise = new NoiseFloorTable(options.data(), NoiseFloorTable.METRICS, progress);
      FrameworkNames names = FrameworkNames.of(options.data(), options.label());
      for (int round : rounds) {
        for (RecordedFiles.Size size : sizes) {
          unreadable.read(() -> compare(options.round(round), round, size, names, noise, progress));
        }
      }
    }
    if (sizes.isEmpty()) {
      throw new InputException(
          "%s: no spike files in the rounds %s; check --rounds, --t-run and --n-run"
              .formatted(options.run(), rounds));
    }
    unreadable.requireAny(summary.size());
    write(noise);
    return unreadable.tell(spec, summary.size());
  }

  private void write(NoiseFloorTable noise) throws IOException {
    String name = backend + "_vs_brian2_";
    options.write(name + "rate_summary", summary);
    TableFiles.write(options.folder().resolve(name + "rate_summary.json"), summary);
    options.write(name + "rate_parity", parity);
    TableFiles.json(options.folder().resolve(name + "missing_inputs.json"), missing);
    TableFiles.json(options.folder().resolve(name + "runs.json"), noise.runs());
    options.write(name + "noise_floor", noise.table());
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        agreement.text(AgreementTable.columns(List.of("framework", "round", "t_run", "n_run"))));
    noise.print(out);
    out.println(
        "%s, %s: %s"
            .formatted(
                Counted.of(summary.size(), "comparison"),
                Counted.of(missing.size(), "missing input"),
                options.folder()));
    figures.write(
        spec,
        "%s and %s: %s"
            .formatted(
                Backends.named(RecordedFiles.BRIAN2).framework(),
                Backends.named(backend).framework(),
                options.label()),
        page -> {
          page.section("Comparisons");
          summary.only(SHOWN).rounded().show(page, "");
        },
        noise);
  }

  /// Compares a round with the reference's, and says whether it has both.
  private boolean compare(
      RecordedFiles files,
      int round,
      RecordedFiles.Size size,
      FrameworkNames names,
      NoiseFloorTable noise,
      StageProgress progress)
      throws IOException {
    boolean complete = true;
    BackendName brian2 = names.of(RecordedFiles.BRIAN2, files, size);
    BackendName other = names.of(backend, files, size);
    for (BackendName one : List.of(brian2, other)) {
      if (!files.has(one.key(), size)) {
        missing.add(CompareOptions.missing(one, round, size, files.file(one.key(), size)));
        agreement.skip(one, round);
        complete = false;
      }
    }
    if (complete) {
      Path reference = files.file(RecordedFiles.BRIAN2, size);
      Path comparison = files.file(backend, size);
      ComparedRun a =
          new ComparedRun(brian2.framework(), reference, noise.ofReference(reference, size));
      ComparedRun b =
          new ComparedRun(other.framework(), comparison, size.rates(comparison, progress));
      NoiseFloorTable.Pair pair = new NoiseFloorTable.Pair(options.label(), round, brian2, other);
      ComparedRuns runs =
          ComparedRuns.of(a, b, size, timing ? options.tolerance() : Double.NaN, progress);
      figures.draw("%s_vs_brian2_round_%02d".formatted(backend, round), size, a, b, progress);
      noise.add(pair, size, a, b);
      if (runs.matches() != null) {
        noise.addTiming(pair, size, a, runs.matches(), options.tolerance());
      }
      agreement.add(brian2, other, round, size, runs, null);
      add(pair, size, runs, List.of(reference.toString(), comparison.toString()));
    }
    return complete;
  }

  private void add(
      NoiseFloorTable.Pair pair, RecordedFiles.Size size, ComparedRuns runs, List<String> paths) {
    BackendName brian2 = pair.reference();
    BackendName other = pair.comparison();
    List<@Nullable Object> row =
        new ArrayList<>(
            Arrays.asList(
                options.label(),
                pair.round(),
                brian2.framework(),
                other.framework(),
                brian2.key(),
                other.key(),
                size.trials(),
                size.tRun(),
                options.tolerance(),
                runs.spikesA(),
                runs.spikesB(),
                runs.spikeRatio(),
                runs.rates().activeA(),
                runs.rates().activeB(),
                runs.rates().shared(),
                runs.rates().union(),
                runs.rates().jaccard(),
                runs.rates().precision(),
                runs.rates().recall()));
    row.addAll(runs.rateAndTimingCells());
    row.addAll(paths);
    summary.add(row);
    for (NeuronRates neuron : runs.neurons()) {
      parity.add(
          Arrays.asList(
              options.label(),
              pair.round(),
              brian2.key(),
              brian2.framework(),
              other.key(),
              other.framework(),
              size.tRun(),
              size.trials(),
              neuron.flywireId(),
              neuron.rateA(),
              neuron.rateB()));
    }
  }
}
