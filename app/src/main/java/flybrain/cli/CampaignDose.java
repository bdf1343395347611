package flybrain.cli;

import flybrain.campaign.CampaignSource;
import flybrain.experiment.Recipe;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `flybrain campaign dose`: an experiment at several rates of its drive.
@Command(
    name = "dose",
    description =
        "Runs an experiment at several rates of its drive and compares each with the experiment at"
            + " its own rate.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain campaign dose sugar",
      "  flybrain campaign dose sugar --rates 10..200/10 --read-out MN9_left --n-run 30",
      "  flybrain campaign dose --excite 'type:LC4' --rates 25,50,100 --read-out DNp01",
    })
final class CampaignDose extends CampaignDesign {
  @Option(
      names = "--rates",
      paramLabel = "HZ,...",
      description = "Rates in Hz, or a sweep FROM..TO/STEP (default: 20..200/20).")
  private String rates = "20..200/20";

  CampaignDose() {
    super("dose");
  }

  @Override
  void addSteps(CampaignSource source, Recipe base) {
    requireDrive(base);
    source.step(
        "dose", Map.of("rates", CampaignSource.numbers(NumberList.parse("--rates", rates))));
  }
}
