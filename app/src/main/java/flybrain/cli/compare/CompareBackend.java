package flybrain.cli.compare;

import flybrain.InputException;
import flybrain.agreement.ComparedPair;
import flybrain.agreement.NoiseFloorTable;
import flybrain.agreement.PairForm;
import flybrain.agreement.PairTables;
import flybrain.compare.ComparedRun;
import flybrain.external.Backends;
import flybrain.files.Outputs;
import flybrain.results.BackendName;
import flybrain.results.FrameworkNames;
import flybrain.results.RecordedFiles;
import flybrain.results.RunSize;
import flybrain.terminal.TerminalProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
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

  private final UnreadableFiles unreadable = new UnreadableFiles();

  @Override
  public Integer call() throws IOException {
    options.check(spec, rounds);
    Usage.check(spec, () -> Backends.named(backend));
    Usage.require(
        spec,
        !backend.equals(RecordedFiles.BRIAN2),
        "--backend %s: is the ground truth; name another, such as event".formatted(backend));
    // A size that any round has is missing in the rounds that lack it.
    Set<RunSize> sizes = new TreeSet<>();
    Outputs outputs = new Outputs();
    for (int round : rounds) {
      outputs.reads("a compared run", options.round(round).all());
      sizes.addAll(options.sizes(options.round(round)));
    }
    Usage.check(spec, figures.written(outputs));
    PairTables tables;
    try (TerminalProgress progress = new TerminalProgress()) {
      tables =
          new PairTables(
              PairForm.BACKEND,
              new NoiseFloorTable(options.data(), NoiseFloorTable.METRICS, progress),
              options.tolerance());
      FrameworkNames names = FrameworkNames.of(options.data(), options.label());
      for (int round : rounds) {
        for (RunSize size : sizes) {
          unreadable.read(() -> compare(round, size, names, tables, progress));
        }
      }
    }
    if (sizes.isEmpty()) {
      throw new InputException(
          "%s: no spike files in the rounds %s; check --rounds, --t-run and --n-run"
              .formatted(options.run(), rounds));
    }
    unreadable.requireAny(tables.size());
    String name = backend + "_vs_brian2_";
    options.write(tables, name + "rate_summary", name + "rate_parity", name);
    options.print(spec, tables);
    figures.write(
        spec,
        "%s and %s: %s"
            .formatted(
                Backends.named(RecordedFiles.BRIAN2).framework(),
                Backends.named(backend).framework(),
                options.label()),
        page -> tables.shown().show(page.section("Comparisons"), ""),
        tables.noise());
    return unreadable.report(spec, tables.size());
  }

  /// Compares a round with the reference's, and says whether it has both.
  private boolean compare(
      int round, RunSize size, FrameworkNames names, PairTables tables, TerminalProgress progress)
      throws IOException {
    RecordedFiles files = options.round(round);
    BackendName brian2 = names.of(RecordedFiles.BRIAN2, files, size);
    BackendName other = names.of(backend, files, size);
    boolean complete = true;
    for (BackendName one : List.of(brian2, other)) {
      if (!files.has(one.key(), size)) {
        tables.miss(one, round, size, files.file(one.key(), size));
        complete = false;
      }
    }
    if (complete) {
      Path reference = files.file(RecordedFiles.BRIAN2, size);
      Path comparison = files.file(backend, size);
      ComparedRun a =
          new ComparedRun(
              brian2.framework(), reference, tables.noise().ofReference(reference, size));
      progress.reading(comparison);
      ComparedRun b = new ComparedRun(other.framework(), comparison, size.rates(comparison));
      figures.draw("%s_vs_brian2_round_%02d".formatted(backend, round), size, a, b, progress);
      tables.add(
          new ComparedPair(options.label(), round, brian2, other),
          a,
          b,
          figures.neurons(a, b),
          timing,
          progress);
    }
    return complete;
  }
}
