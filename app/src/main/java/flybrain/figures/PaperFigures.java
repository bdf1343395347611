package flybrain.figures;

import flybrain.Counted;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Recorded;
import flybrain.paper.PaperTables;
import java.awt.Font;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.plot.XYPlot;

/// The figures of Shiu et al. 2024 from the campaign `paper`, as the paper shows its data.
final class PaperFigures {
  private static final int WIDTH = 760;
  private static final int LOW = 150;

  /// Why a figure is empty if the connectome lacks a set of neurons.
  static final String NO_NEURONS =
      "No experiment was run: the connectome lacks neurons that are driven or silenced.";

  private PaperFigures() {}

  /// The figures that are drawn with a step; none if it is not a step of the paper or did not
  /// begin.
  static List<CaptionedFigure> of(DrawnStep drawn) throws IOException {
    List<CaptionedFigure> figures = new ArrayList<>();
    boolean hasBegun = !drawn.arms().isEmpty() || drawn.results().finished();
    if (hasBegun && isPaper(drawn.results())) {
      for (PaperFigure figure : PaperFigure.all()) {
        if (figure.step().equals(drawn.step().name())) {
          figures.add(of(figure, drawn));
        }
      }
    }
    return figures;
  }

  private static boolean isPaper(CampaignResults results) throws IOException {
    // Other campaigns need not be read again.
    return results.provenance().fact("flybrain.campaign").startsWith("paper")
        && PaperTables.isPaper(results.campaign());
  }

  private static CaptionedFigure of(PaperFigure figure, DrawnStep drawn) throws IOException {
    return switch (figure) {
      case PaperFigure.Responders responders -> PaperNeurons.figure(responders, drawn);
      case PaperFigure.Alone alone -> PaperNeurons.figure(alone, drawn);
      case PaperFigure.Silenced silenced -> PaperNeurons.figure(silenced, drawn);
      case PaperFigure.Types types -> PaperGrids.figure(types, drawn);
      case PaperFigure.TwoRates rates -> PaperGrids.figure(rates, drawn);
      case PaperFigure.Doses doses -> PaperDoses.figure(doses, drawn);
    };
  }

  /// @param caption how it is to be read
  static CaptionedFigure captioned(PaperFigure figure, String caption, Picture picture) {
    return new CaptionedFigure(
        "figure_" + figure.figure().toLowerCase(Locale.ROOT), caption, picture);
  }

  static String title(PaperFigure figure, String what) {
    return "Figure %s: %s".formatted(figure.figure(), what);
  }

  /// A picture that says why there is nothing to draw.
  static CaptionedFigure nothing(PaperFigure figure, DrawnStep drawn, String what, String why) {
    XYPlot plot = ChartStyle.plot(ChartStyle.numberAxis(""), ChartStyle.numberAxis(""));
    plot.getDomainAxis().setVisible(false);
    plot.getRangeAxis().setVisible(false);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    plot.setNoDataMessage(why);
    plot.setNoDataMessageFont(ChartStyle.TEXT.deriveFont(Font.PLAIN, 13));
    return captioned(
        figure,
        why,
        Picture.of(
            title(figure, what), drawn.subtitle(), WIDTH, LOW, ChartStyle.chart("", plot, false)));
  }

  /// Why read-outs cannot be drawn.
  static String silent(DrawnStep drawn, List<String> readOuts, List<Recorded> experiments) {
    return silent(readOuts, experiments, drawn.lacksNeurons());
  }

  /// Why read-outs cannot be drawn.
  ///
  /// @param experiments that were run
  /// @param lacking whether others were not, for want of neurons
  static String silent(List<String> readOuts, List<Recorded> experiments, boolean lacking) {
    if (experiments.isEmpty()) {
      return lacking
          ? NO_NEURONS
          : "No experiment was run: nothing fired in the step that it takes its neurons from.";
    }
    List<String> present =
        readOuts.stream()
            .filter(readOut ->
                experiments.stream().anyMatch(each -> each.counts().containsKey(readOut)))
            .toList();
    return present.isEmpty()
        ? "The connectome does not have %s.".formatted(String.join(" and ", readOuts))
        : "%s in none of %s on this connectome, so there are no rates to draw."
            .formatted(
                String.join(" and ", present) + (present.size() == 1 ? " fires" : " fire"),
                Counted.of(experiments.size(), "experiment"));
  }

  static boolean fires(String readOut, List<Recorded> experiments) {
    return experiments.stream().anyMatch(each -> each.rateOf(readOut) > 0);
  }
}
