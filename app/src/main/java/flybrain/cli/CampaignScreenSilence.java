package flybrain.cli;

import flybrain.campaign.CampaignSource;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `flybrain campaign screen-silence`: which neurons a response needs.
@Command(
    name = "screen-silence",
    description =
        "Silences neurons one at a time and says which of them the read-out's response needs: by"
            + " default the 50 neurons that the experiment makes most active.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain campaign screen-silence sugar --rate 100 --most-active 20 --read-out MN9_left",
      "  flybrain campaign screen-silence sugar --neurons 'type:/MN.*/' --rates 50,100,150",
      "  flybrain campaign screen-silence sugar --most-active 10 --pairs --n-run 20 --dry-run",
    })
final class CampaignScreenSilence extends CampaignDesign {
  @ArgGroup(exclusive = true)
  private ScreenedNeurons screened = new ScreenedNeurons();

  @Option(names = "--pairs", description = "Silence each pair of the neurons.")
  private boolean pairs;

  @Option(
      names = "--with-driven",
      description = "Neurons that the experiment drives count among the most active.")
  private boolean driven;

  @Option(
      names = "--rates",
      paramLabel = "HZ,...",
      description =
          "Rates of the drive at which to screen, or a sweep FROM..TO/STEP (default: the"
              + " experiment's). The most active neurons are those at the highest.")
  private @Nullable String rates;

  CampaignScreenSilence() {
    super("screen-silence");
  }

  @Override
  void addSteps(CampaignSource source, Recipe base) {
    requireDrive(base);
    List<Double> all = rates(rates, base);
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("rates", CampaignSource.numbers(all));
    String key = pairs ? "silence_pairs" : "silence_each";
    if (screened.neurons() == null) {
      addActivity(source, Collections.max(all));
      keys.put(
          key, CampaignSource.mostActive(screened.mostActive(pairs ? 2 : 1), "activity", driven));
    } else {
      keys.put(key, neurons(screened.neurons()));
    }
    source.step("silence", keys);
  }

  @Override
  List<Path> files() {
    return NeuronReference.files(screened.neurons());
  }
}
