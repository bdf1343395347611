package flybrain.cli;

import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeExport;
import flybrain.connectome.ConnectomeFiles;
import flybrain.connectome.ConnectomeNotes;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.connectome.SparseExport;
import flybrain.files.Outputs;
import flybrain.parquet.Compression;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain data export`: writes a brain in the schema of the reference suite.
@Command(
    name = "export",
    description =
        "Writes a brain as completeness.csv and connectivity.parquet, in the schema of the"
            + " reference suite.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  flybrain data export brain",
      "  flybrain data export brain --connectome synthetic",
      "  flybrain data export brain --sparse"
    })
final class DataExport implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FOLDER", description = "Folder for the two files; created if missing.")
  private Path folder;

  @Option(
      names = "--connectome",
      paramLabel = "NAME|FOLDER",
      description = "Connectome to write: synthetic, v783, v630 or a folder (default: as in run).")
  private @Nullable String connectome;

  @Option(
      names = "--compression",
      paramLabel = "CODEC",
      description = "Compression of connectivity.parquet: snappy (default), zstd or brotli.")
  private Compression compression = Compression.SNAPPY;

  @Option(
      names = "--sparse",
      description =
          "Also write weight_csr.npz and weight_coo.npz: sparse matrices for SciPy's load_npz.")
  private boolean sparse;

  @Option(names = "--force", description = "Replace an existing brain in FOLDER.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    ConnectomeStore store = ConnectomeStore.standard();
    ConnectomeSource source = store.find(connectome);
    err.println(source.words());
    err.flush();
    ConnectomeFiles written = ConnectomeFiles.ownIn(folder);
    Usage.check(
        spec,
        new Outputs()
            .reads("the connectome", source.paths())
            .writes("FOLDER", written.completeness())
            .writes("FOLDER", written.connectivity())
            .writes("FOLDER", ConnectomeNotes.in(folder)));
    if (sparse) {
      SparseExport.checkFolder(folder, force);
    }
    ConnectomeExport.checkFolder(folder, force);
    Connectome brain = store.open(source, err::println);
    ConnectomeExport.write(brain, folder, compression);
    if (sparse) {
      SparseExport.write(brain.connections(), folder);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        String.format(
            Locale.ROOT,
            "%s: %,d neurons, %,d connections in %s",
            brain.name(),
            brain.neurons().size(),
            brain.connections().size(),
            folder));
    out.flush();
    return 0;
  }
}
