package flybrain.cli;

import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Criteria;
import flybrain.campaign.Recorded;
import flybrain.campaign.Step;
import flybrain.campaign.WiringComparison;
import flybrain.tables.Table;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Answers beside the same experiments on changed brains, as tables.
final class WiringTable {
  private static final List<String> COLUMNS =
      List.of(
          "step",
          "experiment",
          "driven",
          "silenced",
          "parameters",
          "drive_hz",
          "drive2_hz",
          "read_out",
          "difference_hz",
          "answer",
          "wiring",
          "brains",
          "ran_away",
          "silent",
          "effects",
          "lowest_hz",
          "median_hz",
          "highest_hz",
          "rank");

  private WiringTable() {}

  /// Whether a step was run on changed brains.
  static boolean isFor(Campaign campaign) {
    return campaign.steps().stream().anyMatch(step -> !step.wirings().changes().isEmpty());
  }

  /// All comparisons of steps.
  static Table of(List<Step> steps, CampaignResults results, Criteria criteria) {
    Table table = new Table(COLUMNS);
    for (Step step : steps) {
      for (WiringComparison each : WiringComparison.of(step, results, criteria)) {
        Recorded arm = each.real().experiment();
        table.add(
            Arrays.<@Nullable Object>asList(
                arm.step(),
                arm.name(),
                arm.driven(),
                arm.silenced(),
                arm.parameters(),
                arm.rate(),
                arm.rate2(),
                each.real().readOut(),
                each.real().difference(),
                each.real().verdict().toString(),
                each.change().toString(),
                each.brains(),
                each.ranAway(),
                each.silent(),
                each.effects(),
                each.lowest(),
                each.median(),
                each.highest(),
                each.rank()));
      }
    }
    return table;
  }

  /// Comparisons of a step for people: the largest differences first.
  ///
  /// @param most rows at most
  static Table shown(Step step, CampaignResults results, Criteria criteria, int most) {
    Table table =
        new Table(
            "experiment",
            "read_out",
            "difference_hz",
            "answer",
            "wiring",
            "brains",
            "effects",
            "differences there",
            "rank");
    ranked(step, results, criteria)
        .limit(most)
        .forEach(each ->
            table.add(
                List.of(
                    each.real().experiment().name(),
                    each.real().readOut(),
                    hertz(each.real().difference()),
                    each.real().verdict().toString(),
                    each.change().toString(),
                    brains(each),
                    each.effects(),
                    Double.isNaN(each.lowest())
                        ? "-"
                        : each.brains() - each.ranAway() == 1
                            ? hertz(each.lowest())
                            : "%s .. %s".formatted(hertz(each.lowest()), hertz(each.highest())),
                    each.rank() == 0
                        ? "-"
                        : "%d of %d".formatted(each.rank(), each.brains() - each.ranAway() + 1))));
    return table;
  }

  private static Stream<WiringComparison> ranked(
      Step step, CampaignResults results, Criteria criteria) {
    Stream<WiringComparison> all = WiringComparison.of(step, results, criteria).stream();
    return all.sorted(
        Comparator.comparingDouble((WiringComparison each) -> -Math.abs(each.real().difference()))
            .thenComparingLong(each -> each.real().experiment().number()));
  }

  private static String brains(WiringComparison comparison) {
    return comparison.brains()
        + (comparison.ranAway() == 0 ? "" : ", %d run away".formatted(comparison.ranAway()))
        + (comparison.silent() == 0 ? "" : ", %d silent".formatted(comparison.silent()));
  }

  private static String hertz(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
