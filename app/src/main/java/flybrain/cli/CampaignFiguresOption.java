package flybrain.cli;

import flybrain.campaign.CampaignResults;
import flybrain.campaign.Criteria;
import flybrain.campaign.Step;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.ConnectomeStore;
import flybrain.figures.CampaignFigures;
import flybrain.figures.CaptionedFigure;
import flybrain.figures.RunFigure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that draw the steps of a campaign.
final class CampaignFiguresOption {
  /// The form of the pictures.
  enum Format {
    png,
    svg
  }

  @Option(
      names = "--figures",
      paramLabel = "DIR",
      description = "Also draw the steps, one or more pictures each, in this folder.")
  private @Nullable Path folder;

  @Option(
      names = "--figure-format",
      paramLabel = "FORMAT",
      description = "png or svg (default: png).")
  private Format format = Format.png;

  @Option(
      names = "--dpi",
      paramLabel = "N",
      description = "Resolution of PNG pictures in dots per inch (default: 144).")
  private int dotsPerInch = RunFigure.DOTS_PER_INCH;

  /// Refuses what cannot be drawn before any work for it.
  void check() {
    if (folder != null) {
      CaptionedFigure.check(folder.resolve("picture." + format), dotsPerInch);
    }
  }

  /// Draws steps, where pictures are asked for, and says where they are.
  void draw(List<Step> steps, CampaignResults results, Criteria criteria, PrintWriter err)
      throws IOException {
    if (folder == null) {
      return;
    }
    int drawn = 0;
    AnnotatedNeurons known = known(results);
    for (Step step : steps) {
      for (CaptionedFigure figure : CampaignFigures.of(step, results, criteria, known)) {
        figure.write(folder.resolve(figure.name() + "." + format), dotsPerInch);
        drawn++;
      }
    }
    err.println("%s: %s".formatted(drawn == 1 ? "1 picture" : drawn + " pictures", folder));
    err.flush();
  }

  /// What is known of the neurons of the campaign's connectome, if it was opened here.
  static AnnotatedNeurons known(CampaignResults results) {
    return ConnectomeStore.standard()
        .annotations()
        .lastOf(results.provenance().fact("flybrain.connectome.sha256"))
        .orElse(AnnotatedNeurons.NONE);
  }
}
