package flybrain.cli;

import flybrain.external.Backends;
import flybrain.figures.TimingFigures;
import flybrain.files.Outputs;
import flybrain.report.PublishedTimings;
import flybrain.report.ResultTimings;
import flybrain.report.RowSelection;
import flybrain.report.RunTimings;
import flybrain.results.DataFolder;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain report`: tables and pictures of benchmarks.
@Command(
    name = "report",
    description =
        "Shows the times of benchmarks: medians over rounds, real-time ratios and speeds "
            + "relative to Brian2, as tables, pictures and a page.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain report",
      "  flybrain report --run-label mine --published",
      "  flybrain report old/benchmark-results.csv --out old-report",
      "",
      "Reads results of the suite eonsystemspbc/fly-brain of any age; the file is not changed."
    })
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "RESULTS.csv",
      description = "Results of benchmarks (default: benchmark-results.csv in the --data folder).")
  private @Nullable Path results;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Output folder of 'flybrain bench' (default: data).")
  private Path data = Path.of("data");

  @Option(
      names = {"-o", "--out"},
      paramLabel = "DIR",
      description = "Output folder (default: report beside the results).")
  private @Nullable Path out;

  @Option(
      names = "--run-label",
      paramLabel = "L",
      split = ",",
      description = "Runs to show, separated by commas (default: all).")
  private List<String> labels = List.of();

  @Option(
      names = "--experiment",
      paramLabel = "KEY",
      split = ",",
      description = "Experiments to show, such as sugar (default: all).")
  private List<String> experiments = List.of();

  @Option(
      names = "--merge-labels",
      description = "Count the rows of all runs of an experiment as rounds of one run.")
  private boolean mergeLabels;

  @Option(
      names = "--published",
      description = "Overlay the suite's published medians (RTX 4070) on the pictures.")
  private boolean published;

  @Option(
      names = "--dpi",
      paramLabel = "N",
      description = "Resolution of the PNG files in dots per inch (default: 144).")
  private int dotsPerInch = TimingFigures.DOTS_PER_INCH;

  @Option(names = "--csv", description = "Print one table as CSV.")
  private boolean csv;

  @Option(names = "--json", description = "Print one table as JSON.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Path file = results == null ? new DataFolder(data).resultsFile() : results;
    Path folder = out == null ? besides(file) : out;
    PrintWriter err = spec.commandLine().getErr();
    ReportFiles files = Usage.check(spec, () -> new ReportFiles(folder, dotsPerInch));
    Usage.check(spec, files.written(new Outputs().reads("the results", file)));
    Map<String, String> frameworks = Backends.frameworks();
    RowSelection selection = new RowSelection(labels, experiments);
    List<RunTimings> runs = new ResultTimings(frameworks).read(file, selection, mergeLabels);
    RunTimings overlay = published ? PublishedTimings.read(frameworks) : PublishedTimings.NONE;
    files.write(file, runs, overlay);
    PrintWriter text = spec.commandLine().getOut();
    text.print(print(runs, overlay));
    text.flush();
    err.println("report: " + files.page());
    err.flush();
    return 0;
  }

  private String print(List<RunTimings> runs, RunTimings overlay) {
    return json
        ? ReportTables.all(runs, overlay).json()
        : csv ? ReportTables.all(runs, overlay).csv() : ReportTables.text(runs, overlay);
  }

  private static Path besides(Path file) {
    return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), Path.of(""))
        .resolve("report");
  }
}
