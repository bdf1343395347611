package flybrain.figures;

import flybrain.InputException;
import flybrain.compare.ComparedRun;
import flybrain.connectome.AnnotatedNeurons;
import java.io.IOException;
import java.nio.file.Path;

/// The picture of two runs of the same experiment.
///
/// @param facts of both runs beside their spikes; its name, if any, begins the title
/// @param neurons types and sides, shown beside ids
/// @param trial whose spikes are shown, counted from 0
/// @param dotsPerInch resolution of a PNG file
public record ComparisonFigure(
    RunFacts facts, AnnotatedNeurons neurons, int trial, int dotsPerInch) {
  /// @throws InputException if the trial is below 0 or the resolution not 36 .. 1200
  public ComparisonFigure {
    if (trial < 0) {
      throw new InputException("--trial %d: trials count from 0".formatted(trial));
    }
    PictureFile.checkResolution(dotsPerInch);
  }

  /// Refuses a file name that is not one of a picture.
  ///
  /// @throws InputException if it ends in neither .png nor .svg
  public static void check(Path picture) {
    PictureFile.check(picture);
  }

  /// Draws two runs to a PNG or SVG file.
  ///
  /// @throws InputException if the file is neither, when the runs' trials are not equally long, or
  ///   when one does not have the trial
  public void draw(ComparedRun a, ComparedRun b, Path picture) throws IOException {
    check(picture);
    PictureFile.write(picture(a, b), picture, dotsPerInch);
  }

  /// Draws two runs as the text of an SVG file.
  ///
  /// @throws InputException as for a file
  public String svg(ComparedRun a, ComparedRun b) throws IOException {
    return PictureFile.svg(picture(a, b));
  }

  private Picture picture(ComparedRun a, ComparedRun b) throws IOException {
    if (a.rates().tRun() != b.rates().tRun()) {
      throw new InputException(
          "trials of %s s and of %s s cannot be compared; use runs with the same t_run"
              .formatted(a.rates().tRun(), b.rates().tRun()));
    }
    RunFacts known =
        facts
            .withDuration(a.rates().tRun())
            .withOneIdEach(id -> a.rates().indexOf(id) >= 0 || b.rates().indexOf(id) >= 0);
    return ComparisonPicture.of(
        known,
        a,
        b,
        neurons.sourceOfSides(),
        ComparedRates.of(a, b, known, neurons),
        spikes(a, known),
        spikes(b, known));
  }

  private TrialSpikes spikes(ComparedRun run, RunFacts known) throws IOException {
    if (trial >= run.rates().trials()) {
      throw new InputException(
          "trial %d: %s has trials 0 .. %d".formatted(trial, run.file(), run.rates().trials() - 1));
    }
    return TrialSpikes.read(run.file(), known.withTrials(run.rates().trials()), trial);
  }
}
