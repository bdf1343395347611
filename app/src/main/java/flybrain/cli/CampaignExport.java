package flybrain.cli;

import flybrain.campaign.CampaignResults;
import flybrain.files.Outputs;
import flybrain.paper.PaperTables;
import flybrain.tables.ParquetCsv;
import flybrain.tables.Table;
import flybrain.tables.TableFiles;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `flybrain campaign export`: the tables of a finished campaign as CSV.
@Command(
    name = "export",
    description =
        "Writes the tables of a finished campaign as CSV: experiments, rates, counts and answers;"
            + " the answers as Parquet and JSON too. Of the campaign paper, also the tables that the"
            + " published code writes.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain campaign export screen",
      "  flybrain campaign export campaigns/screen --out tables",
      "  flybrain campaign export paper/1D --out results",
    })
final class CampaignExport implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CampaignTarget target = new CampaignTarget();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Folder of the tables (default: export in the campaign's folder).")
  private @Nullable Path out;

  @Override
  public Integer call() throws IOException {
    CampaignResults results = target.results();
    results.requireFinished();
    Path folder = Objects.requireNonNullElse(out, results.folder().resolve("export"));
    Usage.check(spec, new Outputs().reads("the campaign", results.files()).writes("--out", folder));
    for (Path table : results.tables()) {
      String name = String.valueOf(table.getFileName()).replace(".parquet", ".csv");
      ParquetCsv.write(table, results.columns(table), folder.resolve(name));
    }
    Table answers =
        CampaignText.table(results.campaign().steps(), results, results.campaign().criteria());
    write(answers, folder, "answers");
    if (WiringTable.isFor(results.campaign())) {
      write(
          WiringTable.of(results.campaign().steps(), results, results.campaign().criteria()),
          folder,
          "wirings");
    }
    PrintWriter err = spec.commandLine().getErr();
    if (PaperTables.isPaper(results.campaign())) {
      PaperTables.write(results, folder, err::println);
    }
    err.println("tables: " + folder);
    return 0;
  }

  private static void write(Table table, Path folder, String name) throws IOException {
    for (String ending : new String[] {".csv", ".parquet", ".json"}) {
      TableFiles.write(folder.resolve(name + ending), table);
    }
  }
}
