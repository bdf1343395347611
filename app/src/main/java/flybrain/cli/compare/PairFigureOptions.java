package flybrain.cli.compare;

import flybrain.InputException;
import flybrain.cli.options.AnnotationsOption;
import flybrain.compare.ComparedRun;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.RecordedNeurons;
import flybrain.figures.ComparisonFigure;
import flybrain.figures.RunFacts;
import flybrain.figures.RunFigure;
import flybrain.files.Outputs;
import flybrain.pages.HtmlPage;
import flybrain.spikes.FiringRates;
import flybrain.terminal.TerminalProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// The options of a comparison of two files that is drawn.
final class PairFigureOptions {
  @Option(
      names = "--figure",
      paramLabel = "FILE.png|svg",
      description = "Also draw both: rates, largest differences, and spikes of one trial.")
  private @Nullable Path figure;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write the answer and the picture to a self-contained HTML page.")
  private @Nullable Path html;

  @Option(
      names = "--trial",
      paramLabel = "K",
      description = "Trial to show in the picture, counted from 0 (default: 0).")
  private int trial;

  @Option(
      names = "--driven",
      paramLabel = "NEURONS",
      description =
          "Driven neurons, for files that do not record them: ids, named sets, @FILE, types, "
              + "selections.")
  private @Nullable String driven;

  @Option(
      names = "--read-out",
      paramLabel = "NEURONS",
      description = "Neurons to show by name in the picture.")
  private @Nullable String readOut;

  @Mixin private AnnotationsOption annotations = new AnnotationsOption();

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

  /// Adds picture and page, where these are asked for.
  Outputs written(Outputs outputs) {
    return outputs
        .reads("neuron ids", NeuronReference.files(driven, readOut))
        .writes("--figure", figure)
        .writesPage("--html", html);
  }

  boolean isAsked() {
    return figure != null || html != null;
  }

  /// Names of the read-outs of two runs, by FlyWire root id, as in the picture.
  Map<Long, String> names(CommandSpec spec, Path reference, Path candidate) throws IOException {
    return withOptions(spec, ComparedFacts.of(reference, candidate), reference, candidate)
        .readOutLabels();
  }

  /// What is known of the neurons of two runs.
  AnnotatedNeurons neurons(CommandSpec spec, Path reference, Path candidate) throws IOException {
    return annotations.of(
        List.of(ComparedFacts.provenance(reference), ComparedFacts.provenance(candidate)),
        spec.commandLine().getErr());
  }

  /// Draws two runs to a picture and to a page, where these are asked for, and says where they are.
  ///
  /// @param found of the runs, for the page
  void draw(
      CommandSpec spec,
      TerminalProgress progress,
      Path reference,
      FiringRates ratesA,
      Path candidate,
      FiringRates ratesB,
      Consumer<HtmlPage> found)
      throws IOException {
    RunFacts factsA = ComparedFacts.of(reference);
    RunFacts factsB = ComparedFacts.of(candidate);
    boolean named = !factsA.framework().equals(factsB.framework());
    ComparedRun a = new ComparedRun(name(factsA, reference, named), reference, ratesA);
    ComparedRun b = new ComparedRun(name(factsB, candidate, named), candidate, ratesB);
    RunFacts known =
        withOptions(spec, factsA.framework().isEmpty() ? factsB : factsA, reference, candidate);
    ComparisonFigure drawing =
        new ComparisonFigure(known, neurons(spec, reference, candidate), trial, dotsPerInch);
    PrintWriter err = spec.commandLine().getErr();
    progress.stage("drawing %s and %s".formatted(a.name(), b.name()));
    if (figure != null) {
      drawing.draw(a, b, figure);
      progress.print(err, "picture: " + figure);
    }
    if (html != null) {
      ComparisonPage page = new ComparisonPage();
      page.add(a, b, () -> drawing.svg(a, b));
      HtmlPage target = ComparisonPage.of(spec, a.name() + " and " + b.name());
      found.accept(target);
      page.write(target, none -> {}, html);
      progress.print(err, "page: " + html);
    }
  }

  /// Writes what was found of a single run to a page, where one is asked for.
  void write(CommandSpec spec, String title, Consumer<HtmlPage> found) throws IOException {
    if (figure != null) {
      throw new InputException("--figure " + figure + ": draws two files; name a candidate");
    }
    if (html != null) {
      ComparisonPage.write(spec, title, found, html);
    }
  }

  private static String name(RunFacts facts, Path file, boolean byFramework) {
    return byFramework && !facts.framework().isEmpty()
        ? facts.framework()
        : ComparedFacts.stem(file);
  }

  private RunFacts withOptions(CommandSpec spec, RunFacts known, Path reference, Path candidate)
      throws IOException {
    RunFacts facts = known;
    RecordedNeurons neurons =
        annotations.neurons(
            NeuronSets.builtIn(),
            List.of(ComparedFacts.provenance(reference), ComparedFacts.provenance(candidate)),
            spec.commandLine().getErr());
    if (driven != null) {
      facts = facts.withDriven(NeuronReference.parseList(driven), neurons);
    }
    return readOut == null
        ? facts
        : facts.withReadOuts(NeuronReference.parseList(readOut), neurons);
  }
}
