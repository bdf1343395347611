package flybrain.cli;

import flybrain.Counted;
import flybrain.Decimal;
import flybrain.InputException;
import flybrain.NearestName;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSets;
import flybrain.export.CytoscapeNetwork;
import flybrain.export.ExportFormat;
import flybrain.export.ExportedNeurons;
import flybrain.export.ExportedRun;
import flybrain.export.NeoTable;
import flybrain.export.NeuroglancerFiles;
import flybrain.export.NwbFile;
import flybrain.export.SonataFolder;
import flybrain.files.Outputs;
import flybrain.spikes.FiringRates;
import flybrain.spikes.RecordedRun;
import flybrain.tables.TableFiles;
import flybrain.terminal.TerminalProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `flybrain export`: writes a spike file in the format of another tool.
@Command(
    name = "export",
    description =
        "Writes a spike file for other tools: NWB (pynwb), SONATA (libsonata, bluepysnap), trains"
            + " for Neo and Elephant, the network of the neurons that fired for Cytoscape, or their"
            + " colours for Neuroglancer.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain export results/sugar.parquet --to nwb",
      "  flybrain export results/sugar.parquet --to sonata --out sugar",
      "  flybrain export results/sugar.parquet --to neo-csv --neurons MN9_left,MN9_right",
      "  flybrain export results/sugar.parquet --to cytoscape --min-synapses 10",
      "  flybrain export sugarR.parquet --to neuroglancer --t-run 1 --n-run 30",
      "",
      "Without --neurons the neurons that fired in any trial are exported."
    })
final class ExportCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private CommandSpec spec;

  @Parameters(paramLabel = "SPIKES.parquet", description = "The spike file.")
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private Path spikes;

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FORMAT",
      converter = Named.class,
      description = "nwb, sonata, neo-csv, cytoscape or neuroglancer.")
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private ExportFormat format;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE|FOLDER",
      description =
          "Where to write (default: beside the spikes): a file for nwb (.nwb) and neo-csv (.csv), a"
              + " folder for sonata and neuroglancer, a file .graphml or a folder for cytoscape.")
  private @Nullable Path out;

  @Option(
      names = "--neurons",
      paramLabel = "NEURONS",
      description =
          "Neurons to export, silent ones too: ids, named sets, types, selections or @FILE, separated"
              + " by commas.")
  private @Nullable String neurons;

  @Option(
      names = "--min-synapses",
      paramLabel = "N",
      description = "Leave out connections with fewer synapses (cytoscape; default: 1).")
  private @Nullable Integer leastSynapses;

  @Option(
      names = "--connectome",
      paramLabel = "NAME|FOLDER",
      description =
          "The connectome of the run: synthetic, v783, v630 or a folder (default: as the file says)."
              + " Needed for sonata, cytoscape and --neurons.")
  private @Nullable String connectome;

  @Mixin private SetsOption setsOption = new SetsOption();

  @Option(
      names = "--t-run",
      paramLabel = "S",
      description = "Duration of a trial in s (default: from the file).")
  private @Nullable Double duration;

  @Option(
      names = "--n-run",
      paramLabel = "N",
      description = "Number of trials (default: from the file).")
  private @Nullable Integer trials;

  @Option(names = "--force", description = "Replace an existing export.")
  private boolean force;

  /// Reads the name of a format.
  private static final class Named implements ITypeConverter<ExportFormat> {
    @Override
    public ExportFormat convert(String text) {
      List<String> names = Stream.of(ExportFormat.values()).map(String::valueOf).toList();
      return Stream.of(ExportFormat.values())
          .filter(format -> format.toString().equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(() ->
              new TypeConversionException(
                  "'%s' is not one of %s%s"
                      .formatted(text, String.join(", ", names), NearestName.hint(text, names))));
    }
  }

  @Override
  public Integer call() throws IOException {
    NeuronSets sets = checkOptions();
    try (TerminalProgress progress = new TerminalProgress()) {
      progress.reading(spikes);
      RecordedRun recorded = RecordedRun.of(spikes);
      int count = count(recorded);
      checkReplaced(count);
      FiringRates rates = FiringRates.of(spikes, seconds(recorded), count);
      ExportSource source = new ExportSource(spikes, recorded, line -> progress.print(err(), line));
      Connectome brain = needsConnectome() ? source.connectome(connectome) : null;
      ExportedNeurons exported =
          neurons == null || brain == null
              ? source.active(rates, brain, sets)
              : source.chosen(NeuronReference.parseList(neurons), brain, sets, setsOption.own());
      ExportedRun run =
          new ExportedRun(spikes, recorded.experiment(), recorded.metadata(), rates, exported);
      progress.stage("writing " + target());
      write(run, brain);
      progress.print(
          err(),
          "%s: %s, %s, %s"
              .formatted(
                  format,
                  Counted.of(exported.size(), "neuron"),
                  Counted.of(count, "trial"),
                  target()));
    }
    return 0;
  }

  private boolean needsConnectome() {
    return format.needsConnectome() || connectome != null || neurons != null;
  }

  private Path target() {
    return out == null ? format.beside(spikes) : out;
  }

  private void write(ExportedRun run, @Nullable Connectome brain) throws IOException {
    Path target = target();
    switch (format) {
      case NWB -> NwbFile.write(run, TableFiles.json(run.metadata()), target);
      case SONATA -> SonataFolder.write(run, Objects.requireNonNull(brain), target);
      case NEO_CSV -> NeoTable.write(run, target);
      case CYTOSCAPE ->
          CytoscapeNetwork.write(
              run,
              Objects.requireNonNull(brain),
              Objects.requireNonNullElse(leastSynapses, 1),
              target);
      case NEUROGLANCER -> NeuroglancerFiles.write(run, target);
    }
  }

  private NeuronSets checkOptions() {
    Usage.require(
        spec,
        duration == null || (duration > 0 && Double.isFinite(duration)),
        "--t-run %s: must be a number of seconds above 0"
            .formatted(duration == null ? "" : Decimal.text(duration)));
    Usage.require(
        spec, trials == null || trials > 0, "--n-run %s: must be at least 1".formatted(trials));
    Usage.require(
        spec,
        leastSynapses == null || format == ExportFormat.CYTOSCAPE,
        "--min-synapses: only a network has connections; leave it out, or use --to cytoscape");
    Usage.require(
        spec,
        leastSynapses == null || leastSynapses > 0,
        "--min-synapses %s: must be at least 1".formatted(leastSynapses));
    Usage.check(spec, () -> format.check(target()));
    checkOutputs(trials == null ? 1 : trials);
    return Usage.check(spec, setsOption::all);
  }

  /// Refuses outputs that are inputs.
  ///
  /// @param count number of trials, of each of which there may be a file
  private void checkOutputs(int count) {
    Outputs outputs =
        setsOption
            .read(new Outputs().reads("the spikes", spikes))
            .reads("neuron ids", NeuronReference.files(neurons));
    if (needsConnectome() && connectome != null) {
      outputs.reads("the connectome", ConnectomeStore.standard().find(connectome).paths());
    }
    format.files(target(), count).forEach(file -> outputs.writes("--out", file));
    Usage.check(spec, outputs);
  }

  private void checkReplaced(int count) {
    checkOutputs(count);
    if (!force) {
      format.checkReplaced(target(), count);
    }
  }

  private double seconds(RecordedRun run) {
    double seconds = duration == null ? run.duration() : duration;
    if (Double.isNaN(seconds)) {
      throw new InputException(
          spikes + ": does not record the duration of a trial; give --t-run in s");
    }
    return seconds;
  }

  private int count(RecordedRun run) {
    int count = trials == null ? run.trials() : trials;
    if (count == 0) {
      throw new InputException(
          spikes + ": does not record the number of trials; give --n-run (silent trials count)");
    }
    return count;
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
