package flybrain.cli;

import flybrain.figures.CaptionedFigure;
import flybrain.figures.TimingFigures;
import flybrain.files.Outputs;
import flybrain.files.StagedFolder;
import flybrain.pages.HtmlPage;
import flybrain.report.PublishedTimings;
import flybrain.report.RunTimings;
import flybrain.tables.Table;
import flybrain.tables.TableFiles;
import flybrain.terminal.TerminalProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The files of `flybrain report`: `report.html`, `timings.csv`, `timings.parquet`, and the
/// pictures of each run as PNG and SVG in a folder of its own.
///
/// @param folder of them all
/// @param dotsPerInch resolution of the PNG files
record ReportFiles(Path folder, int dotsPerInch) {
  ReportFiles {
    TimingFigures.checkResolution(dotsPerInch);
  }

  /// The page with everything in it.
  Path page() {
    return folder.resolve("report.html");
  }

  /// Adds the files that lie in the folder itself; the pictures are in folders of their own.
  Outputs written(Outputs outputs) {
    return outputs.writes("--out", page()).writes("--out", csv()).writes("--out", parquet());
  }

  private Path csv() {
    return folder.resolve("timings.csv");
  }

  private Path parquet() {
    return folder.resolve("timings.parquet");
  }

  /// Writes all files, or none if one of them cannot be written.
  ///
  /// @param results that the timings are from
  /// @param published laid over the pictures, without timings for none
  void write(Path results, List<RunTimings> runs, RunTimings published) throws IOException {
    Table all = ReportTables.all(runs, published);
    TableFiles.checkReplaced(csv(), all.columns());
    TableFiles.checkReplaced(parquet(), all.columns());
    StagedFolder.write(
        folder, stage -> new ReportFiles(stage, dotsPerInch).write(results, runs, published, all));
  }

  private void write(Path results, List<RunTimings> runs, RunTimings published, Table all)
      throws IOException {
    TableFiles.write(csv(), all);
    TableFiles.write(parquet(), all);
    HtmlPage html = new HtmlPage("Benchmarks", "From " + results.getFileName());
    List<List<CaptionedFigure>> figures =
        runs.stream().map(run -> TimingFigures.of(run, published)).toList();
    Set<String> folders = new HashSet<>();
    int count = figures.stream().mapToInt(List::size).sum();
    int drawn = 0;
    try (TerminalProgress progress = new TerminalProgress()) {
      progress.stage("drawing pictures");
      for (int r = 0; r < runs.size(); r++) {
        html.section(runs.get(r).title());
        addTables(html, runs.get(r));
        Path pictures = folder.resolve(folderOf(runs.get(r), folders));
        for (CaptionedFigure figure : figures.get(r)) {
          figure.write(pictures.resolve(figure.name() + ".png"), dotsPerInch);
          figure.write(pictures.resolve(figure.name() + ".svg"), dotsPerInch);
          html.picture(figure.svg(), figure.title(), figure.caption());
          progress.at(++drawn, count);
        }
      }
    }
    if (!published.timings().isEmpty()) {
      html.section("Published: " + PublishedTimings.MACHINE);
      html.paragraph(
          "Medians of five rounds of sugar at 200 Hz on FlyWire v783 by the authors of the suite"
              + " eonsystemspbc/fly-brain: another machine, so only for orientation.");
      add(html, "Times", ReportTables.times(published));
      add(html, "Ratios", ReportTables.ratios(published));
    }
    html.write(page());
  }

  private static void addTables(HtmlPage html, RunTimings run) {
    html.paragraph(
        "Medians over the rounds, or the time of a single round. Steps: time of the simulation "
            + "alone; total: everything, including reading, compiling and writing. Vs real time: "
            + "simulated time over time of the steps. Vs Brian2: speed relative to Brian2 (CPU) "
            + "in the same run. Trial / single: time per trial among many over a single trial.");
    add(html, "Times", ReportTables.times(run));
    add(html, "Ratios", ReportTables.ratios(run));
    if (!ReportTables.cold(run).isEmpty()) {
      html.paragraph(ReportTables.cold(run));
    }
    add(html, "Not measured", ReportTables.failures(run));
  }

  private static void add(HtmlPage html, String name, Table table) {
    if (table.size() > 0) {
      html.table(name, table.columns(), table.words());
    }
  }

  /// `LABEL-EXPERIMENT`, with a number where another run has the same.
  private static String folderOf(RunTimings run, Set<String> taken) {
    String name =
        (run.label() + "-" + run.experimentKey())
            .replaceAll("[^A-Za-z0-9_-]", "_")
            .replaceAll("^-|-$", "")
            .toLowerCase(Locale.ROOT);
    String base = name.isEmpty() ? "run" : name;
    String unique = base;
    for (int k = 2; !taken.add(unique); k++) {
      unique = base + "-" + k;
    }
    return unique;
  }
}
