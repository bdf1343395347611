package flybrain.cli;

import flybrain.InputException;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Criteria;
import flybrain.campaign.Step;
import flybrain.cli.options.PictureOptions;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.ConnectomeStore;
import flybrain.figures.CampaignFigures;
import flybrain.figures.CaptionedFigure;
import flybrain.figures.FigureNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that draw the steps of a campaign.
final class CampaignFiguresOption {
  @Option(
      names = "--figures",
      paramLabel = "DIR",
      description = "Also draw the steps, one or more pictures each, in this folder.")
  private @Nullable Path folder;

  @Mixin private PictureOptions pictures = new PictureOptions();

  /// Refuses what cannot be drawn before any work for it.
  void check() {
    if (folder != null) {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new InputException(
            "--figures %s: is a file; name a folder for the pictures".formatted(folder));
      }
      CaptionedFigure.check(pictures.file(folder, "picture"), pictures.dotsPerInch());
    }
  }

  /// Draws steps, where pictures are asked for, and says where they are.
  void draw(List<Step> steps, CampaignResults results, Criteria criteria, PrintWriter err)
      throws IOException {
    if (folder == null) {
      return;
    }
    int drawn = 0;
    FigureNames names = new FigureNames();
    AnnotatedNeurons known = known(results);
    for (Step step : steps) {
      for (CaptionedFigure figure : CampaignFigures.of(step, results, criteria, known)) {
        figure.write(pictures.file(folder, names.next(figure)), pictures.dotsPerInch());
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
