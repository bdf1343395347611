package flybrain.bench;

import flybrain.InputException;
import flybrain.backend.Availability;
import flybrain.connectome.Connectome;
import flybrain.experiment.Recipe;
import flybrain.experiment.Resolution;
import flybrain.files.FolderLock;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Machine;
import flybrain.results.RunRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Runs a grid of benchmarks, one after the other, and notes each as soon as it is done.
public final class SuiteRun {
  private final Suite suite;
  private final String machine;
  private final BenchmarkLog log;
  private final Laboratory laboratory;
  private final SummaryTable summary = new SummaryTable();
  private final Map<String, String> missing = new HashMap<>();

  private SuiteRun(Suite suite, Laboratory laboratory, BenchmarkLog log) {
    this.suite = suite;
    this.log = log;
    this.machine = Machine.line(suite.threads());
    this.laboratory = laboratory;
  }

  /// Runs all of a suite that is not complete.
  ///
  /// A benchmark that fails gets a row that says why, and the next one is started.
  ///
  /// @param out takes the log, which is also appended to `logFile` unless that is null
  /// @throws InputException if another process has the folder, or nothing can be run
  /// @throws IOException if results cannot be written
  public static Tally of(Suite suite, PrintWriter out, @Nullable Path logFile) throws IOException {
    try (FolderLock _ = lock(suite.data().root());
        BenchmarkLog log = new BenchmarkLog(out, logFile, Clock.system(ZoneId.systemDefault()))) {
      suite.data().removeAbandoned(suite.label());
      // Files are read into the cache the first time; opening the cache is the setup.
      suite.brain().open();
      try (Laboratory laboratory = Laboratory.open(suite.brain())) {
        return new SuiteRun(suite, laboratory, log).runAll();
      }
    }
  }

  private static FolderLock lock(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(
          folder + ": this folder cannot be created; choose another --data", e);
    }
    if (!Files.isWritable(folder)) {
      throw new InputException(folder + ": this folder is not writable; choose another --data");
    }
    return FolderLock.of(
        folder,
        holder ->
            new InputException(
                "%s: %s is running benchmarks in this folder; wait for it or choose another --data"
                    .formatted(folder, holder)));
  }

  private Tally runAll() throws IOException {
    Connectome brain = laboratory.brain();
    List<Benchmark> benchmarks = suite.grid().benchmarks(suite.backends(), suite.isLabelled());
    Resolution resolution = check(benchmarks, brain);
    Records records = new Records(suite, ExperimentName.of(resolution.experiment(), brain));
    records.check();
    if (suite.isLabelled()) {
      RunRecord.check(suite.data().run(suite.label()), brain, resolution, machine);
    }
    tellBeginning(brain, resolution, benchmarks);
    int adopted = records.adopt();
    if (adopted > 0) {
      log.log(
          "Intact spike files of %2$s without checksums: %1$d, now in checksums.sha256"
              .formatted(adopted, suite.label()));
    }
    findMissing();
    Tally tally = Tally.NONE;
    for (int k = 0; k < benchmarks.size(); k++) {
      if (k > 0 && !benchmarks.get(k - 1).backend().equals(benchmarks.get(k).backend())) {
        // An idle worker would keep the memory and the GPU from the backend that is measured.
        laboratory.close(benchmarks.get(k - 1).backend());
      }
      String place = "[%d/%d]".formatted(k + 1, benchmarks.size());
      tally = runOne(benchmarks.get(k), place, records, tally);
    }
    summary.writeTo(log);
    log.log(
        String.format(
            Locale.ROOT,
            "Done: %d run, %d already complete, %d failed, %d not run here",
            tally.succeeded(),
            tally.skipped(),
            tally.failed(),
            tally.notRun()));
    log.log("Results: " + suite.data().resultsFile());
    return tally;
  }

  /// Resolves every experiment of the grid, so none is refused after hours.
  private Resolution check(List<Benchmark> benchmarks, Connectome brain) {
    for (Benchmark benchmark : benchmarks) {
      suite.recipeOf(benchmark).check();
    }
    Recipe recipe = suite.recipe();
    return recipe
        .withDuration(suite.grid().durations().getFirst())
        .withTrials(suite.grid().trials().getFirst())
        .on(brain);
  }

  private void tellBeginning(Connectome brain, Resolution resolution, List<Benchmark> benchmarks) {
    log.raw("");
    log.log("Starting benchmark suite");
    log.log(
        String.format(
            Locale.ROOT, "Connectome: %s, %d neurons", brain.name(), brain.neurons().size()));
    log.log("Experiment: " + ExperimentName.of(resolution.experiment(), brain));
    resolution.notes().forEach(log::log);
    resolution.warnings().forEach(warning -> log.log("warning: " + warning));
    log.log(
        "Backends: "
            + suite.backends().stream()
                .map(backend -> backend.framework())
                .collect(Collectors.joining(", ")));
    log.log(
        String.format(
            Locale.ROOT,
            "Benchmarks: %d, rounds: %d, seed: %d, threads: %d",
            benchmarks.size(),
            suite.grid().rounds(),
            suite.recipe().seed(),
            suite.threads()));
    log.log("Machine: " + machine);
    if (suite.isLabelled()) {
      log.log("Run label: " + suite.label());
    }
    if (!suite.recordsSpikes()) {
      log.log("Spikes are neither recorded nor written");
    }
  }

  private void findMissing() {
    suite
        .backends()
        .forEach(backend -> {
          switch (backend.availability()) {
            case Availability.Ready _ -> {}
            case Availability.Installable _ ->
                missing.put(
                    backend.key(),
                    "not installed; run: flybrain backends install " + backend.key());
            case Availability.NotRun(String needs) ->
                missing.put(backend.key(), "not run: needs " + needs);
          }
        });
    missing.forEach((key, reason) -> log.log(key + ": " + reason));
  }

  private Tally runOne(Benchmark benchmark, String place, Records records, Tally tally)
      throws IOException {
    if (!suite.redo() && records.isComplete(benchmark)) {
      log.log(
          String.format(
              Locale.ROOT,
              "%s %s: complete, skipped (--redo repeats it)",
              place,
              benchmark.title()));
      return tally.plusSkipped();
    }
    String reason = missing.get(benchmark.backend().key());
    if (reason != null) {
      return notRun(benchmark, reason, records, tally);
    }
    log.log(
        String.format(
            Locale.ROOT,
            "%s %s, seed %d",
            place,
            benchmark.title(),
            suite.recipeOf(benchmark).seed()));
    Outcome outcome =
        Attempt.of(
            () ->
                BenchmarkRun.of(
                    suite,
                    benchmark,
                    laboratory,
                    records.spikeFile(benchmark),
                    () -> records.beforeSpikes(benchmark),
                    log),
            suite.timeLimit());
    records.put(benchmark, outcome, log.timestamp());
    summary.add(benchmark, outcome);
    if (!outcome.succeeded()) {
      log.log(String.format(Locale.ROOT, "  %s", outcome.status()));
      return tally.plusFailed();
    }
    log.log(
        String.format(
            Locale.ROOT,
            "  setup %.3fs, build %.3fs, simulation %.3fs, total %.3fs; %d spikes, %d active neurons",
            outcome.setup(),
            outcome.build(),
            outcome.simulation(),
            outcome.total(),
            outcome.spikes(),
            outcome.activeNeurons()));
    return tally.plusSucceeded();
  }

  /// Notes why a benchmark cannot be run here; what was measured elsewhere or before stays.
  private Tally notRun(Benchmark benchmark, String reason, Records records, Tally tally)
      throws IOException {
    if (!records.hasSucceeded(benchmark)) {
      records.put(benchmark, Outcome.failed(reason, 0), log.timestamp());
    }
    return tally.plusNotRun();
  }
}
