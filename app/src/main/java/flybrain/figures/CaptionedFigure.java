package flybrain.figures;

import java.io.IOException;
import java.nio.file.Path;

/// A picture with the name of its file and a sentence on how to read it.
public final class CaptionedFigure {
  private final String name;
  private final String caption;
  private final Picture picture;

  /// @param name of its files, without ending
  /// @param caption how it is to be read, in a sentence
  CaptionedFigure(String name, String caption, Picture picture) {
    this.name = name;
    this.caption = caption;
    this.picture = picture;
  }

  /// Refuses an impossible picture before any work for it.
  ///
  /// @throws flybrain.InputException if the file is neither .png nor .svg, the resolution not 36 ..
  ///   1200 dots per inch, or this machine has no fonts
  public static void check(Path file, int dotsPerInch) {
    PictureFile.checkResolution(dotsPerInch);
    PictureFile.check(file);
  }

  /// Of its files, without ending.
  public String name() {
    return name;
  }

  /// Its content, in a few words.
  public String title() {
    return picture.title();
  }

  /// How it is to be read, in a sentence.
  public String caption() {
    return caption;
  }

  /// The text of its SVG file.
  public String svg() {
    return PictureFile.svg(picture);
  }

  /// Writes it as PNG or SVG, as the file name says.
  ///
  /// @throws flybrain.InputException if it says neither
  public void write(Path file, int dotsPerInch) throws IOException {
    PictureFile.write(picture, file, dotsPerInch);
  }
}
