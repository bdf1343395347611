package flybrain.agreement;

import static flybrain.agreement.Comparisons.sample;
import static org.assertj.core.api.Assertions.assertThat;

import flybrain.compare.Equivalence;
import flybrain.compare.Equivalence.Neuron;
import flybrain.compare.Equivalence.Quantity;
import flybrain.compare.Verdict;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.pages.HtmlPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EquivalenceReportTest {
  private final List<Neuron> neurons = new ArrayList<>();
  private AnnotatedNeurons known = AnnotatedNeurons.NONE;
  private Map<Long, String> names = Map.of();
  private List<String> notices = List.of();
  private double bias = 5;

  /// A report on trials of 1 s: neuron 1 with 10, 12 and 14 spikes, and with 20, 21 and 22.
  private EquivalenceReport report(Verdict verdict, Quantity total) {
    return new EquivalenceReport(
        new Equivalence(verdict, total, bias, neurons, 30, 20, 44, notices),
        sample(new int[] {10, 12, 14}),
        sample(new int[] {20, 21, 22}),
        List.of("half the drive"),
        names,
        known,
        List.of(Map.of("run", "reference"), Map.of("run", "candidate")));
  }

  private static Quantity total(double reference, double candidate, double halfWidth) {
    return new Quantity(Verdict.EQUIVALENT, reference, candidate, halfWidth, 2, 0.03, 0.001, 0.876);
  }

  private void neuron(long id, Verdict verdict) {
    neurons.add(new Neuron(id, new Quantity(verdict, 12, 21, 1.5, 2, 0.004, 0.9, 0.5)));
  }

  @Test
  void summary_hasTheDifferenceInSpikesAndPercent() {
    neuron(1, Verdict.EQUIVALENT);
    neuron(2, Verdict.EQUIVALENT);
    neuron(3, Verdict.NOT_ENOUGH_DATA);
    assertThat(report(Verdict.EQUIVALENT, total(200, 150, 1.25)).text())
        .startsWith(
            """
            equivalent
            trials: 30 of the reference, 20 of the candidate
            spikes a trial: 200.0 and 150.0, difference -50.0 +- 1.3 (95 % confidence), -25.00 % +- 0.63 % (margin 1.00 %): equivalent
            neurons: 2 equivalent, 0 different, 1 undecided
            power, all spikes: with this many trials, identical models are found equivalent in 88 % of comparisons, and a bias of 2.50 % is detected in 80 %
            likely cause: half the drive
            """);
  }

  @Test
  void silentReference_hasNoPercentAndNoPower() {
    assertThat(report(Verdict.DIFFERENT, total(0, 7, 1.25)).text())
        .isEqualTo(
            """
            different
            trials: 30 of the reference, 20 of the candidate
            spikes a trial: 0.0 and 7.0, difference +7.0 +- 1.3 (95 % confidence): equivalent
            likely cause: half the drive
            """);
  }

  @Test
  void singleTrials_haveNoConfidenceAndSayHowManyAreEnough() {
    bias = Double.NaN;
    notices = List.of("one trial", "another note");
    assertThat(report(Verdict.NOT_ENOUGH_DATA, total(100, 110, Double.NaN)).text())
        .isEqualTo(
            """
            not enough data
            trials: 30 of the reference, 20 of the candidate
            spikes a trial: 100.0 and 110.0, difference +10.0, +10.00 % (margin 2.00 %): equivalent
            about 44 distinct trials on either side would be enough
            note: one trial
            note: another note
            likely cause: half the drive
            """);
  }

  @ParameterizedTest
  @CsvSource({"9, 9", "10, 10", "11, 10"})
  void tenNeuronsThatAreNotEquivalent_areShown(int different, int shown) {
    neuron(100, Verdict.EQUIVALENT);
    IntStream.range(0, different).forEach(k -> neuron(k + 1, Verdict.DIFFERENT));
    String text = report(Verdict.DIFFERENT, total(200, 199, 1)).text();
    assertThat(text.lines().filter(line -> line.matches(" *\\d+ +different .*"))).hasSize(shown);
    assertThat(text)
        .contains("\n\nNeurons that differ most, rates in Hz:\nflywire_id  verdict ")
        .doesNotContain(" 100 ");
    assertThat(report(Verdict.DIFFERENT, total(200, 199, 1)).table().size())
        .as("all of them")
        .isEqualTo(different + 1);
  }

  @Test
  void equivalentNeuronsAlone_haveNoTable() {
    neuron(1, Verdict.EQUIVALENT);
    assertThat(report(Verdict.EQUIVALENT, total(200, 199, 1)).text()).doesNotContain("differ most");
    HtmlPage page = new HtmlPage("x", "");
    report(Verdict.EQUIVALENT, total(200, 199, 1)).show(page);
    assertThat(page.text()).contains("<h2>Equivalence</h2>", "<p>equivalent</p>");
    assertThat(page.text()).doesNotContain("<table>");
  }

  /// Sample standard deviations of 10, 12, 14 and of 20, 21, 22 are 2 and 1.
  @Test
  void rowOfANeuron_hasRatesAndTests(@TempDir Path folder) throws IOException {
    known = Comparisons.known(folder, "1,MN9,left\n");
    neuron(1, Verdict.NOT_ENOUGH_DATA);
    neuron(9, Verdict.DIFFERENT);
    assertThat(report(Verdict.DIFFERENT, total(1, 1, 1)).table().csv())
        .isEqualTo(
            """
            flywire_id,verdict,reference_hz,reference_sample_sd,candidate_hz,candidate_sample_sd,difference_hz,ci95_hz,margin_hz,p_different,p_equivalent,power,type,side
            1,not enough data,12.0,2.0,21.0,1.0,9.0,1.5,2.0,0.004,0.9,0.5,MN9,left
            9,different,12.0,0.0,21.0,0.0,9.0,1.5,2.0,0.004,0.9,0.5,,
            """);
  }

  /// The columns of types and sides are shown where the connectome is known.
  @Test
  void typesAndSides_areShownIfAnyMayBeKnown(@TempDir Path folder) throws IOException {
    neuron(1, Verdict.DIFFERENT);
    assertThat(report(Verdict.DIFFERENT, total(1, 1, 1)).text()).doesNotContain("type");
    known = Comparisons.known(folder, "2,x,left\n");
    assertThat(report(Verdict.DIFFERENT, total(1, 1, 1)).text()).containsPattern("type +side");
  }

  @Test
  void namesOfNeurons_areBeforeTheirIds() {
    neuron(1, Verdict.DIFFERENT);
    neuron(2, Verdict.DIFFERENT);
    names = Map.of(2L, "MN9_left");
    String text = report(Verdict.DIFFERENT, total(1, 1, 1)).text();
    assertThat(text)
        .containsPattern("\nname +flywire_id +verdict ")
        .containsPattern("\n- +1 +different ")
        .containsPattern("\nMN9_left +2 +different ");
    HtmlPage page = new HtmlPage("x", "");
    report(Verdict.DIFFERENT, total(1, 1, 1)).show(page);
    assertThat(page.text())
        .contains("<caption>Neurons that differ most, rates in Hz</caption>")
        .contains("<td class=\"text\">MN9_left</td>");
  }

  @Test
  void json_hasEveryNumberUnrounded() {
    neuron(720575940660219265L, Verdict.DIFFERENT);
    JsonNode json =
        JsonMapper.shared().readTree(report(Verdict.DIFFERENT, total(200, 199.12345678, 1)).json());
    assertThat(json.propertyNames())
        .containsExactly(
            "verdict",
            "reference_trials",
            "candidate_trials",
            "trials_needed",
            "detectable_bias",
            "spikes_per_trial",
            "notes",
            "likely_causes",
            "runs",
            "neurons");
    assertThat(json.get("verdict").asString()).isEqualTo("different");
    assertThat(json.get("reference_trials").asInt()).isEqualTo(30);
    assertThat(json.get("candidate_trials").asInt()).isEqualTo(20);
    assertThat(json.get("trials_needed").asInt()).isEqualTo(44);
    assertThat(json.get("detectable_bias").asDouble()).isEqualTo(5);
    assertThat(json.get("runs").get(1).get("run").asString()).isEqualTo("candidate");
    JsonNode total = json.get("spikes_per_trial");
    assertThat(total.get("verdict").asString()).isEqualTo("equivalent");
    assertThat(total.get("candidate").asDouble()).isEqualTo(199.12345678);
    assertThat(total.get("difference").asDouble()).isEqualTo(199.12345678 - 200);
    assertThat(total.get("ci95").asDouble()).isEqualTo(1);
    assertThat(total.get("margin").asDouble()).isEqualTo(2);
    assertThat(total.get("p_different").asDouble()).isEqualTo(0.03);
    assertThat(total.get("p_equivalent").asDouble()).isEqualTo(0.001);
    assertThat(total.get("power").asDouble()).isEqualTo(0.876);
    JsonNode neuron = json.get("neurons").get(0);
    assertThat(neuron.get("flywire_id").isString()).as("beyond 2^53").isTrue();
    assertThat(neuron.get("flywire_id").asString()).isEqualTo("720575940660219265");
    assertThat(neuron.get("reference_sample_sd").asDouble()).isZero();
  }

  @Test
  void numbersThatAreNotThere_areNullInJson() {
    bias = Double.NaN;
    JsonNode json =
        JsonMapper.shared()
            .readTree(report(Verdict.NOT_ENOUGH_DATA, total(1, 2, Double.NaN)).json());
    assertThat(json.get("verdict").asString()).isEqualTo("not_enough_data");
    assertThat(json.get("detectable_bias").isNull()).isTrue();
    assertThat(json.get("spikes_per_trial").get("ci95").isNull()).isTrue();
  }
}
