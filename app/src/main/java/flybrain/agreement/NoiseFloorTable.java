package flybrain.agreement;

import flybrain.Counted;
import flybrain.Progress;
import flybrain.PythonNumber;
import flybrain.compare.ComparedRun;
import flybrain.compare.CountSample;
import flybrain.compare.NoiseFloor;
import flybrain.compare.NoiseFloor.Place;
import flybrain.compare.NoiseFloor.Position;
import flybrain.compare.NoiseFloors;
import flybrain.compare.RateMetric;
import flybrain.compare.ReferenceNoise;
import flybrain.compare.SpikeMatches;
import flybrain.compare.TimingNoise;
import flybrain.pages.HtmlPage;
import flybrain.results.RecordedExperiment;
import flybrain.results.RecordedFiles;
import flybrain.results.RunSize;
import flybrain.spikes.FiringRates;
import flybrain.tables.Table;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The noise floors of all comparisons of a command: a table, and the lines printed from it.
public final class NoiseFloorTable {
  /// The numbers that `pairs` and `backend` have of rates.
  public static final List<RateMetric> METRICS =
      List.of(
          RateMetric.SPIKE_COUNT_RATIO,
          RateMetric.ACTIVE_JACCARD,
          RateMetric.ACTIVE_PRECISION,
          RateMetric.ACTIVE_RECALL,
          RateMetric.RATE_PEARSON_SHARED,
          RateMetric.RATE_RMSE_HZ_SHARED,
          RateMetric.RATE_MAE_HZ_SHARED);

  /// Up to this many comparisons all answers are printed, beyond that only answers other than
  /// `within`.
  private static final int FEW = 10;

  private static final List<String> KEYS =
      List.of(
          "run_label",
          "round",
          "reference_framework",
          "comparison_framework",
          "reference_backend",
          "comparison_backend",
          "t_run",
          "n_run");

  /// The parts of a page, in order.
  private static final List<String> SHOWN =
      List.of(
          "reference_framework",
          "comparison_framework",
          "metric",
          "value",
          "itself_low",
          "itself_median",
          "itself_high",
          "p",
          "position",
          "percentile",
          "round",
          "t_run",
          "n_run",
          "reference_trials",
          "compared_trials",
          "splits");

  /// The lines printed for a comparison.
  ///
  /// @param notable whether it is always printed
  private record Answer(String text, boolean notable) {}

  private final Path data;
  private final Progress progress;
  private final List<RateMetric> metrics;
  private final ReferenceNoise noise = new ReferenceNoise();
  private final Table rows =
      new Table(Stream.concat(KEYS.stream(), NoiseFloorText.COLUMNS.stream()).toList());
  private final RunDescriptions runs = new RunDescriptions();
  private final List<Answer> answers = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Map<Position, Integer> counts = new EnumMap<>(Position.class);

  /// @param data folder of results
  public NoiseFloorTable(Path data, List<RateMetric> metrics, Progress progress) {
    this.data = data;
    this.progress = progress;
    this.metrics = metrics;
  }

  /// The rates of a round of a reference, which is read once however often it is compared with.
  public FiringRates ofReference(Path file, RunSize size) throws IOException {
    return noise.rates(file, other -> read(other, size));
  }

  private FiringRates read(Path file, RunSize size) throws IOException {
    progress.reading(file);
    return size.rates(file);
  }

  /// Measures the noise floor of a reference with all its rounds, and places a candidate in it.
  public NoiseFloor add(
      ComparedPair pair, RunSize size, ComparedRun reference, ComparedRun candidate)
      throws IOException {
    runs.add(reference.name(), reference.file());
    runs.add(candidate.name(), candidate.file());
    boolean sameInput =
        RecordedExperiment.of(reference.file())
            .sharesInputWith(RecordedExperiment.of(candidate.file()));
    String key = pair.reference().key();
    List<Path> others =
        RecordedFiles.otherRounds(data, pair.label(), pair.round()).stream()
            .filter(round -> round.has(key, size))
            .map(round -> round.file(key, size))
            .toList();
    List<FiringRates> rounds =
        noise.rounds(reference, others, sameInput, other -> read(other, size));
    progress.stage("splitting the trials of " + pair.reference().framework());
    NoiseFloor floor =
        NoiseFloors.of(
            CountSample.of(rounds),
            CountSample.of(List.of(candidate.rates())),
            metrics,
            sameInput,
            progress);
    for (Place place : floor.places()) {
      rows.add(row(pair, size, floor, place));
    }
    counts.merge(floor.position(), 1, Integer::sum);
    String answer = NoiseFloorText.answer(what(pair, size), pair.reference().framework(), floor);
    boolean plain = floor.position() == Position.WITHIN || floor.position() == Position.UNKNOWN;
    answers.add(new Answer(answer, !plain));
    notes.addAll(floor.notices());
    return floor;
  }

  /// Places the spike times of a candidate among the reference's own trials.
  ///
  /// @param matches of the candidate with the reference
  /// @param tolerance with which they were matched, in ms
  public void addTiming(
      ComparedPair pair,
      RunSize size,
      ComparedRun reference,
      SpikeMatches matches,
      double tolerance)
      throws IOException {
    if (noise.isTimingNew(reference)) {
      progress.stage(
          "matching spike times of %s with itself".formatted(pair.reference().framework()));
    }
    TimingNoise timing = noise.timing(reference, matches, tolerance, progress);
    List<@Nullable Object> row = keys(pair, size);
    row.addAll(NoiseFloorText.cells(timing, size.trials()));
    rows.add(row);
    String answer = NoiseFloorText.answer(what(pair, size), pair.reference().framework(), timing);
    answers.add(new Answer(answer, timing.position() != Position.WITHIN));
  }

  /// How the compared files were made, for JSON.
  public List<Map<String, String>> runs() {
    return runs.objects();
  }

  /// A row for each number of each comparison.
  public Table table() {
    return rows;
  }

  /// Shows on a page where the candidates lie.
  public void showAnswers(HtmlPage page) {
    page.section("Noise floor");
    StringWriter text = new StringWriter();
    print(new PrintWriter(text, true));
    Table lines = new Table("answer");
    // Indented lines are of numbers, which have a table.
    text.toString()
        .lines()
        .filter(line -> !line.startsWith(" "))
        .forEach(line -> lines.add(List.of(line)));
    lines.show(page, "");
  }

  /// Shows on a page by which numbers.
  public void showNumbers(HtmlPage page) {
    page.section("Numbers in the noise floor");
    rows.only(SHOWN)
        .rounded()
        .show(page, "Numbers of the comparisons, and of the reference against itself");
  }

  /// Prints where the candidates lie.
  public void print(PrintWriter out) {
    boolean few = counts.values().stream().mapToInt(Integer::intValue).sum() <= FEW;
    for (Answer answer : answers) {
      if (few || answer.notable()) {
        out.print(answer.text());
      }
    }
    Stream.concat(noise.notes().stream(), notes.stream())
        .forEach(note -> out.println("note: " + note));
    if (!few) {
      int within = count(Position.WITHIN);
      int outside = count(Position.OUTSIDE);
      out.println(
          ("noise floor: %d comparisons within, %d outside (about %.0f expected by chance), %d "
                  + "closer, %d with too few trials to decide")
              .formatted(
                  within,
                  outside,
                  NoiseFloor.ALPHA * (within + outside),
                  count(Position.CLOSER),
                  count(Position.UNKNOWN)));
    }
  }

  private int count(Position position) {
    return counts.getOrDefault(position, 0);
  }

  private String what(ComparedPair pair, RunSize size) {
    return "%s, %s s, %s%s"
        .formatted(
            pair.comparison().framework(),
            PythonNumber.text(size.tRun()),
            Counted.of(size.trials(), "trial"),
            pair.label().isEmpty() ? "" : ", round " + pair.round());
  }

  private List<@Nullable Object> row(
      ComparedPair pair, RunSize size, NoiseFloor floor, Place place) {
    List<@Nullable Object> row = keys(pair, size);
    row.addAll(NoiseFloorText.cells(floor, place));
    return row;
  }

  private List<@Nullable Object> keys(ComparedPair pair, RunSize size) {
    return new ArrayList<>(
        Arrays.asList(
            pair.label(),
            pair.round(),
            pair.reference().framework(),
            pair.comparison().framework(),
            pair.reference().key(),
            pair.comparison().key(),
            size.tRun(),
            size.trials()));
  }
}
