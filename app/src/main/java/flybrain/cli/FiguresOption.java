package flybrain.cli;

import flybrain.bench.PythonNumber;
import flybrain.figures.ComparedRun;
import flybrain.figures.ComparisonFigure;
import flybrain.figures.OverlapFigure;
import flybrain.figures.RunFigure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of comparisons of recorded runs that draw them.
final class FiguresOption {
  /// The form of the pictures.
  enum Format {
    png,
    svg
  }

  @Option(
      names = "--figures",
      paramLabel = "DIR",
      description = "Also draw every comparison, each as a picture in this folder.")
  private @Nullable Path folder;

  @Option(
      names = "--figure-format",
      paramLabel = "FORMAT",
      description = "png or svg (default: png).")
  private Format format = Format.png;

  @Option(
      names = "--dpi",
      paramLabel = "N",
      description = "Resolution of PNG pictures in dots per inch (default: 144).")
  private int dotsPerInch = RunFigure.DOTS_PER_INCH;

  /// Draws two runs of a size, where pictures are asked for.
  ///
  /// @param name of the picture's file, without size and ending
  void draw(String name, RecordedFiles.Size size, ComparedRun a, ComparedRun b) throws IOException {
    if (folder != null) {
      String stem = "%s_%s".formatted(name, suffix(size));
      new ComparisonFigure(ComparedFacts.of(a.file(), b.file()), 0, dotsPerInch)
          .draw(a, b, folder.resolve(stem + "." + format));
    }
  }

  /// Draws how all runs of a size agree, where pictures are asked for.
  ///
  /// @param title what was run
  /// @param names of the runs, at least two
  void drawOverlap(
      String title,
      RecordedFiles.Size size,
      List<String> names,
      List<OverlapFigure.Measure> measures)
      throws IOException {
    if (folder != null) {
      new OverlapFigure(title, size.trials(), size.tRun(), dotsPerInch, names)
          .draw(measures, folder.resolve("overlap_%s.%s".formatted(suffix(size), format)));
    }
  }

  private static String suffix(RecordedFiles.Size size) {
    return "t%ss_n%d".formatted(PythonNumber.text(size.tRun()), size.trials());
  }
}
