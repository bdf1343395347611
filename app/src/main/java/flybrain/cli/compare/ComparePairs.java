package flybrain.cli.compare;

import flybrain.InputException;
import flybrain.agreement.ComparedPair;
import flybrain.agreement.NoiseFloorTable;
import flybrain.agreement.OverlapTable;
import flybrain.agreement.PairForm;
import flybrain.agreement.PairTables;
import flybrain.compare.ComparedRun;
import flybrain.compare.RunComparison;
import flybrain.files.Outputs;
import flybrain.results.BackendName;
import flybrain.results.FrameworkNames;
import flybrain.results.RecordedFiles;
import flybrain.results.RunSize;
import flybrain.terminal.TerminalProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
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
  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private CommandSpec spec;

  @Mixin private LabelledRunOptions options = new LabelledRunOptions();

  @Option(names = "--round", paramLabel = "R", description = "Round. Default: ${DEFAULT-VALUE}.")
  private int round = 1;

  @Mixin private FiguresOption figures = new FiguresOption();

  private final UnreadableFiles unreadable = new UnreadableFiles();

  @Override
  public Integer call() throws IOException {
    options.check(spec, List.of(round));
    RecordedFiles files = options.round(round);
    List<RunSize> sizes = options.sizes(files);
    if (sizes.isEmpty()) {
      throw new InputException(
          files.folder() + ": no spike files to compare; check --round, --t-run and --n-run");
    }
    Usage.check(spec, figures.written(new Outputs().reads("a compared run", files.all())));
    PairTables tables;
    try (TerminalProgress progress = new TerminalProgress()) {
      tables =
          new PairTables(
              PairForm.PAIRS,
              new NoiseFloorTable(options.data(), NoiseFloorTable.METRICS, progress),
              options.tolerance());
      FrameworkNames names = FrameworkNames.of(options.data(), options.label());
      for (RunSize size : sizes) {
        compareAll(read(files, size, names, tables, progress), size, tables, progress);
      }
    }
    unreadable.requireAny(tables.size());
    options.write(tables, "pairwise_summary", "parity_rates", "");
    options.print(spec, tables);
    figures.write(
        spec,
        "Every pair of backends: %s, round %d".formatted(options.label(), round),
        page -> tables.shown().show(page.section("Comparisons"), ""),
        tables.noise());
    return unreadable.report(spec, tables.size());
  }

  /// The runs of a size that can be read.
  private Map<BackendName, ComparedRun> read(
      RecordedFiles files,
      RunSize size,
      FrameworkNames names,
      PairTables tables,
      TerminalProgress progress)
      throws IOException {
    Map<BackendName, ComparedRun> runs = new LinkedHashMap<>();
    for (String key : names.keys()) {
      BackendName backend = names.of(key, files, size);
      Path file = files.file(key, size);
      if (files.has(key, size)) {
        progress.reading(file);
        unreadable
            .read(() -> size.rates(file))
            .ifPresent(
                rates -> runs.put(backend, new ComparedRun(backend.framework(), file, rates)));
      } else if (files.isExpected(key)) {
        tables.miss(backend, null, size, file);
      }
    }
    return runs;
  }

  private void compareAll(
      Map<BackendName, ComparedRun> runs,
      RunSize size,
      PairTables tables,
      TerminalProgress progress)
      throws IOException {
    List<BackendName> backends = List.copyOf(runs.keySet());
    OverlapTable overlap = new OverlapTable(backends.size());
    boolean complete = backends.size() > 1;
    for (int i = 0; i < backends.size(); i++) {
      for (int j = i + 1; j < backends.size(); j++) {
        ComparedPair pair =
            new ComparedPair(options.label(), round, backends.get(i), backends.get(j));
        Optional<RunComparison> compared =
            unreadable.read(() -> compare(pair, runs, size, tables, progress));
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

  private RunComparison compare(
      ComparedPair pair,
      Map<BackendName, ComparedRun> runs,
      RunSize size,
      PairTables tables,
      TerminalProgress progress)
      throws IOException {
    ComparedRun a = Objects.requireNonNull(runs.get(pair.reference()));
    ComparedRun b = Objects.requireNonNull(runs.get(pair.comparison()));
    String name = "%s_vs_%s".formatted(pair.reference().key(), pair.comparison().key());
    figures.draw(name, size, a, b, progress);
    return tables.add(pair, a, b, figures.neurons(a, b), true, progress);
  }
}
