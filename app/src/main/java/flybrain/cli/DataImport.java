package flybrain.cli;

import flybrain.connectome.ConnectomeExport;
import flybrain.connectome.ConnectomeFiles;
import flybrain.connectome.EdgeList;
import flybrain.connectome.ImportReport;
import flybrain.files.Outputs;
import flybrain.parquet.Compression;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain data import`: makes a brain of a table of connections.
@Command(
    name = "import",
    description =
        "Makes a brain from a table of connections: a folder for --connectome, in the schema of "
            + "the reference suite.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "EDGES is CSV or TSV (also .gz and .zst), Parquet, or Feather (Arrow), with one or",
      "more rows per connection, for example one per neuropil; rows of a pair add up.",
      "Columns, in any order; case, spaces and underscores are ignored:",
      "  presynaptic id   pre, pre_id, pre_root_id, pre_pt_root_id, presynaptic,",
      "                   presynaptic_id, bodyId_pre, body_pre, source, source_id, from",
      "  postsynaptic id  post, post_id, post_root_id, post_pt_root_id, postsynaptic,",
      "                   postsynaptic_id, bodyId_post, body_post, target, target_id, to",
      "  synapses         count, syn_count, synapse_count, synapses, n_syn, weight,",
      "                   connectivity",
      "  and the sign, from the first of these that the table has:",
      "                   sign, excitatory: 1 or -1",
      "                   nt_type, nt, neurotransmitter, top_nt: ACH, DA, SER, OCT or",
      "                   their full names excite; GABA, GLUT (GLUTAMATE) inhibit",
      "                   gaba_avg, ach_avg, glut_avg, oct_avg, ser_avg, da_avg: the",
      "                   largest of the six is the transmitter of the row",
      "                   none of these: negative numbers of synapses inhibit",
      "All other columns are ignored and named. Rows with an id 0, -1 or -2^63 (no",
      "neuron) or without synapses are left out and counted.",
      "",
      "Examples:",
      "  flybrain data import connections.csv my-brain",
      "  flybrain data import edges.tsv my-brain --neurons ids.txt",
      "  flybrain data import connections.csv.gz my-brain --min-synapses 5",
      "  flybrain data import weights.feather male --transmitters neurotransmitters.feather \\",
      "      --neurons annotations.feather --where superclass --unknown-transmitter skip",
      "  flybrain run --connectome my-brain --excite 720575940624963786"
    })
final class DataImport implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "EDGES",
      description = "Table of connections: CSV, TSV, Parquet or Feather.")
  private Path edges;

  @Parameters(paramLabel = "FOLDER", description = "Folder for the brain; created if missing.")
  private Path folder;

  @Mixin private ImportOptions options = new ImportOptions();

  @Option(
      names = "--all-excitatory",
      description = "Accept a table with no sign at all; every connection excites.")
  private boolean allExcitatory;

  @Option(names = "--json", description = "Print as JSON what was read, dropped and assumed.")
  private boolean json;

  @Option(
      names = "--compression",
      paramLabel = "CODEC",
      description = "Compression of connectivity.parquet: snappy (default), zstd or brotli.")
  private Compression compression = Compression.SNAPPY;

  @Option(names = "--force", description = "Replace an existing brain in FOLDER.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    ConnectomeFiles written = ConnectomeFiles.ownIn(folder);
    Usage.check(
        spec,
        new Outputs()
            .reads("EDGES", edges)
            .reads("--neurons", options.neuronFile())
            .reads("--transmitters", options.transmitterFile())
            .writes("FOLDER", written.completeness())
            .writes("FOLDER", written.connectivity()));
    ConnectomeExport.checkFolder(folder, force);
    EdgeList.Rules rules = options.rules(spec, allExcitatory);
    EdgeList.Imported imported = EdgeList.read(edges, name(), rules);
    ConnectomeExport.write(imported.brain(), folder, compression);
    warn(imported.report());
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? ImportText.json(imported, folder)
            : ImportText.summary(imported, folder) + ImportText.of(imported.report()));
    out.flush();
    return 0;
  }

  private String name() {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? "root" : last.toString();
  }

  private void warn(ImportReport report) {
    if (report.pairs().inhibitory() == 0) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "warning: no connection is inhibitory, unlike in any real brain; the sign is "
              + report.sign());
      err.flush();
    }
  }
}
