package flybrain.figures;

import flybrain.campaign.Axis;
import flybrain.campaign.Recorded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The rate of a read-out in a step that varies two things, or silences pairs, as a heat map.
final class GridMap {
  private static final int CELL = 44;
  private static final int ROW = 20;
  private static final int FRAME = 150;
  private static final int LABELS = 230;
  private static final int NARROWEST = 560;

  private final DrawnStep drawn;
  private final String readOut;

  /// @param readOut its name, empty for the spikes of all neurons
  private GridMap(DrawnStep drawn, String readOut) {
    this.drawn = drawn;
    this.readOut = readOut;
  }

  static CaptionedFigure figure(DrawnStep drawn, String readOut) {
    GridMap map = new GridMap(drawn, readOut);
    Axis first = drawn.step().axes().getFirst();
    return drawn.step().axes().size() == 1 ? map.pairs(first) : map.grid();
  }

  /// Silenced pairs, both ways round.
  private CaptionedFigure pairs(Axis axis) {
    Map<String, Integer> places = new LinkedHashMap<>();
    drawn.arms().stream()
        .flatMap(arm -> ArmLabels.pair(arm).stream())
        .forEach(neuron -> places.putIfAbsent(neuron, places.size()));
    double[][] values = empty(places.size(), places.size());
    for (Recorded arm : drawn.arms()) {
      List<Integer> pair =
          ArmLabels.pair(arm).stream().map(places::get).filter(Objects::nonNull).toList();
      values[pair.getFirst()][pair.getLast()] = value(arm);
      values[pair.getLast()][pair.getFirst()] = value(arm);
    }
    List<String> names = places.keySet().stream().map(drawn.labels()::neuron).toList();
    return figure(names, names, ArmLabels.title(axis), ArmLabels.title(axis), values);
  }

  /// Numbers to the right and neurons down, whose names are longer.
  private CaptionedFigure grid() {
    Axis across = drawn.step().axes().get(0);
    Axis down = drawn.step().axes().get(1);
    if (isOfNeurons(across) && !isOfNeurons(down)) {
      Axis other = across;
      across = down;
      down = other;
    }
    Map<String, Integer> columns = places(across);
    Map<String, Integer> rows = places(down);
    double[][] values = empty(rows.size(), columns.size());
    for (Recorded arm : drawn.arms()) {
      int row = Objects.requireNonNull(rows.get(drawn.labels().along(down, arm)));
      int column = Objects.requireNonNull(columns.get(drawn.labels().along(across, arm)));
      values[row][column] = value(arm);
    }
    return figure(
        names(columns), names(rows), ArmLabels.title(across), ArmLabels.title(down), values);
  }

  /// Without the unit, which the axis has.
  private static List<String> names(Map<String, Integer> places) {
    return places.keySet().stream().map(name -> name.replaceFirst(" Hz$", "")).toList();
  }

  private static boolean isOfNeurons(Axis axis) {
    return axis.drives() || axis.silences();
  }

  /// Places of the values of an axis: numbers ascend, neurons keep their order.
  private Map<String, Integer> places(Axis axis) {
    List<Recorded> arms = new ArrayList<>(drawn.arms());
    if (!isOfNeurons(axis)) {
      arms.sort(Comparator.comparingDouble(arm -> ArmLabels.number(axis, arm)));
    }
    Map<String, Integer> places = new LinkedHashMap<>();
    arms.forEach(arm -> places.putIfAbsent(drawn.labels().along(axis, arm), places.size()));
    return places;
  }

  private double value(Recorded arm) {
    return arm.ranAway() ? Double.NaN : readOut.isEmpty() ? arm.spikes() : arm.rateOf(readOut);
  }

  private static double[][] empty(int rows, int columns) {
    double[][] values = new double[rows][columns];
    for (double[] row : values) {
      Arrays.fill(row, Double.NaN);
    }
    return values;
  }

  private CaptionedFigure figure(
      List<String> columns,
      List<String> rows,
      String columnTitle,
      String rowTitle,
      double[][] values) {
    String what = readOut.isEmpty() ? "spikes of all neurons" : "rate of " + readOut;
    String unit = readOut.isEmpty() ? "spikes a trial" : "rate (Hz)";
    return figure(
        drawn,
        readOut.isEmpty() ? drawn.fileName() : drawn.fileName(readOut),
        what,
        caption(what),
        new HeatMap("", columns, rows, columnTitle, rowTitle, scale(values), GridMap::text),
        values,
        unit);
  }

  private String caption(String what) {
    boolean runaway = drawn.arms().stream().anyMatch(Recorded::ranAway);
    return "Mean %s over trials, by what differs%s."
        .formatted(what, runaway ? "; white where activity runs away" : "");
  }

  /// A picture that is large enough for its rows and columns.
  static CaptionedFigure figure(
      DrawnStep drawn,
      String name,
      String what,
      String caption,
      HeatMap map,
      double[][] values,
      String unit) {
    boolean tall = map.columns().stream().anyMatch(column -> column.length() > 8);
    Picture picture =
        Picture.of(
            drawn.title(what),
            drawn.subtitle(),
            Math.max(NARROWEST, LABELS + CELL * map.columns().size()),
            FRAME + (tall ? LABELS : 0) + ROW * Math.max(6, map.rows().size()),
            map.withScale(values, unit));
    return new CaptionedFigure(name, caption, picture);
  }

  /// From 0 to the highest number, 1 if all are 0.
  static ColorScale scale(double[][] values) {
    double highest =
        Arrays.stream(values)
            .flatMapToDouble(Arrays::stream)
            .filter(Double::isFinite)
            .max()
            .orElse(0);
    return new ColorScale.Even(highest > 0 ? highest : 1);
  }

  /// A number in a cell: whole from 100 on.
  static String text(double value) {
    return Double.isNaN(value)
        ? ""
        : String.format(Locale.ROOT, Math.abs(value) < 99.95 ? "%.1f" : "%.0f", value);
  }
}
