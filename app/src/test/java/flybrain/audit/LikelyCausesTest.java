package flybrain.audit;

import static flybrain.audit.SpikeFileBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;

import flybrain.compare.Equivalence;
import flybrain.compare.Equivalence.Neuron;
import flybrain.compare.Equivalence.Quantity;
import flybrain.compare.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Causes of differences between rates that are given, of files that say which neuron is driven.
class LikelyCausesTest {
  @TempDir private Path folder;
  private final SpikeFileBuilder reference = new SpikeFileBuilder();
  private final SpikeFileBuilder candidate = new SpikeFileBuilder();
  private final List<Neuron> neurons = new ArrayList<>();

  /// Neuron 0 is driven, at a rate that its few spikes cannot contradict.
  @BeforeEach
  void makeSpikes() {
    for (SpikeFileBuilder file : List.of(reference, candidate)) {
      file.columns("time_ms", "trial", "flywire_id").fact("t_run", 1).fact("n_run", 1);
    }
    reference.spikes(0, 0, 10, 20, 40);
    candidate.spikes(0, 0, 15, 30);
    experiment("");
  }

  private void experiment(String more) {
    reference.fact("experiment", text("", 2));
    candidate.fact("experiment", text(more, 2));
  }

  private static String text(String more, double rate) {
    return "name = \"x\"\n%s[drive]\nneurons = [%d]\nrate = %s\n".formatted(more, id(0), rate);
  }

  /// The rates of a neuron in Hz.
  private void rates(int neuron, double before, double after) {
    neurons.add(new Neuron(id(neuron), quantity(before, after, Verdict.DIFFERENT)));
  }

  private static Quantity quantity(double before, double after, Verdict verdict) {
    return new Quantity(verdict, before, after, 1, 1, 0.01, 0.5, 0.9);
  }

  private List<String> causes(Verdict all, Verdict total) throws IOException {
    Path one = reference.write(folder.resolve("one.parquet"));
    Path other = candidate.write(folder.resolve("other.parquet"));
    Equivalence answer =
        new Equivalence(all, quantity(1, 2, total), 1, neurons, 1, 1, 2, List.of());
    return LikelyCauses.of(List.of(one), List.of(other), Expectations.NONE, answer);
  }

  private List<String> causes() throws IOException {
    return causes(Verdict.DIFFERENT, Verdict.DIFFERENT);
  }

  /// 196.078 Hz are a drive of 200 Hz: kept refractory, 200 / 1.44 = 138.89 Hz are 0.708.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "138.889 | 0.708 | a refractory period of 2.2 ms kept for driven neurons",
        "98 | 0.500 | half the drive",
        "120 | 0.612 | another drive",
        "190 | 0.969 | another drive",
        "203 | 1.035 | another drive",
        "392 | 1.999 | another drive"
      })
  void drivenNeuronsOfAnotherRate_areTheCause(double after, String ratio, String cause)
      throws IOException {
    rates(0, 196.078, after);
    rates(1, 20, 40);
    assertThat(causes())
        .containsExactly(
            "driven neurons fire at %s of the reference's rate: %s".formatted(ratio, cause));
  }

  @ParameterizedTest
  @CsvSource({"191, 1", "190, 0", "201.9, 1", "202, 0"})
  void drivenNeurons_mayDifferBy3Percent(double after, int undriven) throws IOException {
    rates(0, 196.078, after);
    rates(1, 20, 40);
    assertThat(causes()).filteredOn(line -> line.startsWith("undriven")).hasSize(undriven);
  }

  private static final String MORE =
      ", nearly all of them more: input counted in the refractory period, or stronger connections";
  private static final String LESS =
      ", nearly all of them less: lost deliveries, or weaker connections";
  private static final String OTHER =
      ", some more and some less: other connections, or silenced neurons";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {"12 | +20.00 %", "11.2 | +12.00 %", "8.8 | -12.00 %", "5 | -50.00 %"})
  void mostNeuronsOfOneSign_areConnectionsOrInput(double after, String change) throws IOException {
    rates(0, 100, 100);
    for (int neuron = 1; neuron <= 4; neuron++) {
      rates(neuron, 10, after);
    }
    assertThat(causes())
        .containsExactly("undriven neurons fire " + change + (after > 10 ? MORE : LESS));
  }

  /// Three of four are three quarters; neurons below 5 Hz do not count.
  @ParameterizedTest
  @CsvSource({"3, 1, true", "2, 2, false", "5, 2, false"})
  void threeQuartersOfTheNeurons_areMost(int more, int less, boolean most) throws IOException {
    rates(0, 100, 100);
    int neuron = 1;
    for (int k = 0; k < more; k++) {
      rates(neuron++, 10, 20);
    }
    for (int k = 0; k < less; k++) {
      rates(neuron++, 10, 9);
    }
    for (int k = 0; k < 8; k++) {
      rates(neuron++, 4, 3);
    }
    assertThat(causes()).singleElement().asString().endsWith(most ? MORE : OTHER);
  }

  @Test
  void smallBiasAtTheSameDrive_isNumerical() throws IOException {
    rates(0, 100, 101);
    rates(1, 100, 102);
    rates(2, 50, 51);
    assertThat(causes())
        .containsExactly(
            "undriven neurons fire +2.00 %, at the same drive: another integration method (forward"
                + " Euler has 1 to 2 % more) or another delay or time constant");
  }

  @Test
  void smallBiasWithinTheMargin_isOfSingleNeurons() throws IOException {
    rates(0, 100, 100);
    rates(1, 100, 160);
    rates(2, 100, 45);
    assertThat(causes(Verdict.DIFFERENT, Verdict.EQUIVALENT))
        .containsExactly("undriven neurons fire +2.50 %" + OTHER);
  }

  @ParameterizedTest
  @EnumSource(
      value = Verdict.class,
      names = {"EQUIVALENT", "NOT_ENOUGH_DATA"})
  void modelsThatDoNotDiffer_haveNoCause(Verdict verdict) throws IOException {
    rates(0, 100, 50);
    rates(1, 100, 50);
    assertThat(causes(verdict, verdict)).isEmpty();
  }

  @Test
  void onlyDrivenNeurons_haveNoOtherCause() throws IOException {
    rates(0, 100, 100);
    assertThat(causes()).isEmpty();
  }

  @Test
  void otherExperiment_isTheOnlyCause() throws IOException {
    experiment("[silence]\nneurons = [5]\n");
    rates(0, 100, 50);
    rates(1, 100, 50);
    assertThat(causes()).containsExactly("the experiments differ: silenced: none and 5 (outgoing)");
  }

  @Test
  void otherSoftware_isNamed() throws IOException {
    reference.fact("framework", "Brian2 (CPU)").fact("software", "Brian2 2.9");
    candidate.fact("framework", "NEST (CPU)").fact("software", "NEST 3.8");
    rates(0, 100, 100);
    String line =
        "simulated by different software: Brian2 (CPU), Brian2 2.9 and NEST (CPU), NEST 3.8";
    assertThat(causes()).containsExactly(line);
    assertThat(causes(Verdict.EQUIVALENT, Verdict.EQUIVALENT)).isEmpty();
  }

  /// Files of the suite say nothing; the key of their backend is in their name. Of the drive
  /// nothing is known, so neither is the cause.
  @Test
  void softwareOfFilesThatSayNothing_isInTheirNames() throws IOException {
    SpikeFileBuilder plain =
        new SpikeFileBuilder().columns("t", "trial", "flywire_id").spikes(0, 0, 10);
    Path one = plain.write(folder.resolve("brian2cpp_t1.0s_n1.parquet"));
    Path other = plain.spikes(0, 0, 40).write(folder.resolve("genn_t1.0s_n1.parquet"));
    rates(1, 100, 60);
    Equivalence answer =
        new Equivalence(
            Verdict.DIFFERENT, quantity(1, 2, Verdict.DIFFERENT), 1, neurons, 1, 1, 2, List.of());
    assertThat(LikelyCauses.of(List.of(one), List.of(other), Expectations.NONE, answer))
        .containsExactly(
            "simulated by different software: brian2cpp and genn",
            "neurons fire -40.00 % in all; which of them are driven is not known, so the drive may"
                + " differ");
  }

  @Test
  void errorOfAFile_isNamedOnceForEachKind() throws IOException {
    candidate.spikes(0, 1, 100.3, 101, 102).spikes(0, 2, 100, 101).spikes(0, 3, 5000);
    rates(0, 100, 100);
    assertThat(causes(Verdict.EQUIVALENT, Verdict.EQUIVALENT))
        .hasSize(2)
        .anySatisfy(line ->
            assertThat(line)
                .startsWith(
                    folder.resolve("other.parquet")
                        + ": time beyond t_run (column time_ms: latest 5000.0 ms): "))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith(
                    "%s: interval below the refractory period (neuron %d trial 0: 100.3 and 101.0 ms; 2 in all): "
                        .formatted(folder.resolve("other.parquet"), id(1))));
  }

  @Test
  void copiedSpikes_areACopyOrWithoutEffect() throws IOException {
    reference.evenly(0, 1, 30, 7);
    SpikeFileBuilder copy = reference;
    Path one = copy.write(folder.resolve("one.parquet"));
    Path other = copy.write(folder.resolve("other.parquet"));
    Equivalence answer =
        new Equivalence(
            Verdict.EQUIVALENT,
            quantity(1, 1, Verdict.EQUIVALENT),
            1,
            List.of(),
            1,
            1,
            2,
            List.of());
    assertThat(LikelyCauses.of(List.of(one), List.of(other), Expectations.NONE, answer))
        .singleElement()
        .asString()
        .startsWith(other + ": same spikes as " + one + " (trials 0): a copied file");
    copy.fact("experiment", text("[silence]\nneurons = [5]\n", 2)).write(other);
    assertThat(LikelyCauses.of(List.of(one), List.of(other), Expectations.NONE, answer))
        .containsExactly(
            "the experiments differ: silenced: none and 5 (outgoing)",
            "that changed no spike: every trial has the same spikes in both files");
  }
}
