package flybrain.figures;

import flybrain.Decimal;
import flybrain.campaign.Answer;
import flybrain.campaign.Recorded;
import flybrain.campaign.RecordedRates;
import flybrain.campaign.Verdict;
import flybrain.experiment.NeuronSets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The figures of the paper with a row for each neuron and a column for each rate of the drive.
final class PaperNeurons {
  /// More rows are lower than a line of text.
  private static final int MOST_TALL = 50;

  private static final int TALL = 20;
  private static final int LOW = 4;
  private static final int WIDE = 44;
  private static final int NARROW = 30;
  private static final int FRAME = 150;
  private static final int LABELS = 250;
  private static final int NARROWEST = 640;

  /// Height of a line of text.
  private static final int LINE = 12;

  /// Rows that are shown where no neuron is below the threshold.
  private static final int FEWEST = 20;

  private static final int MOST = 300;

  /// The end of the scale of shares; above it are few, of controls that hardly fire.
  private static final double MOST_SHARE = 1.5;

  private final PaperFigure figure;
  private final DrawnStep drawn;
  private final PaperNames names;
  private final List<Recorded> arms;
  private final double[] rates;

  private PaperNeurons(PaperFigure figure, PaperFigure.Population named, DrawnStep drawn) {
    this.figure = figure;
    this.drawn = drawn;
    this.names = PaperNames.of(named, drawn.labels().known());
    this.arms = drawn.arms().stream().sorted(Comparator.comparingDouble(Recorded::rate)).toList();
    this.rates = arms.stream().mapToDouble(Recorded::rate).distinct().toArray();
  }

  /// A neuron and its values by rate.
  private static final class Row {
    private final long id;
    private final double[] values;
    private final boolean[] dots;

    Row(long id, double[] values, boolean[] dots) {
      this.id = id;
      this.values = values;
      this.dots = dots;
    }

    double last() {
      return values[values.length - 1];
    }

    double highest() {
      return Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
    }

    double lowest() {
      return Arrays.stream(values).filter(Double::isFinite).min().orElse(1);
    }

    long dotted() {
      long count = 0;
      for (boolean dot : dots) {
        count += dot ? 1 : 0;
      }
      return count;
    }

    double mean() {
      return Arrays.stream(values).filter(Double::isFinite).average().orElse(1);
    }
  }

  static CaptionedFigure figure(PaperFigure.Responders of, DrawnStep drawn) throws IOException {
    return new PaperNeurons(of, of.driven(), drawn).responders(of);
  }

  static CaptionedFigure figure(PaperFigure.Alone of, DrawnStep drawn) {
    return new PaperNeurons(of, of.named(), drawn).alone(of);
  }

  static CaptionedFigure figure(PaperFigure.Silenced of, DrawnStep drawn) {
    return new PaperNeurons(of, of.driven(), drawn).silenced(of);
  }

  private CaptionedFigure responders(PaperFigure.Responders of) throws IOException {
    String what = "neurons that fire when %s are driven".formatted(of.driven().words());
    RecordedRates fired = RecordedRates.read(drawn.results(), arms);
    List<Row> all = new ArrayList<>();
    for (long id : fired.mostActive(Integer.MAX_VALUE, Set.of())) {
      all.add(new Row(id, fired.of(id), new boolean[rates.length]));
    }
    if (all.isEmpty()) {
      return PaperFigures.nothing(
          figure,
          drawn,
          what,
          arms.isEmpty() && drawn.lacksNeurons()
              ? PaperFigures.NO_NEURONS
              : "No neuron fires in any of these experiments.");
    }
    List<Row> shown =
        all.stream()
            .sorted(
                Comparator.comparingDouble((Row row) -> -row.last())
                    .thenComparingLong(row -> row.id))
            .limit(of.most())
            .toList();
    return map(
        what,
        "%,d of %,d neurons".formatted(shown.size(), all.size()),
        "Mean firing rates over trials of the %,d neurons (of %,d that fire) with the highest rates at %s Hz, driven ones included; named neurons are named."
            .formatted(shown.size(), all.size(), Decimal.text(rates[rates.length - 1])),
        "neurons, by rate at %s Hz".formatted(Decimal.text(rates[rates.length - 1])),
        shown,
        GridMap.scale(shown.stream().map(row -> row.values).toArray(double[][]::new)),
        "rate (Hz)");
  }

  private CaptionedFigure alone(PaperFigure.Alone of) {
    String what = "%s with each neuron driven alone".formatted(of.readOut());
    Map<String, double[]> values = new LinkedHashMap<>();
    for (Recorded arm : arms) {
      values.computeIfAbsent(arm.driven(), _ -> empty())[place(arm)] =
          arm.ranAway() ? Double.NaN : arm.rateOf(of.readOut());
    }
    Set<Long> itself = Set.copyOf(NeuronSets.builtIn().get(of.readOut()).idsOfAllVersions());
    List<Row> rows =
        rows(values, Map.of()).stream()
            .filter(row -> !itself.contains(row.id) && row.highest() > 0)
            .sorted(
                Comparator.comparingDouble((Row row) -> -row.highest())
                    .thenComparingLong(row -> row.id))
            .toList();
    if (rows.isEmpty()) {
      List<Recorded> others =
          arms.stream().filter(arm -> !itself.contains(Long.parseLong(arm.driven()))).toList();
      return PaperFigures.nothing(
          figure, drawn, what, PaperFigures.silent(drawn, List.of(of.readOut()), others));
    }
    return map(
        what,
        "%,d of %,d neurons".formatted(rows.size(), values.size()),
        "Mean rate of %s over trials with each neuron driven alone: the %,d of %,d neurons that make it fire, without itself."
            .formatted(of.readOut(), rows.size(), values.size()),
        "driven alone",
        rows,
        GridMap.scale(rows.stream().map(row -> row.values).toArray(double[][]::new)),
        "rate of %s (Hz)".formatted(of.readOut()));
  }

  private CaptionedFigure silenced(PaperFigure.Silenced of) {
    String what = "%s with each neuron silenced".formatted(of.readOut());
    if (!PaperFigures.fires(of.readOut(), drawn.experiments())) {
      return PaperFigures.nothing(
          figure, drawn, what, PaperFigures.silent(drawn, List.of(of.readOut()), arms));
    }
    Map<String, double[]> values = new LinkedHashMap<>();
    Map<String, boolean[]> necessary = new HashMap<>();
    for (Answer answer : drawn.answers(of.readOut())) {
      Recorded arm = answer.experiment();
      values.computeIfAbsent(arm.silenced(), _ -> empty())[place(arm)] =
          answer.verdict() == Verdict.RUNAWAY ? Double.NaN : answer.share();
      necessary.computeIfAbsent(arm.silenced(), _ -> new boolean[rates.length])[place(arm)] =
          answer.verdict() == Verdict.NECESSARY;
    }
    double threshold = drawn.criteria().threshold();
    List<Row> ranked =
        rows(values, necessary).stream()
            .sorted(
                Comparator.comparingLong((Row row) -> -row.dotted())
                    .thenComparing(row -> row.lowest() > threshold)
                    .thenComparingDouble(Row::mean)
                    .thenComparingLong(row -> row.id))
            .toList();
    int below = (int) ranked.stream().filter(row -> row.lowest() <= threshold).count();
    long found = ranked.stream().filter(row -> row.dotted() > 0).count();
    List<Row> rows = ranked.stream().limit(Math.clamp(below, FEWEST, MOST)).toList();
    return map(
        what,
        "%,d of %,d neurons necessary at some rate".formatted(found, ranked.size()),
        "Mean rate of %s over trials with each neuron silenced, as a share of its rate in the control with the same drive, for %,d of %,d neurons. Red is at most the threshold, %s, which %,d reach at some rate; a dot where the answer is necessary; white is the control's rate, or a control that is silent."
            .formatted(of.readOut(), rows.size(), ranked.size(), Decimal.text(threshold), below),
        "silenced",
        rows,
        new ColorScale.Shares(threshold, MOST_SHARE),
        "share of the control (threshold %s)".formatted(Decimal.text(threshold)));
  }

  private List<Row> rows(Map<String, double[]> values, Map<String, boolean[]> dots) {
    List<Row> rows = new ArrayList<>();
    values.forEach((id, of) ->
        rows.add(
            new Row(Long.parseLong(id), of, dots.getOrDefault(id, new boolean[rates.length]))));
    return rows;
  }

  private double[] empty() {
    double[] values = new double[rates.length];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  private int place(Recorded arm) {
    return Arrays.binarySearch(rates, arm.rate());
  }

  /// @param note added to the subtitle
  private CaptionedFigure map(
      String what,
      String note,
      String caption,
      String rowTitle,
      List<Row> rows,
      ColorScale scale,
      String unit) {
    boolean tall = rows.size() <= MOST_TALL;
    List<String> labels =
        rows.stream().map(row -> tall ? names.label(row.id) : label(row)).toList();
    int named = (int) labels.stream().filter(label -> !label.isEmpty()).count();
    int height = tall ? TALL * Math.max(6, rows.size()) : Math.max(LOW * rows.size(), LINE * named);
    boolean hasNumbers = height >= LINE * rows.size();
    HeatMap map =
        new HeatMap(
            "",
            Arrays.stream(rates).mapToObj(Decimal::text).toList(),
            labels,
            "rate of the drive (Hz)",
            rowTitle,
            scale,
            scale instanceof ColorScale.Shares ? PaperNeurons::share : GridMap::text);
    double[][] values = rows.stream().map(row -> row.values).toArray(double[][]::new);
    boolean[][] dots = rows.stream().map(row -> row.dots).toArray(boolean[][]::new);
    Picture picture =
        Picture.of(
            PaperFigures.title(figure, what),
            drawn.subtitle() + "  ·  " + note,
            Math.max(NARROWEST, LABELS + (hasNumbers ? WIDE : NARROW) * rates.length),
            FRAME + height,
            map.withScale(values, dots, unit));
    return PaperFigures.captioned(figure, caption, picture);
  }

  /// In low rows named neurons have a label, and those with a dot.
  private String label(Row row) {
    return row.dotted() > 0 ? names.label(row.id) : names.name(row.id);
  }

  private static String share(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.2f", value);
  }
}
