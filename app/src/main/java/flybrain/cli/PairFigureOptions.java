package flybrain.cli;

import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSets;
import flybrain.figures.ComparedRun;
import flybrain.figures.ComparisonFigure;
import flybrain.figures.RunFacts;
import flybrain.figures.RunFigure;
import flybrain.spikes.FiringRates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options of a comparison of two files that is drawn.
final class PairFigureOptions {
  @Option(
      names = "--figure",
      paramLabel = "FILE.png|svg",
      description = "Also draw both: rates, what differs most, and spikes of one trial.")
  private @Nullable Path figure;

  @Option(
      names = "--trial",
      paramLabel = "K",
      description = "The trial whose spikes the picture shows, counted from 0 (default: 0).")
  private int trial;

  @Option(
      names = "--driven",
      paramLabel = "NEURONS",
      description =
          "The driven neurons, for files that do not say it: ids, named sets or @FILE, with commas"
              + " between them.")
  private @Nullable String driven;

  @Option(
      names = "--read-out",
      paramLabel = "NEURONS",
      description = "Neurons that the picture shows by name.")
  private @Nullable String readOut;

  @Option(
      names = "--dpi",
      paramLabel = "N",
      description = "Resolution of PNG pictures in dots per inch (default: 144).")
  private int dotsPerInch = RunFigure.DOTS_PER_INCH;

  /// Refuses what cannot be drawn, before anything is computed.
  void check() {
    if (figure != null) {
      ComparisonFigure.check(figure);
    }
  }

  boolean isAsked() {
    return figure != null;
  }

  /// Draws two runs.
  ///
  /// @return the picture's file
  Path draw(Path reference, FiringRates ratesA, Path candidate, FiringRates ratesB)
      throws IOException {
    Path picture = Objects.requireNonNull(figure, "asked for");
    RunFacts a = ComparedFacts.of(reference);
    RunFacts b = ComparedFacts.of(candidate);
    boolean named = !a.framework().equals(b.framework());
    RunFacts known = withOptions(a.framework().isEmpty() ? b : a);
    new ComparisonFigure(known, trial, dotsPerInch)
        .draw(
            new ComparedRun(name(a, reference, named), reference, ratesA),
            new ComparedRun(name(b, candidate, named), candidate, ratesB),
            picture);
    return picture;
  }

  private static String name(RunFacts facts, Path file, boolean byFramework) {
    return byFramework && !facts.framework().isEmpty()
        ? facts.framework()
        : ComparedFacts.stem(file);
  }

  private RunFacts withOptions(RunFacts known) {
    NeuronSets sets = NeuronSets.builtIn();
    RunFacts facts = known;
    if (driven != null) {
      facts = facts.withDriven(NeuronReference.parseList(driven), sets);
    }
    return readOut == null ? facts : facts.withReadOuts(NeuronReference.parseList(readOut), sets);
  }
}
