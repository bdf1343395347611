package flybrain.figures;

import flybrain.compare.ComparedRun;
import flybrain.compare.Margins;
import flybrain.figures.ComparedRates.Neuron;
import flybrain.figures.RunActivity.Group;
import java.awt.Color;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.LegendItemCollection;
import org.jfree.chart.plot.XYPlot;

/// Lays out the picture of two runs: rates of one against the other, the neurons that differ most,
/// and the spikes of one trial of both.
final class ComparisonPicture {
  /// Of what a neuron is in the experiment.
  static final Map<Group, Color> COLORS =
      Map.of(
          Group.DRIVEN, OkabeIto.GREEN,
          Group.OTHER, OkabeIto.BLUE,
          Group.READ_OUT, OkabeIto.VERMILION);

  private static final int WIDTH = 900;
  private static final int HEIGHT = 900;

  /// Of the upper charts, as a fraction of the height.
  private static final double UPPER = 0.47;

  /// Of the parity chart, as a fraction of the width.
  private static final double PARITY = 0.45;

  /// Neurons with a bar and a number.
  private static final int SHOWN = 20;

  private ComparisonPicture() {}

  /// @param facts of both runs; its name is the picture's
  /// @param sides the file that the sides in labels are from, if there are any
  static Picture of(
      RunFacts facts,
      ComparedRun a,
      ComparedRun b,
      Optional<String> sides,
      ComparedRates rates,
      TrialSpikes trialA,
      TrialSpikes trialB) {
    List<Neuron> shown = rates.mostDifferent(SHOWN);
    return new Picture(
        (facts.name().isEmpty() ? "" : facts.name() + ": ") + a.name() + " and " + b.name(),
        subtitle(facts, a, b, sides),
        WIDTH,
        HEIGHT,
        List.of(
            new Picture.Panel(parity(facts, a, b, rates, shown), 0, 0, PARITY, UPPER),
            new Picture.Panel(DifferenceBars.chart(rates, shown), PARITY, 0, 1 - PARITY, UPPER),
            new Picture.Panel(
                RasterPair.chart(a, b, rates, trialA, trialB), 0, UPPER, 1, 1 - UPPER)));
  }

  private static String subtitle(
      RunFacts facts, ComparedRun a, ComparedRun b, Optional<String> sides) {
    List<String> parts = new ArrayList<>();
    if (!facts.connectome().isEmpty()) {
      parts.add(RunPicture.connectome(facts));
    }
    int trials = a.rates().trials();
    parts.add(
        trials == b.rates().trials()
            ? RunPicture.trials(trials, facts.duration())
            : "%d and %s"
                .formatted(trials, RunPicture.trials(b.rates().trials(), facts.duration())));
    double ratio = b.spikesPerTrial() / a.spikesPerTrial();
    parts.add(
        String.format(
            Locale.ROOT,
            "%,.1f and %,.1f spikes a trial%s",
            a.spikesPerTrial(),
            b.spikesPerTrial(),
            Double.isFinite(ratio)
                ? String.format(Locale.ROOT, " (%+.2f %%)", 100 * (ratio - 1))
                : ""));
    sides.ifPresent(source -> parts.add("sides as in " + source));
    return String.join("  ·  ", parts);
  }

  private static JFreeChart parity(
      RunFacts facts, ComparedRun a, ComparedRun b, ComparedRates rates, List<Neuron> shown) {
    RateAxis x = new RateAxis(a.name() + ", rate (Hz)", rates.lowest(), rates.highest());
    RateAxis y = new RateAxis(b.name() + ", rate (Hz)", rates.lowest(), rates.highest());
    Map<Long, String> labels = new HashMap<>(facts.readOutLabels());
    for (int k = 0; k < shown.size(); k++) {
      if (shown.get(k).isOutside()) {
        labels.putIfAbsent(shown.get(k).flywireId(), Integer.toString(k + 1));
      }
    }
    XYPlot plot = ChartStyle.plot(x, y);
    plot.addAnnotation(new ParityLayer(rates, x, labels));
    plot.setFixedLegendItems(legend(facts, rates));
    return ChartStyle.chart(
        String.format(
            Locale.ROOT,
            "%,d of %,d neurons differ by more than ±%.0f %% or ±%.0f Hz",
            rates.outside(),
            rates.neurons().size(),
            100 * Margins.DEFAULT.neuron(),
            Margins.DEFAULT.neuronHz()),
        plot,
        true);
  }

  private static LegendItemCollection legend(RunFacts facts, ComparedRates rates) {
    LegendItemCollection items = new LegendItemCollection();
    String others = facts.driven().isEmpty() ? "neurons" : "others";
    Map<Group, String> names =
        Map.of(Group.READ_OUT, "read-outs", Group.OTHER, others, Group.DRIVEN, "driven");
    for (Group group : List.of(Group.READ_OUT, Group.OTHER, Group.DRIVEN)) {
      long count = rates.neurons().stream().filter(neuron -> neuron.group() == group).count();
      if (count > 0) {
        LegendItem item =
            Legends.square(
                names.getOrDefault(group, ""), count, COLORS.getOrDefault(group, Color.BLACK));
        items.add(item);
      }
    }
    return items;
  }
}
