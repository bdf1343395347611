package flybrain.figures;

import flybrain.InputException;
import flybrain.connectome.AnnotatedNeurons;
import java.io.IOException;
import java.nio.file.Path;

/// The picture of one run, from its spike file to a PNG or SVG file.
///
/// @param trial whose spikes are shown, counted from 0
/// @param dotsPerInch resolution of a PNG file
public record RunFigure(int trial, int dotsPerInch) {
  /// Resolution of a PNG file unless said otherwise.
  public static final int DOTS_PER_INCH = PictureFile.DOTS_PER_INCH;

  /// Refuses a file name that is not one of a picture.
  ///
  /// @throws InputException if it ends in neither .png nor .svg
  public static void check(Path picture) {
    PictureFile.check(picture);
  }

  public RunFigure {
    if (trial < 0) {
      throw new InputException("--trial %d: trials count from 0".formatted(trial));
    }
    PictureFile.checkResolution(dotsPerInch);
  }

  /// Draws the spikes of a file.
  ///
  /// @param facts what is known about the run beside its spikes
  /// @param known types and sides of neurons, shown beside ids
  /// @throws InputException if the spike file cannot be used, or does not have the trial
  public void draw(Path spikes, RunFacts facts, AnnotatedNeurons known, Path picture)
      throws IOException {
    RunActivity activity = RunActivity.read(spikes, facts, known, trial);
    PictureFile.write(RunPicture.of(activity), picture, dotsPerInch);
  }
}
