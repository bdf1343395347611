package flybrain.translation;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.Neurons;
import flybrain.experiment.ChangedIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdVersionTest {
  @ParameterizedTest
  @CsvSource({
    "v783, 783", "783, 783", "V630, 630", "root_783, 783", "ROOT783, 783", "root_id_630, 630",
    "rootid630, 630", "root_id630, 630", "flywire_783, ''", "783a, ''", "v, ''", "'', ''",
    "v7.83, ''", "synthetic, ''"
  })
  void number_isThatOfNamesOfVersions(String name, String digits) {
    assertThat(IdVersion.digits(name)).isEqualTo(digits);
  }

  /// The name says it, or else the ids that the neurons have.
  @Test
  void release_isThatOfTheNameOrOfTheIds() {
    Neurons old =
        new Neurons(
            ChangedIds.builtIn().successors().keySet().stream()
                .mapToLong(Long::longValue)
                .toArray());
    assertThat(IdVersion.of("v783", null).release()).isEqualTo("v783");
    assertThat(IdVersion.of("630", null).release()).isEqualTo("v630");
    assertThat(IdVersion.of("v783", old).release()).as("the name comes first").isEqualTo("v783");
    assertThat(IdVersion.of("mine", old).release()).isEqualTo("v630");
    assertThat(IdVersion.of("mine", new Neurons(new long[] {1, 2})).release()).isEmpty();
    assertThat(IdVersion.of("v888", null).release()).isEmpty();
    assertThat(IdVersion.of("mine", null).release()).isEmpty();
  }

  @Test
  void unknownNeurons_areNotThere() {
    assertThat(IdVersion.of("v783", null).has(1)).isFalse();
    assertThat(IdVersion.of("mine", new Neurons(new long[] {5, 3})).has(3)).isTrue();
    assertThat(IdVersion.of("mine", new Neurons(new long[] {5, 3})).has(4)).isFalse();
  }
}
