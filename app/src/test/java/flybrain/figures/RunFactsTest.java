package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.RecordedNeurons;
import org.junit.jupiter.api.Test;

class RunFactsTest {
  private static RunFacts facts(String readOuts) {
    return RunFacts.named("run")
        .withReadOuts(
            NeuronReference.parseList(readOuts), RecordedNeurons.of(NeuronSets.builtIn()));
  }

  /// MN9_right has an id in v630 and another in v783.
  @Test
  void neuronWithAnIdInEachVersion_hasItsNameAlone() {
    assertThat(facts("MN9_right").readOutLabels())
        .containsEntry(720575940645521262L, "MN9_right")
        .containsEntry(720575940618238523L, "MN9_right");
  }

  @Test
  void neuronsOfOneSet_areDistinguishedByTheirIds() {
    assertThat(facts("p9").readOutLabels().values())
        .hasSize(2)
        .doesNotHaveDuplicates()
        .allMatch(label -> label.matches("p9 \\d{18}"));
  }
}
