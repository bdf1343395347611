package flybrain.cli.compare;

import flybrain.agreement.NoiseFloorTable;
import flybrain.cli.options.AnnotationsOption;
import flybrain.cli.options.PictureOptions;
import flybrain.compare.ComparedRun;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.figures.ComparisonFigure;
import flybrain.figures.OverlapFigure;
import flybrain.files.Outputs;
import flybrain.pages.HtmlPage;
import flybrain.results.RunSize;
import flybrain.spikes.SpikeFileName;
import flybrain.terminal.TerminalProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// The options of comparisons of recorded runs that draw them.
final class FiguresOption {
  @Option(
      names = "--figures",
      paramLabel = "DIR",
      description = "Also draw every comparison, one picture each, in this folder.")
  private @Nullable Path folder;

  @Mixin private PictureOptions pictures = new PictureOptions();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write tables and pictures to a self-contained HTML page.")
  private @Nullable Path html;

  @Mixin private AnnotationsOption annotations = new AnnotationsOption();

  private final ComparisonPage page = new ComparisonPage();

  /// Adds the page, where one is asked for; pictures have names that no spike file has.
  Outputs written(Outputs outputs) {
    return outputs.writesPage("--html", html);
  }

  /// Draws two runs of a size, where pictures are asked for.
  ///
  /// @param name of the picture's file, without size and ending
  void draw(String name, RunSize size, ComparedRun a, ComparedRun b, TerminalProgress progress)
      throws IOException {
    if (folder == null && html == null) {
      return;
    }
    progress.stage("drawing %s and %s".formatted(a.name(), b.name()));
    ComparisonFigure figure =
        new ComparisonFigure(
            ComparedFacts.of(a.file(), b.file()), neurons(a, b), 0, pictures.dotsPerInch());
    if (folder != null) {
      String stem = "%s_%s".formatted(name, suffix(size));
      figure.draw(a, b, pictures.file(folder, stem));
    }
    if (html != null) {
      page.add(a, b, () -> figure.svg(a, b));
    }
  }

  /// What is known of the neurons of two runs.
  AnnotatedNeurons neurons(ComparedRun a, ComparedRun b) throws IOException {
    return annotations.of(
        List.of(ComparedFacts.provenance(a.file()), ComparedFacts.provenance(b.file())),
        new PrintWriter(Writer.nullWriter()));
  }

  /// Draws how all runs of a size agree, where pictures are asked for.
  ///
  /// @param title what was run
  /// @param names of the runs, at least two
  void drawOverlap(
      String title,
      RunSize size,
      List<String> names,
      List<OverlapFigure.Measure> measures,
      TerminalProgress progress)
      throws IOException {
    if (folder == null && html == null) {
      return;
    }
    progress.stage("drawing the overlap of all");
    OverlapFigure figure =
        new OverlapFigure(title, size.trials(), size.tRun(), pictures.dotsPerInch(), names);
    if (folder != null) {
      figure.draw(measures, pictures.file(folder, "overlap_" + suffix(size)));
    }
    if (html != null) {
      page.picture(
          () -> figure.svg(measures),
          "Agreement of each pair of %s.".formatted(String.join(", ", names)),
          "Agreement of each pair of runs, 1 for all. F1 is the share of matched spikes; runs "
              + "with different input have few, however similar they are.");
    }
  }

  /// Writes the page, where one is asked for.
  ///
  /// @param title of the page
  /// @param found adds the findings
  /// @param noise the noise floor
  void write(CommandSpec spec, String title, Consumer<HtmlPage> found, NoiseFloorTable noise)
      throws IOException {
    if (html != null) {
      HtmlPage target = ComparisonPage.of(spec, title);
      found.accept(target);
      noise.showAnswers(target);
      page.write(target, noise::showNumbers, html);
      spec.commandLine().getOut().println(html);
    }
  }

  private static String suffix(RunSize size) {
    return SpikeFileName.size(size.tRun(), size.trials());
  }
}
