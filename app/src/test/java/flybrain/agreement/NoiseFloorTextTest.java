package flybrain.agreement;

import static flybrain.agreement.Comparisons.floor;
import static flybrain.agreement.Comparisons.sample;
import static flybrain.compare.RateMetric.ACTIVE_JACCARD;
import static flybrain.compare.RateMetric.RATE_MAE_HZ_SHARED;
import static flybrain.compare.RateMetric.RATE_RMSE_HZ_SHARED;
import static flybrain.compare.RateMetric.SPIKE_COUNT_RATIO;
import static org.assertj.core.api.Assertions.assertThat;

import flybrain.compare.CountSample;
import flybrain.compare.NoiseFloor;
import flybrain.compare.NoiseFloors;
import flybrain.compare.SpikeMatches;
import flybrain.compare.TimingNoise;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Eight trials of a neuron with 10 spikes each are no further from each other than 0, so a
/// candidate with 20 is outside, and one with 10 within.
class NoiseFloorTextTest {
  private static final CountSample REFERENCE = sample(trials(8, 10), varied(8));
  private static final NoiseFloor WITHIN = floor(REFERENCE, REFERENCE, SPIKE_COUNT_RATIO);
  private static final NoiseFloor OUTSIDE =
      floor(
          sample(trials(8, 10)),
          sample(trials(8, 20)),
          SPIKE_COUNT_RATIO,
          ACTIVE_JACCARD,
          RATE_MAE_HZ_SHARED);

  private static int[] trials(int trials, int count) {
    return IntStream.generate(() -> count).limit(trials).toArray();
  }

  private static int[] varied(int trials) {
    return IntStream.range(0, trials).map(k -> 20 + k * k % 7).toArray();
  }

  /// The same floor, of trials with the same random input.
  private static NoiseFloor paired(NoiseFloor floor) {
    return new NoiseFloor(
        floor.trials(),
        floor.referenceTrials(),
        floor.splits(),
        floor.places(),
        true,
        floor.notices());
  }

  @Test
  void candidateWithin_isOneLine() {
    assertThat(NoiseFloorText.answer("NEST, 1.0 s", "Brian2 (CPU)", WITHIN))
        .isEqualTo("NEST, 1.0 s: within the noise of Brian2 (CPU) against itself\n");
  }

  /// Of 12,870 ways to exchange trials only two are as far: p is as small as it gets.
  @Test
  void candidateOutside_isSaidWithTheNumbersThatAre() {
    assertThat(NoiseFloorText.answer("NEST", "Brian2", OUTSIDE).lines())
        .hasSize(3)
        .first()
        .isEqualTo("NEST: outside the noise of Brian2 against itself");
    assertThat(NoiseFloorText.answer("NEST", "Brian2", OUTSIDE).lines().skip(1))
        .allMatch(line -> line.matches(".*, p 0\\.00\\d+"), "a small p")
        .map(line -> line.replaceFirst(", p .*", ""))
        .containsExactly(
            "  spike_count_ratio 2.000, itself 1.000 .. 1.000",
            "  rate_mae_hz_shared 10.00, itself 0.000 .. 0.000");
  }

  @Test
  void tooFewTrials_cannotTell() {
    NoiseFloor few = floor(sample(trials(2, 10)), sample(trials(2, 10)), SPIKE_COUNT_RATIO);
    assertThat(NoiseFloorText.answer("NEST", "Brian2", few))
        .isEqualTo("NEST: not enough trials to determine the noise of Brian2 against itself\n");
    assertThat(NoiseFloorText.answer("NEST", "Brian2", paired(few)))
        .isEqualTo("NEST: not enough trials to determine the noise of Brian2 against itself\n");
  }

  /// The trials of the reference itself, which are not of other seeds.
  @Test
  void candidateCloser_asksForItsInput() {
    int[][] counts =
        IntStream.range(0, 40)
            .mapToObj(
                neuron -> IntStream.range(0, 20).map(k -> (k * 37 + neuron * 11) % 23).toArray())
            .toArray(int[][]::new);
    CountSample reference = sample(counts);
    String text =
        NoiseFloorText.answer("NEST", "Brian2", floor(reference, reference, RATE_RMSE_HZ_SHARED));
    assertThat(text)
        .startsWith(
            "NEST: closer than the noise of Brian2 against itself: the same input? (check with"
                + " flybrain compare spikes)\n  rate_rmse_hz_shared ");
  }

  @Test
  void pairs_haveWordsOfTheirOwn() {
    assertThat(NoiseFloorText.answer("NEST", "Brian2", paired(WITHIN)))
        .isEqualTo(
            "NEST: differs from Brian2 by no more than chance in trials with the same random"
                + " input\n");
    assertThat(NoiseFloorText.answer("NEST", "Brian2", paired(OUTSIDE)))
        .startsWith(
            "NEST: differs from Brian2 by more than chance in trials with the same random input\n"
                + "  spike_count_ratio 2.000, ");
  }

  /// 8 trials can be halved in 70 ways.
  @Test
  void how_countsSplitsAndTrials() {
    assertThat(NoiseFloorText.how("Brian2", WITHIN))
        .isEqualTo("Brian2 against itself: 70 splits of its 8 trials into 4 and 4\n");
    NoiseFloor none = floor(sample(trials(1, 10)), sample(trials(1, 10)), SPIKE_COUNT_RATIO);
    assertThat(NoiseFloorText.how("Brian2", none)).isEmpty();
  }

  @Test
  void table_hasACellForEachColumn() {
    assertThat(NoiseFloorText.table(OUTSIDE).columns()).isEqualTo(NoiseFloorText.COLUMNS);
    List<@Nullable Object> row = NoiseFloorText.table(OUTSIDE).rows().getFirst();
    assertThat(row.subList(0, 8))
        .isEqualTo(List.of(8, 4, 70, "spike_count_ratio", 2.0, 1.0, 1.0, 1.0));
    assertThat(row.subList(8, 11))
        .as("percentile, p and position")
        .satisfies(cells -> {
          assertThat(cells.get(0)).isEqualTo(100.0);
          assertThat((Double) cells.get(1)).isBetween(1e-4, 5e-3);
          assertThat(cells.get(2)).isEqualTo("outside");
        });
  }

  @Test
  void shownNumbers_areThoseOfACandidateIfThereIsOne() {
    assertThat(NoiseFloorText.shown(OUTSIDE).columns())
        .containsExactly(
            "metric",
            "value",
            "itself_low",
            "itself_median",
            "itself_high",
            "percentile",
            "p",
            "position");
    assertThat(
            NoiseFloorText.shown(NoiseFloors.of(REFERENCE, List.of(SPIKE_COUNT_RATIO))).columns())
        .containsExactly("metric", "itself_low", "itself_median", "itself_high");
  }

  private static TimingNoise timing(double value, int pairs) {
    List<Double> itself =
        Stream.iterate(0.5, each -> each + 0.01)
            .limit(pairs)
            .map(each -> Math.rint(each * 100) / 100)
            .toList();
    return new TimingNoise(itself, new SpikeMatches(0, 0, 0, Collections.nCopies(3, value)));
  }

  /// Of 0.50, 0.51 .. 0.70 the lower 5 % end at 0.51; what misses half as much as 0.70 has 0.85.
  @ParameterizedTest
  @CsvSource({
    "0.6, 21, NEST: spike times within the noise of Brian2 against itself: timing_f1 0.6000",
    "0.4, 21, NEST: spike times outside the noise of Brian2 against itself: timing_f1 0.4000",
    "0.9, 21, NEST: spike times closer than the noise of Brian2 against itself: timing_f1 0.9000"
  })
  void spikeTimes_haveALineOfTheirOwn(double value, int pairs, String line) {
    assertThat(NoiseFloorText.answer("NEST", "Brian2", timing(value, pairs)))
        .isEqualTo(line + ", itself 0.5100 .. 0.7000\n");
  }

  @Test
  void spikeTimesOfFewPairs_haveNoLine() {
    assertThat(NoiseFloorText.answer("NEST", "Brian2", timing(0.6, 19))).isEmpty();
  }

  @Test
  void cellsOfSpikeTimes_areOfPairsOfOneTrial() {
    assertThat(NoiseFloorText.cells(timing(0.6, 21), 30))
        .containsExactly(
            30, 1, 21, "timing_f1", 0.6, 0.51, 0.6, 0.7, 100 * 10.5 / 21, null, "within");
  }
}
