package flybrain.figures;

import flybrain.campaign.Axis;
import flybrain.campaign.Recorded;
import flybrain.campaign.RecordedRates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rates of the most active neurons in a sweep, as a heat map: a row for each neuron, a column
/// for each rate or parameter.
final class NeuronMap {
  private static final int NEURONS = 40;
  private static final int MOST_COLUMNS = 60;

  private NeuronMap() {}

  /// Empty where no undriven neuron fires, or there are too many experiments for a map.
  static Optional<CaptionedFigure> figure(DrawnStep drawn) throws IOException {
    Axis axis = drawn.step().axes().getFirst();
    List<Recorded> arms =
        drawn.arms().stream()
            .filter(arm -> !arm.ranAway())
            .sorted(Comparator.comparingDouble(arm -> ArmLabels.number(axis, arm)))
            .toList();
    if (arms.isEmpty() || arms.size() > MOST_COLUMNS) {
      return Optional.empty();
    }
    RecordedRates rates = RecordedRates.read(drawn.results(), arms);
    List<Long> neurons = rates.mostActive(NEURONS, drawn.facts().driven());
    if (neurons.isEmpty()) {
      return Optional.empty();
    }
    double[][] values = new double[neurons.size()][];
    for (int row = 0; row < values.length; row++) {
      values[row] = rates.of(neurons.get(row));
    }
    Map<Long, String> readOuts = drawn.facts().readOutLabels();
    List<String> names = new ArrayList<>();
    for (long id : neurons) {
      String readOut = readOuts.getOrDefault(id, "");
      boolean isNamed = !readOut.isEmpty() && !readOut.equals(Long.toString(id));
      names.add(isNamed ? readOut : drawn.labels().known().label(id));
    }
    if (arms.size() == 1) {
      return Optional.of(bars(drawn, names, values));
    }
    HeatMap map =
        new HeatMap(
            "",
            arms.stream().map(arm -> drawn.labels().along(axis, arm).replace(" Hz", "")).toList(),
            names,
            ArmLabels.title(axis),
            "",
            GridMap.scale(values),
            GridMap::text);
    return Optional.of(
        GridMap.figure(
            drawn,
            drawn.fileName("neurons"),
            "most active neurons",
            "Firing rates of the %d neurons with the highest rate in any of these experiments, without driven neurons; mean over trials."
                .formatted(neurons.size()),
            map,
            values,
            "rate (Hz)"));
  }

  /// Of a single experiment.
  private static CaptionedFigure bars(DrawnStep drawn, List<String> names, double[][] values) {
    List<RowChart.Row> rows = new ArrayList<>();
    for (int k = 0; k < values.length; k++) {
      rows.add(
          new RowChart.Row(
              names.get(k), values[k][0], Double.NaN, Double.NaN, 0, OkabeIto.BLUE, true, ""));
    }
    RowChart chart = RowChart.bars(rows, List.of());
    return new CaptionedFigure(
        drawn.fileName("neurons"),
        "Firing rates of the %d neurons with the highest rates, without driven neurons; mean over trials."
            .formatted(rows.size()),
        chart.picture(
            drawn.title("most active neurons"),
            drawn.subtitle(),
            chart.chart("rate (Hz)", List.of())));
  }
}
