package flybrain.cli.options;

import flybrain.figures.RunFigure;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// The options that say what the pictures of a folder are like.
public final class PictureOptions {
  /// The form of the pictures.
  enum Format {
    png,
    svg
  }

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

  /// Resolution in dots per inch.
  public int dotsPerInch() {
    return dotsPerInch;
  }

  /// The file of a picture.
  ///
  /// @param name without ending
  public Path file(Path folder, String name) {
    return folder.resolve(name + "." + format);
  }
}
