package flybrain.cli;

import flybrain.InputException;
import flybrain.campaign.CampaignSource;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `flybrain campaign screen-activate`: which neurons evoke a response alone.
@Command(
    name = "screen-activate",
    description =
        "Drives neurons one at a time, in place of the experiment's drive, and says which of them"
            + " evoke the read-out's response alone: by default the 50 neurons that the experiment"
            + " makes most active.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain campaign screen-activate sugar --read-out MN9_left --n-run 20",
      "  flybrain campaign screen-activate sugar --neurons 'type:/DN.*/' --rates 25..200/25",
      "  flybrain campaign screen-activate sugar --each-set LC4,LPLC2,LC6 --read-out DNp01",
    })
final class CampaignScreenActivate extends CampaignDesign {
  @ArgGroup(exclusive = true)
  private ScreenedNeurons screened = new ScreenedNeurons();

  @Option(
      names = "--each-set",
      paramLabel = "NEURONS",
      description = "In place of single neurons, each of these named sets, types or selections.")
  private @Nullable String sets;

  @Option(
      names = "--with-driven",
      description = "Neurons that the experiment drives count among the most active.")
  private boolean driven;

  @Option(
      names = "--rates",
      paramLabel = "HZ,...",
      description =
          "Rates at which neurons are driven, or a sweep FROM..TO/STEP (default: the experiment's).")
  private @Nullable String rates;

  CampaignScreenActivate() {
    super("screen-activate");
  }

  @Override
  void addSteps(CampaignSource source, Recipe base) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("rates", CampaignSource.numbers(rates(rates, base)));
    if (sets != null) {
      if (screened.neurons() != null) {
        throw new InputException("--neurons and --each-set both say what is driven; give one");
      }
      keys.put("drive_sets", "[%s]".formatted(listed(sets)));
    } else if (screened.neurons() != null) {
      keys.put("drive_each", neurons(screened.neurons()));
    } else {
      requireDrive(base);
      addActivity(source, base.rate(0));
      keys.put("drive_each", CampaignSource.mostActive(screened.mostActive(1), "activity", driven));
    }
    source.step("activate", keys);
  }

  private static String listed(String typed) {
    return String.join(
        ", ",
        NeuronReference.parseList(typed).stream()
            .map(set -> CampaignSource.neurons(List.of(set)).replaceAll("^\\[|\\]$", ""))
            .toList());
  }

  @Override
  List<Path> files() {
    return NeuronReference.files(screened.neurons(), sets);
  }
}
