package flybrain.cli.compare;

import flybrain.agreement.NoiseFloorText;
import flybrain.agreement.RunDescriptions;
import flybrain.compare.CountSample;
import flybrain.compare.NoiseFloor;
import flybrain.compare.NoiseFloors;
import flybrain.compare.RateMetric;
import flybrain.files.Outputs;
import flybrain.pages.HtmlPage;
import flybrain.results.RecordedExperiment;
import flybrain.results.RecordedTrials;
import flybrain.terminal.TerminalProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain compare noise-floor`: how much a run differs from itself by chance.
@Command(
    name = "noise-floor",
    description =
        "Shows how much a reference differs from itself by chance, and whether a candidate "
            + "differs from it by more.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain compare noise-floor brian2.parquet",
      "  flybrain compare noise-floor brian2.parquet mine.parquet",
      "  flybrain compare noise-floor brian2.parquet mine.parquet --csv"
    })
final class CompareNoiseFloor implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "REFERENCE", description = "Spike file of the reference.")
  private Path reference;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "CANDIDATE",
      description = "Spike file of the candidate.")
  private @Nullable Path candidate;

  @Option(
      names = "--reference-rounds",
      paramLabel = "FILE",
      split = ",",
      description = "More rounds of the reference, with different seeds.")
  private List<Path> referenceRounds = List.of();

  @Mixin private SizeOptions size = new SizeOptions();

  @Mixin private PairFigureOptions figure = new PairFigureOptions();

  @Mixin private TableOption table = new TableOption();

  @Option(names = "--csv", description = "Print one row per number as CSV.")
  private boolean csv;

  @Override
  public Integer call() throws IOException {
    figure.check();
    table.check(spec);
    Usage.check(
        spec,
        table.written(
            figure.written(
                new Outputs()
                    .reads("the reference", reference)
                    .reads("the candidate", candidate)
                    .reads("--reference-rounds", referenceRounds))));
    NoiseFloor floor;
    try (TerminalProgress progress = new TerminalProgress()) {
      floor = measure(progress);
    }
    table.write(() -> NoiseFloorText.table(floor));
    PrintWriter out = spec.commandLine().getOut();
    out.print(csv ? NoiseFloorText.table(floor).csv() : text(floor));
    out.flush();
    return 0;
  }

  private NoiseFloor measure(TerminalProgress progress) throws IOException {
    RecordedTrials read = size.reading(spec, progress);
    List<Path> files = new ArrayList<>(List.of(reference));
    files.addAll(referenceRounds);
    CountSample itself = read.read(files);
    CountSample other = candidate == null ? null : read.read(List.of(candidate));
    progress.stage("splitting the trials of " + reference.getFileName());
    NoiseFloor floor =
        NoiseFloors.of(itself, other, List.of(RateMetric.values()), haveSameInput(), progress);
    RecordedTrials again = size.readingAgain(spec, progress);
    if (candidate == null) {
      RunDescriptions runs = new RunDescriptions();
      runs.add("reference", reference);
      figure.write(
          spec,
          "Noise floor of " + reference,
          page -> {
            show(page, floor);
            runs.show(page.section("Runs"));
          });
    } else if (figure.isAsked()) {
      figure.draw(
          spec,
          progress,
          reference,
          again.rates(reference),
          candidate,
          again.rates(candidate),
          page -> show(page, floor));
    }
    return floor;
  }

  /// Trials of other rounds have no partner.
  private boolean haveSameInput() throws IOException {
    return candidate != null
        && referenceRounds.isEmpty()
        && RecordedExperiment.of(reference).sharesInputWith(RecordedExperiment.of(candidate));
  }

  private void show(HtmlPage page, NoiseFloor floor) {
    page.section("Noise floor").paragraphs(words(floor));
    if (floor.splits() > 0) {
      NoiseFloorText.shown(floor).show(page, "");
    }
  }

  private String text(NoiseFloor floor) {
    return floor.splits() == 0
        ? words(floor)
        : words(floor) + "\n" + NoiseFloorText.shown(floor).text();
  }

  private String words(NoiseFloor floor) {
    StringBuilder text = new StringBuilder();
    if (candidate != null) {
      text.append(NoiseFloorText.answer(candidate.toString(), reference.toString(), floor));
    }
    text.append(NoiseFloorText.how(reference.toString(), floor));
    floor.notices().forEach(notice -> text.append("note: ").append(notice).append('\n'));
    return text.toString();
  }
}
