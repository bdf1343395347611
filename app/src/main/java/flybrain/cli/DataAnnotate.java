package flybrain.cli;

import flybrain.annotation.AnnotationColumn;
import flybrain.annotation.AnnotationReport;
import flybrain.connectome.AnnotationStore;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.files.Outputs;
import flybrain.tables.Table;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain data annotate`: adds types, sides and more to the neurons of a connectome.
@Command(
    name = "annotate",
    description =
        "Adds tables of neurons (types, classes, sides, transmitters, coordinates, names) to a "
            + "connectome, or shows what it has.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "A table is CSV or TSV (also .gz, .zst), Parquet or Feather with a column of ids: root_id,",
      "flywire_id, bodyId, id, ... Of each column a neuron has the first value in the order of",
      "the files and rows; what is left out is counted. The files take the place of what an",
      "earlier `data annotate` added. Tables in the connectome's folder are found by themselves:",
      "neurons, classification, consolidated_cell_types, coordinates, names (.csv, .csv.gz, .tsv,",
      ".parquet, .feather).",
      "",
      "Examples:",
      "  flybrain data annotate v783 classification.csv.gz consolidated_cell_types.csv.gz",
      "  flybrain data annotate my-brain types.csv --id neuron",
      "  flybrain data annotate v783",
      "  flybrain data annotate v783 --remove"
    })
final class DataAnnotate implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "CONNECTOME",
      description = "synthetic, v783, v630 or a folder.")
  private String connectome = "";

  @Parameters(index = "1..*", paramLabel = "FILE", description = "Tables of neurons.")
  private List<Path> files = List.of();

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description = "Column of the ids (default: the one with a known name).")
  private @Nullable String idColumn;

  @Option(names = "--remove", description = "Forget what was added.")
  private boolean remove;

  @Option(names = "--json", description = "Print as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Usage.require(spec, !remove || files.isEmpty(), "--remove: forgets all; leave out " + files);
    Usage.require(
        spec, idColumn == null || !files.isEmpty(), "--id " + idColumn + ": name the tables too");
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    ConnectomeStore store = ConnectomeStore.standard();
    ConnectomeSource source = store.find(connectome);
    Connectome brain = store.open(source, err::println);
    AnnotationStore annotations = store.annotations();
    Path kept = annotations.tableOf(brain.fingerprint());
    if (remove) {
      err.println(
          annotations.remove(brain)
              ? "removed " + kept
              : "nothing was added to " + brain.name() + " with data annotate");
      err.flush();
      return 0;
    }
    if (files.isEmpty()) {
      Table columns = columns(brain);
      out.print(json ? columns.json() : columns.text());
    } else {
      Usage.check(spec, new Outputs().reads("FILE", files).writes("the annotations", kept));
      AnnotationReport report = annotations.add(brain, files, idColumn);
      out.print(
          json
              ? AnnotationText.json(report, brain.name())
              : AnnotationText.of(report, brain.name()));
      err.println("kept in " + kept);
      err.flush();
    }
    out.flush();
    return 0;
  }

  private static Table columns(Connectome brain) {
    Table table = new Table("column", "neurons", "different", "source");
    for (AnnotationColumn column : brain.annotations().columns()) {
      table.add(List.of(column.name(), column.annotated(), column.different(), column.source()));
    }
    return table;
  }
}
