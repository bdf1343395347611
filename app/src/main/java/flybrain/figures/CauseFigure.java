package flybrain.figures;

import flybrain.attribution.Causes;
import flybrain.attribution.Course;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntFunction;

/// The picture of what made a neuron spike: how the contributions came up before the spike, and the
/// presynaptic neurons with the largest.
///
/// @param title in a few words
/// @param subtitle where it comes from
/// @param causes the mean over the spikes
/// @param course of the same spikes
/// @param labels of neurons by index
/// @param threshold above rest in mV
/// @param dt duration of a step in ms
public record CauseFigure(
    String title,
    String subtitle,
    Causes causes,
    Course course,
    IntFunction<String> labels,
    double threshold,
    double dt) {
  /// Refuses a file name that is not one of a picture.
  ///
  /// @throws flybrain.InputException if it ends in neither .png nor .svg
  public static void check(Path picture) {
    PictureFile.check(picture);
  }

  /// Draws the picture.
  public void draw(Path picture) throws IOException {
    PictureFile.write(CausePicture.of(this), picture, PictureFile.DOTS_PER_INCH);
  }

  /// The picture as the text of an SVG file.
  public String svg() {
    return PictureFile.svg(CausePicture.of(this));
  }
}
