package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.figures.SpikesOnDisk.Spike;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrialSpikesTest {
  private static final long ID = 720575940660219265L;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"100,1", "200,1", "201,2", "1000,5", "1001,10", "10000,50", "100000,500", "0.5,1"})
  void binWidth_isTheSmallestRoundOneThatGives200Bins(double duration, double width) {
    assertThat(TrialSpikes.binWidth(duration)).isEqualTo(width);
  }

  private TrialSpikes read(double duration, int trials, int trial, List<Spike> spikes)
      throws IOException {
    RunFacts facts = RunFacts.named("run").withDuration(duration).withTrials(trials);
    return TrialSpikes.read(SpikesOnDisk.write(folder.resolve("a.parquet"), spikes), facts, trial);
  }

  @Test
  void spikesOfTheTrial_areKept_otherTrialsCountInTheMean() throws IOException {
    TrialSpikes read =
        read(
            0.1,
            2,
            1,
            List.of(
                new Spike(0, 0, 7),
                new Spike(1, 0.9, ID),
                new Spike(0, 0.5, ID + 1),
                new Spike(1, 99.9, ID + 2),
                new Spike(1, 1, ID)));
    assertThat(read.size()).isEqualTo(3);
    assertThat(read.trial()).isEqualTo(1);
    assertThat(read.time(1)).isEqualTo(99.9);
    assertThat(read.flywireId(1)).isEqualTo(ID + 2);
    assertThat(read.fired(ID)).isTrue();
    assertThat(read.fired(ID + 1)).as("in the other trial only").isFalse();
    assertThat(read.bins()).isEqualTo(100);
    assertThat(read.rateInTrial(0)).isEqualTo(1);
    assertThat(read.meanRate(0)).as("three spikes in two trials").isEqualTo(1.5);
    assertThat(read.rateInTrial(1)).as("bins are half open").isEqualTo(1);
    assertThat(read.rateInTrial(99)).isEqualTo(1);
    assertThat(read.rateInTrial(50)).isZero();
  }

  /// 201 ms are cut into bins of 2 ms, the last of which has 1 ms.
  @Test
  void lastBin_mayBeShorter() throws IOException {
    TrialSpikes read = read(0.201, 1, 0, List.of(new Spike(0, 200.5, 7), new Spike(0, 1, 7)));
    assertThat(read.bins()).isEqualTo(101);
    assertThat(read.binWidth()).isEqualTo(2);
    assertThat(read.start(100)).isEqualTo(200);
    assertThat(read.start(101)).isEqualTo(201);
    assertThat(read.rateInTrial(100)).isEqualTo(1);
    assertThat(read.rateInTrial(0)).isEqualTo(0.5);
  }

  @Test
  void spikeAfterTheTrial_isRefused() throws IOException {
    assertThat(read(1, 1, 0, List.of(new Spike(0, 999.9, 7))).size()).isEqualTo(1);
    assertThatThrownBy(() -> read(1, 1, 0, List.of(new Spike(0, 1000.1, 7))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            folder.resolve("a.parquet")
                + ": a spike at 1000.1 ms is later than t_run = 1.0 s; correct --t-run");
  }

  @Test
  void manySpikes_areAllKept() throws IOException {
    List<Spike> spikes =
        IntStream.range(0, 5000).mapToObj(k -> new Spike(0, k / 10.0, ID + k % 3)).toList();
    TrialSpikes read = read(1, 1, 0, spikes);
    assertThat(read.size()).isEqualTo(5000);
    for (int k = 0; k < 5000; k++) {
      assertThat(read.time(k)).isEqualTo(k / 10.0);
      assertThat(read.flywireId(k)).isEqualTo(ID + k % 3);
    }
  }
}
