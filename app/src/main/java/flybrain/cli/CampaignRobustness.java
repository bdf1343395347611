package flybrain.cli;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.campaign.CampaignSource;
import flybrain.experiment.Recipe;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `flybrain campaign robustness`: whether a response depends on numbers nobody has measured.
@Command(
    name = "robustness",
    description =
        "Changes the weight of a synapse and the height of the threshold above rest by some"
            + " per cent, one at a time, and says whether the read-out's response remains.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain campaign robustness sugar --read-out MN9_left",
      "  flybrain campaign robustness sugar --percent 10,20,50 --read-out MN9_left --n-run 20",
    })
final class CampaignRobustness extends CampaignDesign {
  @Option(
      names = "--percent",
      paramLabel = "P,...",
      description = "Changes in per cent, each up and down (default: 15,30).")
  private String percent = "15,30";

  CampaignRobustness() {
    super("robustness");
  }

  @Override
  void addSteps(CampaignSource source, Recipe base) {
    requireDrive(base);
    List<BigDecimal> factors = factors();
    source.step(
        "w_syn",
        Map.of(
            "w_syn_times",
            CampaignSource.numbers(factors.stream().map(BigDecimal::doubleValue).toList())));
    source.step("threshold", Map.of("v_th", CampaignSource.numbers(thresholds(base, factors))));
  }

  private static List<Double> thresholds(Recipe base, List<BigDecimal> factors) {
    BigDecimal rest = BigDecimal.valueOf(base.parameters().v0());
    BigDecimal height = BigDecimal.valueOf(base.parameters().vThreshold()).subtract(rest);
    return factors.stream().map(factor -> rest.add(height.multiply(factor)).doubleValue()).toList();
  }

  /// From the lowest to the highest.
  ///
  /// @throws InputException for a change that would take all away, or none
  private List<BigDecimal> factors() {
    List<BigDecimal> factors = new ArrayList<>();
    for (double change : NumberList.parse("--percent", percent)) {
      if (!(change > 0 && change < 100)) {
        throw new InputException(
            "--percent %s: must be above 0 and below 100".formatted(Decimal.text(change)));
      }
      BigDecimal share = BigDecimal.valueOf(change).movePointLeft(2);
      factors.add(BigDecimal.ONE.subtract(share));
      factors.add(BigDecimal.ONE.add(share));
    }
    return factors.stream().sorted().toList();
  }
}
