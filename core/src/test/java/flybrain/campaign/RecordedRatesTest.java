package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rates of the small brain, whose first neuron drives the relay 21 and 22.
class RecordedRatesTest {
  private static final String CAMPAIGN =
      """
      n_run = 2
      t_run = 0.3
      read_out = [31, 45]
      drive = { neurons = [11], rate = 100 }

      [[step]]
      name = "dose"
      rates = [50, 0, 150]
      control = "none"

      [[step]]
      name = "other"
      drive_each = [12, 45]
      control = "none"
      """;

  @TempDir private Path folder;
  private @Nullable CampaignResults results;

  @BeforeEach
  void run() throws IOException {
    results = CampaignRunTest.run(CAMPAIGN, folder.resolve("a"), 2);
  }

  private CampaignResults results() {
    return Objects.requireNonNull(results);
  }

  private RecordedRates read(List<Recorded> experiments) throws IOException {
    return RecordedRates.read(results(), experiments);
  }

  @Test
  void rates_areInTheOrderOfTheExperiments() throws IOException {
    List<Recorded> dose = results().ofStep("dose");
    double[] rates = read(dose).of(11);
    assertThat(rates).hasSize(3);
    assertThat(rates[0]).isPositive();
    assertThat(rates[1]).isZero();
    assertThat(rates[2]).isGreaterThan(rates[0]);
    double[] reversed = read(dose.reversed()).of(11);
    assertThat(reversed).containsExactly(rates[2], rates[1], rates[0]);
    for (int k = 0; k < 3; k++) {
      assertThat(read(dose).of(31)[k]).isEqualTo(dose.get(k).rateOf("31"));
    }
  }

  /// Only of the experiments that were asked for.
  @Test
  void neuronsOfOtherExperiments_areNotThere() throws IOException {
    RecordedRates dose = read(results().ofStep("dose"));
    assertThat(dose.of(12)).containsExactly(0, 0, 0);
    assertThat(dose.of(999)).containsExactly(0, 0, 0);
    assertThat(dose.mostActive(20, Set.of())).doesNotContain(12L, 45L);
    assertThat(read(results().ofStep("other")).mostActive(20, Set.of())).contains(12L, 45L);
    assertThat(read(List.of()).mostActive(5, Set.of())).isEmpty();
    double[] mine = dose.of(11);
    mine[0] = -1;
    assertThat(dose.of(11)[0]).isPositive();
  }

  @Test
  void mostActive_areByTheirHighestRate() throws IOException {
    RecordedRates dose = read(results().ofStep("dose"));
    List<Long> all = dose.mostActive(20, Set.of());
    assertThat(all).contains(11L, 21L, 22L);
    for (int k = 1; k < all.size(); k++) {
      double before = dose.of(all.get(k - 1))[2];
      double after = dose.of(all.get(k))[2];
      assertThat(before).isGreaterThanOrEqualTo(after);
      assertThat(before > after || all.get(k - 1) < all.get(k)).as("ties by id").isTrue();
    }
    assertThat(dose.mostActive(2, Set.of())).isEqualTo(all.subList(0, 2));
    assertThat(dose.mostActive(20, Set.of(all.getFirst()))).isEqualTo(all.subList(1, all.size()));
    assertThat(dose.mostActive(0, Set.of())).isEmpty();
  }

  /// An experiment in which nothing fired is one of those that have ended, with counts of 0.
  @Test
  void results_haveAllTrialsOfAllReadOuts() throws IOException {
    CampaignResults again = CampaignResults.read(folder.resolve("a"));
    assertThat(again.experiments())
        .extracting(Recorded::name)
        .containsExactly("dose_50Hz", "dose_0Hz", "dose_150Hz", "other_12", "other_45");
    for (Recorded each : again.experiments()) {
      assertThat(each.counts()).containsOnlyKeys("31", "45");
      assertThat(each.counts().values())
          .allSatisfy(counts -> assertThat(counts.trials()).isEqualTo(2));
      assertThat(each.rateOf("45") > 0).isEqualTo(each.driven().equals("45"));
    }
    assertThat(again.ofStep("nobody")).isEmpty();
  }
}
