package flybrain.cli;

import flybrain.InputException;
import flybrain.connectome.EdgeList;
import flybrain.connectome.ImportReport.UnknownTransmitter;
import flybrain.connectome.NeuronFilter;
import flybrain.connectome.Neurons;
import flybrain.connectome.SignRule;
import flybrain.connectome.SynapseWeight;
import flybrain.connectome.TransmitterTable;
import flybrain.experiment.IdFile;
import flybrain.files.TextFile;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// The options of `flybrain data import` that say which neurons, pairs and signs a brain has.
final class ImportOptions {
  @Option(
      names = "--neurons",
      paramLabel = "FILE",
      description =
          "Ids of the neurons, in the order of their indices (default: all ids in EDGES, "
              + "ascending): a list, or any table with a column of ids.")
  private @Nullable Path neuronFile;

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description =
          "Only neurons with this in the table of --neurons: COLUMN=VALUE, COLUMN=VALUE|VALUE, "
              + "COLUMN!=VALUE, or COLUMN (it has a value); may be repeated, all must hold.")
  private List<String> conditions = List.of();

  @Option(
      names = "--others",
      paramLabel = "RULE",
      description =
          "Rows with neurons that are not among --neurons: an error, or left out and counted "
              + "(skip; default with --where).")
  private @Nullable Others others;

  @Option(
      names = "--min-synapses",
      paramLabel = "N",
      description =
          "Leave out pairs with fewer synapses, after the rows of a pair were added up (default: "
              + "1).")
  private int least = 1;

  @Option(
      names = "--transmitters",
      paramLabel = "FILE",
      description =
          "Table with the transmitter of each neuron, which gives the sign instead of EDGES.")
  private @Nullable Path transmitterFile;

  @Option(
      names = "--transmitter-column",
      paramLabel = "NAME",
      description =
          "Its column (default: the first there of consensus_nt, nt_type, top_nt, predicted_nt, "
              + "...).")
  private @Nullable String transmitterColumn;

  @Option(
      names = "--column",
      paramLabel = "ROLE=NAME",
      description =
          "Column of a table with a name that is not known: pre, post, count, sign or transmitter "
              + "of EDGES, id of --neurons, transmitter_id of --transmitters; may be repeated.")
  private List<String> columns = List.of();

  @Option(
      names = "--signs",
      paramLabel = "RULES",
      split = ",",
      description =
          "Signs of transmitters that differ from ACH=+,GABA=-,GLUT=-,DA=+,SER=+,OCT=+; other "
              + "names may be added (histamine=-), 0 leaves connections out.")
  private List<String> signs = List.of();

  @Option(
      names = "--unknown-transmitter",
      paramLabel = "RULE",
      description =
          "Sign of rows with a transmitter that has none, such as histamine: excitatory, "
              + "inhibitory, left out (skip; default for a DATASET), or an error (default for a "
              + "table).")
  private @Nullable UnknownTransmitter unknown;

  @Option(
      names = "--w-syn",
      paramLabel = "MV",
      description =
          "Weight of a synapse in mV, kept with the brain as its default (default: 0.275, or as "
              + "for the DATASET).")
  private @Nullable Double weight;

  /// Rows with neurons that were not chosen.
  enum Others {
    /// They are an error.
    ERROR,
    /// They are left out.
    SKIP
  }

  @Nullable Path neuronFile() {
    return neuronFile;
  }

  @Nullable Path transmitterFile() {
    return transmitterFile;
  }

  /// The files to read: these options before the data set's.
  ImportFiles files(ImportFiles found) {
    return new ImportFiles(
        found.connections(),
        found.alternatives(),
        neuronFile == null ? found.neurons() : neuronFile,
        neuronFile == null && conditions.isEmpty() ? found.conditions() : conditions,
        transmitterFile == null ? found.transmitters() : transmitterFile,
        weight == null ? found.weight() : new SynapseWeight(weight, "given to data import"),
        found.isDataSet());
  }

  /// What the options ask for; reads the files of neurons and transmitters.
  EdgeList.Rules rules(CommandSpec spec, ImportFiles files, boolean allExcitatory)
      throws IOException {
    UnknownTransmitter others =
        files.isDataSet() ? UnknownTransmitter.SKIP : UnknownTransmitter.ERROR;
    SignRule rule =
        Usage.check(
            spec,
            () -> SignRule.SHIU_2024.with(signs).withUnknown(unknown == null ? others : unknown));
    List<NeuronFilter> filters =
        Usage.check(spec, () -> files.conditions().stream().map(NeuronFilter::parse).toList());
    Path neurons = files.neurons();
    Path transmitters = files.transmitters();
    NamedColumns named = Usage.check(spec, () -> NamedColumns.parse(columns));
    boolean sameTable = transmitters != null && transmitters.equals(neurons);
    return new EdgeList.Rules(
        neurons == null
            ? null
            : neurons(neurons, named.id(), filters, files, spec.commandLine().getErr()),
        this.others == null ? !filters.isEmpty() || files.isDataSet() : this.others == Others.SKIP,
        least,
        rule,
        transmitters == null
            ? null
            : TransmitterTable.read(
                transmitters, transmitterColumn, named.transmitterId(sameTable)),
        allExcitatory,
        named.ofEdges());
  }

  /// Refuses options that make no sense together.
  void check(boolean isDataSet) {
    if (!isDataSet && neuronFile == null && (!conditions.isEmpty() || others != null)) {
      throw new InputException("--where and --others need --neurons FILE");
    }
    if (!isDataSet && transmitterFile == null && transmitterColumn != null) {
      throw new InputException("--transmitter-column needs --transmitters FILE");
    }
    if (least < 1) {
      throw new InputException("--min-synapses %d: must be at least 1".formatted(least));
    }
  }

  private static Neurons neurons(
      Path file,
      @Nullable String idColumn,
      List<NeuronFilter> filters,
      ImportFiles files,
      PrintWriter err)
      throws IOException {
    boolean isText = !Files.exists(file) || TextFile.other(file).isEmpty();
    if (!filters.isEmpty() || !isText || files.isDataSet() || idColumn != null) {
      return NeuronFilter.select(file, idColumn, filters);
    }
    IdFile.Ids ids = IdFile.of(file);
    if (!ids.column().isEmpty()) {
      err.println(ids.note(file));
      err.flush();
    }
    return new Neurons(ids.ids().stream().mapToLong(Long::longValue).toArray());
  }
}
