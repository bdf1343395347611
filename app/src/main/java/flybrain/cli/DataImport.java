package flybrain.cli;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.Version;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeExport;
import flybrain.connectome.ConnectomeFiles;
import flybrain.connectome.ConnectomeNotes;
import flybrain.connectome.EdgeList;
import flybrain.connectome.ImportReport;
import flybrain.connectome.PublishedConnectome;
import flybrain.files.Outputs;
import flybrain.parquet.Compression;
import flybrain.terminal.TerminalProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
      "A data set chooses its files, neurons and weight of a synapse (data list says where",
      "its files are had): flybrain data import DATASET FOLDER-WITH-FILES FOLDER.",
      "",
      "Examples:",
      "  flybrain data import connections.csv my-brain",
      "  flybrain data import codex downloads princeton",
      "  flybrain data import malecns downloads male --min-synapses 3 --signs histamine=-",
      "  flybrain data import edges.tsv my-brain --neurons ids.txt",
      "  flybrain data import edges.csv my-brain --column pre=from_cell --column post=to_cell",
      "  flybrain data import connections.csv.gz my-brain --min-synapses 5",
      "  flybrain data import weights.feather male --transmitters neurotransmitters.feather \\",
      "      --neurons annotations.feather --where superclass --unknown-transmitter skip",
      "  flybrain run --connectome my-brain --excite 720575940624963786"
    })
final class DataImport implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "EDGES",
      description =
          "Table of connections: CSV, TSV, Parquet or Feather; or the name of a data set: codex, "
              + "malecns, banc, hemibrain or manc, and then the folder with its files.")
  private Path edges;

  @Parameters(
      index = "1..2",
      arity = "1..2",
      paramLabel = "FOLDER",
      description = "Folder for the brain; created if missing.")
  private List<Path> folders;

  @Option(
      names = "--connections",
      paramLabel = "NAME",
      description =
          "Which file of connections of a data set, where its folder has several (default: "
              + "Princeton's for codex, traced neurons for malecns, the newest for banc).")
  private @Nullable String connections;

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
    Path folder = folders.getLast();
    PublishedConnectome published = Usage.check(spec, this::published);
    Usage.check(spec, () -> options.check(published != null));
    ConnectomeFiles written = ConnectomeFiles.ownIn(folder);
    ImportFiles files =
        options.files(
            published == null
                ? ImportFiles.of(edges)
                : ImportFiles.of(published, folders.getFirst(), connections));
    Usage.check(
        spec,
        new Outputs()
            .reads("EDGES", files.connections())
            .reads("--neurons", files.neurons())
            .reads("--transmitters", files.transmitters())
            .writes("FOLDER", written.completeness())
            .writes("FOLDER", written.connectivity())
            .writes("FOLDER", ConnectomeNotes.in(folder)));
    ConnectomeExport.checkFolder(folder, force);
    EdgeList.Rules rules = options.rules(spec, files, allExcitatory);
    EdgeList.Imported imported;
    Connectome brain;
    try (TerminalProgress progress = new TerminalProgress()) {
      imported = EdgeList.read(files.connections(), name(folder), rules, progress);
      brain = imported.brain().with(files.weight());
      progress.stage("writing " + written.connectivity().getFileName());
      ConnectomeExport.write(brain, folder, compression, origin(files, imported.report()));
    }
    warn(imported.report());
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        json
            ? ImportText.json(brain, imported.report(), folder)
            : ImportText.summary(brain, imported.report(), folder)
                + (files.isDataSet() ? files.text() : "")
                + ImportText.of(imported.report())
                + "  "
                + brain.weight().words()
                + "\n");
    out.flush();
    return 0;
  }

  /// The data set that the command line names, or null for a table.
  private @Nullable PublishedConnectome published() {
    String name = edges.toString();
    List<String> names = PublishedConnectome.ALL.stream().map(PublishedConnectome::key).toList();
    PublishedConnectome published = PublishedConnectome.named(name).orElse(null);
    if (folders.size() == 2 && published == null) {
      throw new InputException(
          "'%s' is not a data set; allowed: %s%s; for a table give EDGES FOLDER"
              .formatted(name, String.join(", ", names), NearestName.hint(name, names)));
    }
    if (folders.size() == 1 && published != null && !Files.exists(edges)) {
      throw new InputException(
          "data import %s needs the folder with its files and a folder for the brain"
              .formatted(name));
    }
    if (folders.size() == 1 && connections != null) {
      throw new InputException("--connections needs a data set: " + String.join(", ", names));
    }
    return folders.size() == 2 ? published : null;
  }

  private Map<String, Object> origin(ImportFiles files, ImportReport report) throws IOException {
    Map<String, Object> origin = new LinkedHashMap<>();
    origin.put("made_by", "flybrain " + Version.number() + " data import");
    origin.putAll(files.asMap());
    origin.put("import", report.asMap());
    return origin;
  }

  private static String name(Path folder) {
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
