package flybrain.cli;

import flybrain.Counted;
import flybrain.Decimal;
import flybrain.atlas.AtlasResults;
import flybrain.atlas.AtlasRun;
import flybrain.backend.Backend;
import flybrain.campaign.Criteria;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSelection;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import flybrain.files.Outputs;
import flybrain.laboratory.Laboratory;
import flybrain.model.Parameters;
import flybrain.terminal.TerminalProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `flybrain atlas run`: drives neurons one at a time.
@Command(
    name = "run",
    description =
        "Drives every neuron of a brain alone, or each of some, and keeps who fires as a sparse"
            + " matrix in Parquet. An atlas that was interrupted continues where it ended.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain atlas run",
      "  flybrain atlas run --neurons 'type:/DN.*/' --rate 100 --out descending",
      "  flybrain atlas run --connectome synthetic --rate 200 --n-run 5 --out strong",
    })
final class AtlasRunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--neurons",
      paramLabel = "NEURONS",
      description = "Neurons to drive, each alone (default: all).")
  private String neurons = "all";

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      description = "Rate of the driven neuron in Hz (default: 150).")
  private double rate = Recipe.DEFAULT_RATE;

  @Option(
      names = "--t-run",
      paramLabel = "S",
      description = "Duration of a trial in s, a multiple of dt (default: 1).")
  private double duration = 1;

  @Option(
      names = "--n-run",
      paramLabel = "N",
      description = "Number of trials of each neuron (default: 1).")
  private int trials = 1;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the random input (default: 1); the same seed gives the same spikes.")
  private long seed = 1;

  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "A parameter of the model in mV or ms, such as w_syn=0.3; can be repeated.")
  private List<String> assignments = List.of();

  @Option(
      names = "--runaway",
      paramLabel = "SPIKES",
      description =
          "Spikes of the whole brain in a second above which activity counts as runaway (default:"
              + " 100000).")
  private double runaway = Criteria.DEFAULT.runaway();

  @Mixin private SetsOption sets = new SetsOption();
  @Mixin private ConnectomeOption connectome = new ConnectomeOption();

  @Mixin private BackendOption backend = new BackendOption();

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Neurons driven at once (default: all cores); does not change the results.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Folder of the atlas (default: atlases/CONNECTOME).")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    Usage.require(spec, threads >= 1, "--threads " + threads + ": must be at least 1");
    Recipe base = Usage.check(spec, this::base);
    double most = base.parameters().highestRate();
    Usage.require(
        spec,
        rate > 0 && rate <= most,
        "--rate %s: must be above 0 Hz and at most %s Hz (one event per time step)"
            .formatted(Decimal.text(rate), Decimal.text(most)));
    List<NeuronReference> references = Usage.check(spec, () -> NeuronReference.parseList(neurons));
    NeuronSelection selection =
        Usage.check(spec, () -> new NeuronSelection("--neurons", references, base));
    Backend chosen = backend.backend(spec);
    RunCommand.requireAvailable(chosen);
    ConnectomeStore store = ConnectomeStore.standard();
    ConnectomeSource source = store.find(connectome.name());
    Path folder = Objects.requireNonNullElse(out, AtlasCommand.folderOf(source.name()));
    Usage.check(
        spec,
        sets.read(new Outputs())
            .reads("neuron ids", NeuronReference.files(neurons))
            .reads("the connectome", source.paths())
            .writes("--out", folder));
    print("connectome %s: %s".formatted(source.name(), source.origin()));
    try (Laboratory laboratory = Laboratory.open(() -> store.open(source, this::print));
        TerminalProgress progress = new TerminalProgress()) {
      PrintWriter err = spec.commandLine().getErr();
      NeuronSet driven =
          selection.on(laboratory.brain(), line -> progress.print(err, "warning: " + line));
      AtlasRun run = new AtlasRun(base, rate, driven, runaway, laboratory, chosen, threads);
      progress.print(
          err,
          "atlas: %s, each driven alone in %s of %s s, in %s"
              .formatted(
                  Counted.of(run.experiments(), "neuron"),
                  Counted.of(trials, "trial"),
                  Decimal.text(duration),
                  folder));
      finish(run.run(folder, progress), folder);
    }
    return 0;
  }

  private Recipe base() {
    Recipe base =
        Recipe.DEFAULT
            .withName("atlas")
            .withSets(sets.own())
            .withDuration(duration)
            .withTrials(trials)
            .withSeed(seed)
            .withParameters(Parameters.parse(assignments));
    base.check();
    return base;
  }

  private void finish(AtlasResults results, Path folder) throws IOException {
    print(
        "done: %,d pairs of a driven neuron and one that fires, in %s"
            .formatted(results.answers(), folder));
    int runaways = results.runaway().cardinality();
    if (runaways > 0) {
      print(
          "warning: %s when driven; `status` in driven.parquet says which"
              .formatted(
                  runaways == 1
                      ? "1 neuron makes activity run away"
                      : "%,d neurons make activity run away".formatted(runaways)));
    }
    print("what a neuron drives: flybrain atlas from NEURON" + named());
  }

  private String named() {
    return out == null ? "" : " --atlas " + out;
  }

  private void print(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
