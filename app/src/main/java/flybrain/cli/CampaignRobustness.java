package flybrain.cli;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.campaign.CampaignSource;
import flybrain.experiment.Recipe;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `flybrain campaign robustness`: whether a response depends on numbers nobody has measured.
@Command(
    name = "robustness",
    description =
        "Changes the weight of a synapse, the height of the threshold above rest and the strength of"
            + " inhibition by some per cent, one at a time, then the wiring at random, and says"
            + " whether the read-out's response remains.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain campaign robustness sugar --read-out MN9_left",
      "  flybrain campaign robustness sugar --percent 10,20,50 --read-out MN9_left --n-run 20",
    })
final class CampaignRobustness extends CampaignDesign {
  private static final int MOST_SHUFFLES = 1000;

  @Option(
      names = "--percent",
      paramLabel = "P,...",
      description = "Changes in per cent, each up and down (default: 15,30).")
  private String percent = "15,30";

  @Option(
      names = "--shuffles",
      paramLabel = "N",
      description =
          "Brains with random partners, and brains with shuffled signs, to run it on too (default:"
              + " 2 of each).")
  private int shuffles = 2;

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
    source.step(
        "inhibition",
        Map.of(
            "inhibition_times",
            CampaignSource.numbers(factors.stream().map(BigDecimal::doubleValue).toList())));
    if (shuffles < 0 || shuffles > MOST_SHUFFLES) {
      throw new InputException("--shuffles %d: must be 0 to %d".formatted(shuffles, MOST_SHUFFLES));
    }
    if (shuffles > 0) {
      addShuffles(source, "rewired");
      addShuffles(source, "shuffled-signs");
    }
  }

  private void addShuffles(CampaignSource source, String change) {
    source.step(
        change,
        Map.of(
            "connectomes",
            IntStream.rangeClosed(1, shuffles)
                .mapToObj(seed -> "\"%s-%d\"".formatted(change, seed))
                .collect(Collectors.joining(", ", "[", "]"))));
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
      if (!(change > 0 && change < 100 && change == Math.rint(change))) {
        throw new InputException(
            "--percent %s: must be a whole number above 0 and below 100"
                .formatted(Decimal.text(change)));
      }
      BigDecimal share = BigDecimal.valueOf(change).movePointLeft(2);
      factors.add(BigDecimal.ONE.subtract(share));
      factors.add(BigDecimal.ONE.add(share));
    }
    return factors.stream().sorted().toList();
  }
}
