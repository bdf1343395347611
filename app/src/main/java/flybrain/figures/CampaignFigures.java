package flybrain.figures;

import flybrain.campaign.Axis;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Criteria;
import flybrain.campaign.Step;
import flybrain.connectome.AnnotatedNeurons;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The pictures of a step of a campaign: curves of a sweep, bars and effects of a screen and of
/// other connectomes, a heat map of a grid; for the campaign of the paper, the paper's figures.
public final class CampaignFigures {
  /// Experiments in a picture with a row for each.
  static final int MOST_ROWS = 200;

  private CampaignFigures() {}

  /// The pictures of a step; none if no experiment of it has ended.
  ///
  /// @param criteria of the answers
  /// @param known types and sides of neurons, shown beside ids
  public static List<CaptionedFigure> of(
      Step step, CampaignResults results, Criteria criteria, AnnotatedNeurons known)
      throws IOException {
    DrawnStep drawn = DrawnStep.of(step, results, criteria, known);
    List<CaptionedFigure> figures = new ArrayList<>(PaperFigures.of(drawn));
    if (!figures.isEmpty()) {
      return figures;
    }
    if (drawn.arms().isEmpty()) {
      return figures;
    }
    boolean isScreen = step.drives() || step.silences();
    boolean isGrid = isGrid(step);
    boolean isSweep = !isGrid && !isScreen;
    if (isSweep && !(step.axes().getFirst() instanceof Axis.Connectomes)) {
      if (drawn.arms().size() > 1) {
        figures.add(DoseCurves.figure(drawn));
      }
    } else {
      List<String> readOuts = drawn.readOuts().isEmpty() ? List.of("") : drawn.readOuts();
      for (String readOut : readOuts) {
        figures.add(isGrid ? GridMap.figure(drawn, readOut) : ScreenBars.figure(drawn, readOut));
        if ((isScreen || isSweep) && !drawn.answers(readOut).isEmpty()) {
          figures.add(EffectPlot.figure(drawn, readOut));
        }
      }
    }
    if (isSweep) {
      NeuronMap.figure(drawn).ifPresent(figures::add);
    }
    figures.addAll(WiringStrips.figures(drawn));
    return figures;
  }

  /// A screen at a single rate is not a grid, though its step has two axes.
  private static boolean isGrid(Step step) {
    boolean isOfPairs =
        step.axes().stream()
            .anyMatch(axis -> axis instanceof Axis.SilenceEach(var _, boolean pairs) && pairs);
    boolean isScreen = step.drives() || step.silences();
    long axes = step.axes().stream().filter(axis -> !isScreen || axis.varies()).count();
    return isOfPairs || axes > 1;
  }
}
