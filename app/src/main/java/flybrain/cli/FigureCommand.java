package flybrain.cli;

import flybrain.cli.options.AnnotationsOption;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.RecordedNeurons;
import flybrain.figures.RunFacts;
import flybrain.figures.RunFigure;
import flybrain.files.Outputs;
import flybrain.spikes.SpikeFileReader;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain figure`: draws the spikes of a file.
@Command(
    name = "figure",
    description = "Draws a spike file: raster, population rate and firing rates, as PNG or SVG.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain figure results/sugar.parquet",
      "  flybrain figure results/sugar.parquet --out sugar.svg --trial 3",
      "  flybrain figure sugar.parquet --read-out 'type:/DN.*/ & side:left' --connectome v783",
      "  flybrain figure sugarR.parquet --driven sugar --read-out MN9_left --out sugarR.png",
      "",
      "Files written by flybrain record the driven neurons and the duration;"
          + " for files of other programs give them as options."
    })
final class FigureCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private CommandSpec spec;

  @Parameters(paramLabel = "SPIKES.parquet", description = "The spike file.")
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private Path spikes;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE.png|svg",
      description = "Output file (default: beside the spikes, as PNG).")
  private @Nullable Path out;

  @Option(
      names = "--trial",
      paramLabel = "K",
      description = "Trial to show, counted from 0 (default: 0).")
  private int trial;

  @Option(
      names = "--driven",
      paramLabel = "NEURONS",
      description =
          "Driven neurons: ids, named sets, @FILE, types, selections such as 'LC4 & side:right'.")
  private @Nullable String driven;

  @Option(names = "--read-out", paramLabel = "NEURONS", description = "Neurons to show by name.")
  private @Nullable String readOut;

  @Option(names = "--t-run", paramLabel = "S", description = "Duration of a trial in s.")
  private @Nullable Double duration;

  @Option(names = "--n-run", paramLabel = "N", description = "Number of trials.")
  private @Nullable Integer trials;

  @Option(names = "--title", paramLabel = "TEXT", description = "Title of the picture.")
  private @Nullable String title;

  @Mixin private SetsOption setsOption = new SetsOption();

  @Mixin private AnnotationsOption annotations = new AnnotationsOption();

  @Option(
      names = "--dpi",
      paramLabel = "N",
      description = "Resolution of a PNG file in dots per inch (default: 144).")
  private int dotsPerInch = RunFigure.DOTS_PER_INCH;

  @Override
  public Integer call() throws IOException {
    Path picture = out == null ? besideSpikes() : out;
    RunFigure.check(picture);
    RunFigure figure = Usage.check(spec, () -> new RunFigure(trial, dotsPerInch));
    Usage.check(
        spec,
        setsOption
            .read(new Outputs().reads("the spikes", spikes))
            .reads("neuron ids", NeuronReference.files(driven, readOut))
            .writes("--out", picture));
    PrintWriter err = spec.commandLine().getErr();
    try (SpikeFileReader reader = new SpikeFileReader(spikes)) {
      Map<String, String> provenance = reader.provenance();
      RunFacts facts = RunFacts.of(provenance, stem());
      figure.draw(
          spikes,
          Usage.check(spec, () -> withOptions(facts, provenance)),
          annotations.of(List.of(provenance), err),
          picture);
    }
    err.println("picture: " + picture);
    err.flush();
    return 0;
  }

  private Path besideSpikes() {
    return spikes.resolveSibling(stem() + ".png");
  }

  private String stem() {
    return String.valueOf(spikes.getFileName()).replaceFirst("\\.parquet$", "");
  }

  /// The facts of the file, overridden by the options.
  private RunFacts withOptions(RunFacts known, Map<String, String> provenance) {
    RecordedNeurons neurons =
        annotations.neurons(setsOption.all(), List.of(provenance), spec.commandLine().getErr());
    RunFacts facts = title == null ? known : known.withName(title);
    if (driven != null) {
      facts = facts.withDriven(NeuronReference.parseList(driven), neurons);
    }
    if (readOut != null) {
      facts = facts.withReadOuts(NeuronReference.parseList(readOut), neurons);
    }
    if (duration != null) {
      facts = facts.withDuration(duration);
    }
    return trials == null ? facts : facts.withTrials(trials);
  }
}
