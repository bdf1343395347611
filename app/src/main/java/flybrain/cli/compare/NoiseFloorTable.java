package flybrain.cli.compare;

import flybrain.Counted;
import flybrain.InputException;
import flybrain.PythonNumber;
import flybrain.audit.RecordedExperiment;
import flybrain.compare.CountSample;
import flybrain.compare.NoiseFloor;
import flybrain.compare.NoiseFloor.Place;
import flybrain.compare.NoiseFloor.Position;
import flybrain.compare.NoiseFloors;
import flybrain.compare.RateMetric;
import flybrain.compare.SpikeMatches;
import flybrain.compare.TimingNoise;
import flybrain.figures.ComparedRun;
import flybrain.pages.HtmlPage;
import flybrain.spikes.FiringRates;
import flybrain.tables.Table;
import flybrain.terminal.StageProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The noise floors of all comparisons of a command: a table, and what of it is told.
final class NoiseFloorTable {
  /// The numbers that `pairs` and `backend` have of rates.
  static final List<RateMetric> METRICS =
      List.of(
          RateMetric.SPIKE_COUNT_RATIO,
          RateMetric.ACTIVE_JACCARD,
          RateMetric.ACTIVE_PRECISION,
          RateMetric.ACTIVE_RECALL,
          RateMetric.RATE_PEARSON_SHARED,
          RateMetric.RATE_RMSE_HZ_SHARED,
          RateMetric.RATE_MAE_HZ_SHARED);

  /// Up to this many comparisons all answers are told, of more only those that are not `within`.
  private static final int FEW = 10;

  /// Rounds are added until the reference has this many trials: half of them are enough.
  private static final int ENOUGH_TRIALS = 16;

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

  /// What a page shows, in its order.
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

  /// What is compared.
  ///
  /// @param label of the run, empty for none
  /// @param round counted from 1
  record Pair(String label, int round, BackendName reference, BackendName comparison) {}

  /// What is told of a comparison.
  ///
  /// @param notable whether it is told however many there are
  private record Answer(String text, boolean notable) {}

  private final Path data;
  private final StageProgress progress;
  private final List<RateMetric> metrics;
  private final Map<Path, FiringRates> ofReferences = new HashMap<>();
  private final Map<Path, List<Double>> timing = new HashMap<>();
  private final Table rows =
      new Table(Stream.concat(KEYS.stream(), NoiseFloorText.COLUMNS.stream()).toList());
  private final RunDescriptions runs = new RunDescriptions();
  private final List<Answer> answers = new ArrayList<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private final Map<Position, Integer> counts = new EnumMap<>(Position.class);

  /// @param data folder of results
  NoiseFloorTable(Path data, List<RateMetric> metrics, StageProgress progress) {
    this.data = data;
    this.progress = progress;
    this.metrics = metrics;
  }

  /// The rates of a round of a reference, which is read once however often it is compared with.
  FiringRates ofReference(Path file, RecordedFiles.Size size) throws IOException {
    FiringRates known = ofReferences.get(file);
    if (known == null) {
      known = size.rates(file, progress);
      ofReferences.put(file, known);
    }
    return known;
  }

  /// The noise floor is wider or narrower without a round, but it is one.
  private void addRound(List<FiringRates> rounds, Path file, RecordedFiles.Size size)
      throws IOException {
    try {
      rounds.add(ofReference(file, size));
    } catch (InputException e) {
      notes.add("the noise floor is without a round that cannot be read: " + e.getMessage());
    }
  }

  /// Measures the noise floor of a reference with all its rounds, and places a candidate in it.
  NoiseFloor add(Pair pair, RecordedFiles.Size size, ComparedRun reference, ComparedRun candidate)
      throws IOException {
    List<FiringRates> rounds = new ArrayList<>(List.of(reference.rates()));
    runs.add(reference.name(), reference.file());
    runs.add(candidate.name(), candidate.file());
    boolean sameInput =
        RecordedExperiment.of(reference.file())
            .sharesInputWith(RecordedExperiment.of(candidate.file()));
    // Trials of other rounds have no partner.
    int wanted = sameInput ? 0 : Math.max(2 * size.trials(), ENOUGH_TRIALS);
    for (RecordedFiles round : RecordedFiles.otherRounds(data, pair.label(), pair.round())) {
      if (rounds.size() * size.trials() < wanted && round.has(pair.reference().key(), size)) {
        addRound(rounds, round.file(pair.reference().key(), size), size);
      }
    }
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

  /// Places the spike times of a candidate in those of the reference's own trials.
  ///
  /// @param matches of the candidate with the reference
  /// @param tolerance with which they were matched, in ms
  void addTiming(
      Pair pair,
      RecordedFiles.Size size,
      ComparedRun reference,
      SpikeMatches matches,
      double tolerance)
      throws IOException {
    List<Double> itself = timing.get(reference.file());
    if (itself == null) {
      progress.stage(
          "matching spike times of %s with itself".formatted(pair.reference().framework()));
      itself = TimingNoise.itself(reference.file(), reference.rates(), tolerance, progress);
      timing.put(reference.file(), itself);
    }
    TimingNoise noise = new TimingNoise(itself, matches);
    List<@Nullable Object> row = keys(pair, size);
    row.addAll(NoiseFloorText.cells(noise, size.trials()));
    rows.add(row);
    String answer = NoiseFloorText.answer(what(pair, size), pair.reference().framework(), noise);
    answers.add(new Answer(answer, noise.position() != Position.WITHIN));
  }

  /// What the compared files say of how they were made, for JSON.
  List<Map<String, String>> runs() {
    return runs.objects();
  }

  /// A row for each number of each comparison.
  Table table() {
    return rows;
  }

  /// Shows on a page where the candidates lie.
  void showAnswers(HtmlPage page) {
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
  void showNumbers(HtmlPage page) {
    page.section("Numbers in the noise floor");
    rows.only(SHOWN)
        .rounded()
        .show(page, "Numbers of the comparisons, and what the reference has against itself");
  }

  /// Tells where the candidates lie.
  void print(PrintWriter out) {
    boolean few = counts.values().stream().mapToInt(Integer::intValue).sum() <= FEW;
    for (Answer answer : answers) {
      if (few || answer.notable()) {
        out.print(answer.text());
      }
    }
    notes.forEach(note -> out.println("note: " + note));
    if (!few) {
      int within = count(Position.WITHIN);
      int outside = count(Position.OUTSIDE);
      out.println(
          "noise floor: %d comparisons within, %d outside (of the same model about %.0f would be), %d closer, %d with too few trials to tell"
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

  private String what(Pair pair, RecordedFiles.Size size) {
    return "%s, %s s, %s%s"
        .formatted(
            pair.comparison().framework(),
            PythonNumber.text(size.tRun()),
            Counted.of(size.trials(), "trial"),
            pair.label().isEmpty() ? "" : ", round " + pair.round());
  }

  private List<@Nullable Object> row(
      Pair pair, RecordedFiles.Size size, NoiseFloor floor, Place place) {
    List<@Nullable Object> row = keys(pair, size);
    row.addAll(NoiseFloorText.cells(floor, place));
    return row;
  }

  private List<@Nullable Object> keys(Pair pair, RecordedFiles.Size size) {
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
