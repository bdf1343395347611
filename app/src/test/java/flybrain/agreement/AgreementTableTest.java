package flybrain.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.compare.NeuronRates;
import flybrain.compare.RateComparison;
import flybrain.compare.RunComparison;
import flybrain.results.BackendName;
import flybrain.results.RunSize;
import java.util.List;
import org.junit.jupiter.api.Test;

class AgreementTableTest {
  private static final BackendName BRIAN2 = new BackendName("brian2cpp", "Brian2 (CPU)");
  private static final BackendName EVENT = new BackendName("event", "flybrain event (CPU)");
  private static final RunSize SIZE = new RunSize(1, 4);

  private final AgreementTable table = new AgreementTable();

  private static RunComparison comparison() {
    List<NeuronRates> rates =
        List.of(new NeuronRates(1, 10, 12), new NeuronRates(2, 5, 5), new NeuronRates(3, 4, 0));
    return new RunComparison(1000, 1100, rates, RateComparison.of(rates), null);
  }

  private String text(String... before) {
    return table.text(AgreementTable.columns(List.of(before)));
  }

  @Test
  void comparisons_areUnderTheirReference() {
    table.add(BRIAN2, EVENT, 0, SIZE, comparison(), null);
    assertThat(table.size()).isEqualTo(1);
    assertThat(text("framework").lines().map(line -> line.replaceAll(" +", " ").strip()))
        .containsExactly(
            "Brian2 (CPU), 1.0 s, 4 trials: 1,000 spikes, 3 active neurons",
            "framework spikes ratio active shared jaccard correlation median_diff_pct",
            "flybrain event (CPU) 1100 1.1 2 2 0.6667 1.0 10.0");
  }

  @Test
  void reference_isNamedOnce_whereItIsNotAColumn() {
    table.add(BRIAN2, EVENT, 2, SIZE, comparison(), null);
    table.add(BRIAN2, new BackendName("nest", "NEST (CPU)"), 2, SIZE, comparison(), null);
    assertThat(text("framework").lines()).hasSize(4);
    assertThat(text("framework")).startsWith("Brian2 (CPU), round 2, 1.0 s, 4 trials: ");
    assertThat(text("reference", "framework").lines()).as("a column").hasSize(3);
  }

  @Test
  void references_areInTheOrderOfTheirComparisons() {
    for (int trials : new int[] {30, 1, 8, 4}) {
      table.add(BRIAN2, EVENT, 0, new RunSize(1, trials), comparison(), null);
    }
    assertThat(text("framework").lines().limit(4).map(line -> line.split(", ", -1)[2]))
        .containsExactly(
            "30 trials: 1,000 spikes",
            "1 trial: 1,000 spikes",
            "8 trials: 1,000 spikes",
            "4 trials: 1,000 spikes");
  }

  @Test
  void backendsWithoutAFile_areListed() {
    table.skip(EVENT);
    table.skip(new BackendName("nest", "NEST (CPU)"), 3);
    table.skip(EVENT);
    table.skip(new BackendName("nestgpu", "NEST GPU"), 1);
    assertThat(text("framework"))
        .isEqualTo(
            "skipped, no file: flybrain event (CPU), NEST (CPU) in round 3, NEST GPU in round 1 (it"
                + " writes no file if nothing fires)\n");
    assertThat(table.size()).isZero();
  }

  @Test
  void nothing_isNoText() {
    assertThat(text("framework")).isEmpty();
  }

  @Test
  void columns_areAroundThoseOfAgreement() {
    assertThat(AgreementTable.columns(List.of("a", "b"), "c"))
        .startsWith("a", "b", "spikes")
        .endsWith("median_diff_pct", "c");
  }
}
