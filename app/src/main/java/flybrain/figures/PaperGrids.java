package flybrain.figures;

import flybrain.Decimal;
import flybrain.campaign.Recorded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/// The figures of the paper by cell type and rate, and by the rates of two drives.
final class PaperGrids {
  private static final int CELL = 44;
  private static final int ROW = 14;
  private static final int TALL = 26;
  private static final int FRAME = 170;
  private static final int LABELS = 130;
  private static final int SCALE = 110;
  private static final int SPACE = 40;

  private PaperGrids() {}

  static CaptionedFigure figure(PaperFigure.Types figure, DrawnStep drawn) {
    String what = "cell types driven alone";
    List<String> fire =
        figure.readOuts().stream()
            .filter(readOut -> PaperFigures.fires(readOut, drawn.arms()))
            .toList();
    if (fire.isEmpty()) {
      return PaperFigures.nothing(
          figure, drawn, what, PaperFigures.silent(drawn, figure.readOuts(), drawn.arms()));
    }
    Map<String, List<Recorded>> byType = new LinkedHashMap<>();
    drawn
        .arms()
        .forEach(arm -> byType.computeIfAbsent(arm.driven(), _ -> new ArrayList<>()).add(arm));
    List<List<Recorded>> types =
        byType.values().stream()
            .filter(arms -> highest(arms, fire) > 0)
            .sorted(Comparator.comparingDouble(arms -> -highest(arms, fire)))
            .toList();
    String silent = String.join(", ", minus(figure.readOuts(), fire));
    String note =
        "%,d of %,d types".formatted(types.size(), byType.size())
            + (silent.isEmpty() ? "" : "  ·  %s never fires".formatted(silent));
    return PaperFigures.captioned(
        figure,
        "Mean rates of %s over trials with each cell type driven alone: the %,d of %,d types that make a read-out fire."
            .formatted(String.join(" and ", fire), types.size(), byType.size()),
        sideBySide(
            PaperFigures.title(figure, what), drawn.subtitle() + "  ·  " + note, fire, types));
  }

  private static List<String> minus(List<String> all, List<String> some) {
    return all.stream().filter(each -> !some.contains(each)).toList();
  }

  private static double highest(List<Recorded> arms, List<String> readOuts) {
    return arms.stream()
        .filter(arm -> !arm.ranAway())
        .flatMapToDouble(arm -> readOuts.stream().mapToDouble(arm::rateOf))
        .filter(Double::isFinite)
        .max()
        .orElse(0);
  }

  /// A map for each read-out, with names on the left and the scale on the right.
  private static Picture sideBySide(
      String title, String subtitle, List<String> readOuts, List<List<Recorded>> types) {
    double[] rates = rates(types.stream().flatMap(List::stream).mapToDouble(Recorded::rate));
    List<String> names = types.stream().map(arms -> arms.getFirst().driven()).toList();
    List<double[][]> values =
        readOuts.stream().map(readOut -> values(types, rates, readOut)).toList();
    ColorScale scale =
        GridMap.scale(values.stream().flatMap(Arrays::stream).toArray(double[][]::new));
    int map = CELL * rates.length;
    int width = LABELS + readOuts.size() * (map + SPACE) + SCALE;
    List<Picture.Panel> panels = new ArrayList<>();
    double left = 0;
    for (int k = 0; k < readOuts.size(); k++) {
      boolean last = k == readOuts.size() - 1;
      HeatMap heat =
          new HeatMap(
              readOuts.get(k),
              Arrays.stream(rates).mapToObj(Decimal::text).toList(),
              k == 0 ? names : names.stream().map(_ -> "").toList(),
              "rate of the drive (Hz)",
              "",
              scale,
              GridMap::text);
      double own = (map + SPACE + (k == 0 ? LABELS : 0) + (last ? SCALE : 0)) / (double) width;
      panels.add(
          new Picture.Panel(
              last ? heat.withScale(values.get(k), "rate (Hz)") : heat.chart(values.get(k)),
              left,
              0,
              own,
              1));
      left += own;
    }
    return new Picture(title, subtitle, width, FRAME + ROW * Math.max(6, types.size()), panels);
  }

  private static double[] rates(DoubleStream of) {
    return of.distinct().sorted().toArray();
  }

  private static double[][] values(List<List<Recorded>> types, double[] rates, String readOut) {
    double[][] values = new double[types.size()][rates.length];
    for (int row = 0; row < values.length; row++) {
      Arrays.fill(values[row], Double.NaN);
      for (Recorded arm : types.get(row)) {
        values[row][Arrays.binarySearch(rates, arm.rate())] =
            arm.ranAway() ? Double.NaN : arm.rateOf(readOut);
      }
    }
    return values;
  }

  static CaptionedFigure figure(PaperFigure.TwoRates figure, DrawnStep drawn) {
    String what =
        "%s with %s and %s driven"
            .formatted(figure.readOut(), figure.first().words(), figure.second().words());
    if (!PaperFigures.fires(figure.readOut(), drawn.arms())) {
      return PaperFigures.nothing(
          figure, drawn, what, PaperFigures.silent(drawn, List.of(figure.readOut()), drawn.arms()));
    }
    double[] across = rates(drawn.arms().stream().mapToDouble(Recorded::rate));
    double[] down = rates(drawn.arms().stream().mapToDouble(Recorded::rate2));
    double[][] values = new double[down.length][across.length];
    for (double[] row : values) {
      Arrays.fill(row, Double.NaN);
    }
    for (Recorded arm : drawn.arms()) {
      // 0 is below, as in the paper.
      int row = down.length - 1 - Arrays.binarySearch(down, arm.rate2());
      values[row][Arrays.binarySearch(across, arm.rate())] =
          arm.ranAway() ? Double.NaN : arm.rateOf(figure.readOut());
    }
    HeatMap map =
        new HeatMap(
            "",
            Arrays.stream(across).mapToObj(Decimal::text).toList(),
            Arrays.stream(down).mapToObj(Decimal::text).toList().reversed(),
            "drive of %s (Hz)".formatted(figure.first().words()),
            "drive of %s (Hz)".formatted(figure.second().words()),
            GridMap.scale(values),
            GridMap::text);
    return PaperFigures.captioned(
        figure,
        "Mean rate of %s over trials, by the rates of both drives.".formatted(figure.readOut()),
        Picture.of(
            PaperFigures.title(figure, what),
            drawn.subtitle(),
            LABELS + SCALE + CELL * across.length,
            FRAME + TALL * down.length,
            map.withScale(values, "rate of %s (Hz)".formatted(figure.readOut()))));
  }
}
