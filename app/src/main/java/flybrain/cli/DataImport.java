package flybrain.cli;

import flybrain.InputException;
import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeExport;
import flybrain.connectome.ConnectomeFiles;
import flybrain.connectome.EdgeList;
import flybrain.connectome.Neurons;
import flybrain.experiment.IdFile;
import flybrain.files.Outputs;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain data import`: makes a brain of a table of connections.
@Command(
    name = "import",
    description =
        "Makes a brain of a table of connections: a folder for --connectome, in the schema of the"
            + " reference suite.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "EDGES has a header and a row for each connection; rows of the same pair add up.",
      "Its columns, in any order; upper or lower case, spaces and underscores are all the same:",
      "  presynaptic id   pre, pre_id, pre_root_id, pre_pt_root_id, presynaptic,",
      "                   presynaptic_id, bodyId_pre, source, source_id, from",
      "  postsynaptic id  post, post_id, post_root_id, post_pt_root_id, postsynaptic,",
      "                   postsynaptic_id, bodyId_post, target, target_id, to",
      "  synapses         count, syn_count, synapse_count, synapses, n_syn, weight,",
      "                   connectivity",
      "  and the sign, in one of three ways:",
      "                   sign, excitatory: 1 or -1",
      "                   nt_type, nt, neurotransmitter, top_nt: ACH, DA, SER, OCT or their",
      "                   full names excite; GABA, GLUT (GLUTAMATE) inhibit",
      "                   neither: negative numbers of synapses inhibit",
      "Columns that are passed over: neuropil, roi, gaba_avg and the like, and those of indices.",
      "",
      "Examples:",
      "  flybrain data import connections.csv my-brain",
      "  flybrain data import edges.tsv my-brain --neurons ids.txt",
      "  flybrain run --connectome my-brain --excite 720575940624963786"
    })
final class DataImport implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "EDGES",
      description = "Table of connections: CSV (commas or semicolons) or TSV.")
  private Path edges;

  @Parameters(paramLabel = "FOLDER", description = "Folder of the brain; made when it is missing.")
  private Path folder;

  @Option(
      names = "--neurons",
      paramLabel = "FILE",
      description =
          "Ids of the neurons, in the order of their indices (default: those that EDGES names, by"
              + " ascending id).")
  private @Nullable Path neuronFile;

  @Option(names = "--force", description = "Replace the brain that is in FOLDER.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    ConnectomeFiles written = ConnectomeFiles.ownIn(folder);
    Usage.check(
        spec,
        new Outputs()
            .reads("EDGES", edges)
            .reads("--neurons", neuronFile)
            .writes("FOLDER", written.completeness())
            .writes("FOLDER", written.connectivity()));
    checkFolder();
    Neurons neurons =
        neuronFile == null
            ? null
            : new Neurons(IdFile.read(neuronFile).stream().mapToLong(Long::longValue).toArray());
    Connectome brain = EdgeList.read(edges, name(), neurons);
    ConnectomeExport.write(brain, folder);
    report(brain);
    return 0;
  }

  private void checkFolder() {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InputException(folder + ": is a file; name a folder for the brain");
    }
    Optional<Path> there =
        Stream.concat(
                ConnectomeFiles.in(folder).map(ConnectomeFiles::connectivity).stream(),
                Stream.of("completeness.csv", "connectivity.parquet").map(folder::resolve))
            .filter(Files::exists)
            .findFirst();
    if (there.isPresent() && !force) {
      throw new InputException(
          there.get() + ": is a brain already; name another folder, or replace it with --force");
    }
  }

  private String name() {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? "root" : last.toString();
  }

  private void report(Connectome brain) {
    Connections connections = brain.connections();
    long inhibitory =
        IntStream.range(0, connections.size()).filter(c -> connections.weight(c) < 0).count();
    if (inhibitory == 0) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "note: no connection is inhibitory; the sign is a column sign or nt_type, or that of the"
              + " number of synapses");
      err.flush();
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        String.format(
            Locale.ROOT,
            "%s: %,d neurons, %,d connections (%,d inhibitory) in %s",
            brain.name(),
            brain.neurons().size(),
            connections.size(),
            inhibitory,
            folder));
    out.flush();
  }
}
