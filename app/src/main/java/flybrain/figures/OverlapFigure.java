package flybrain.figures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// The picture of how much each of several runs agrees with each other one.
///
/// @param title what is compared
/// @param trials number of trials of each run
/// @param duration of a trial in s
/// @param dotsPerInch resolution of a PNG file
/// @param names of the runs
public record OverlapFigure(
    String title, int trials, double duration, int dotsPerInch, List<String> names) {
  private static final int LEAST_WIDTH = 900;

  /// Of a matrix without its cells, in points.
  private static final int MARGIN = 130;

  /// Width of a cell with four decimals in it, in points.
  private static final int COLUMN = 46;

  /// Of a picture without rows, in points.
  private static final int FRAME = 215;

  private static final int ROW = 40;

  public OverlapFigure {
    PictureFile.checkResolution(dotsPerInch);
    names = List.copyOf(names);
  }

  /// One measure of agreement, 0 for none to 1 for all.
  public static final class Measure {
    private final String title;
    private final double[][] values;

    /// @param title name of the numbers
    /// @param values by pair of runs, symmetric; NaN if undefined; not copied
    public Measure(String title, double[][] values) {
      this.title = title;
      this.values = values;
    }
  }

  /// Draws the measures side by side to a PNG or SVG file.
  ///
  /// @throws flybrain.InputException if the file is neither
  public void draw(List<Measure> measures, Path file) throws IOException {
    PictureFile.check(file);
    PictureFile.write(picture(measures), file, dotsPerInch);
  }

  /// Draws the measures side by side as the text of an SVG file.
  public String svg(List<Measure> measures) {
    return PictureFile.svg(picture(measures));
  }

  private Picture picture(List<Measure> measures) {
    double share = 1.0 / measures.size();
    Picture.Panel[] panels = new Picture.Panel[measures.size()];
    Arrays.setAll(
        panels,
        k -> {
          Measure measure = measures.get(k);
          return new Picture.Panel(
              MatrixChart.chart(measure.title, names, measure.values), k * share, 0, share, 1);
        });
    return new Picture(
        title,
        RunPicture.trials(trials, duration),
        Math.max(LEAST_WIDTH, measures.size() * (MARGIN + COLUMN * names.size())),
        FRAME + ROW * names.size(),
        List.of(panels));
  }
}
