package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.annotation.Transmitter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeColumnTest {
  @ParameterizedTest
  @CsvSource({
    "pre_pt_root_id, PRESYNAPTIC",
    "'Pre Root ID', PRESYNAPTIC",
    "BODYID_PRE, PRESYNAPTIC",
    "Presynaptic_ID, PRESYNAPTIC",
    "to, POSTSYNAPTIC",
    "body-post, POSTSYNAPTIC",
    "Connectivity, COUNT",
    "syn.count, COUNT",
    "Excitatory, SIGN",
    "nt type, TRANSMITTER"
  })
  void name_isKnownWithoutCaseBlanksAndUnderscores(String name, EdgeColumn column) {
    assertThat(EdgeColumn.named(name)).contains(column);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "pree", "presyn", "counts", "id", "neuropil", "gaba_avg", "weights"})
  void otherName_isNone(String name) {
    assertThat(EdgeColumn.named(name)).isEmpty();
  }

  /// A name with two meanings would be read as the first of them.
  @Test
  void everyName_hasOneMeaning() {
    assertThat(EdgeColumn.allNames().stream().map(EdgeColumn::key)).doesNotHaveDuplicates();
    for (EdgeColumn column : EdgeColumn.values()) {
      for (String name : column.names()) {
        assertThat(EdgeColumn.named(name)).contains(column);
        assertThat(EdgeColumn.isBeside(name)).as(name).isFalse();
      }
    }
    for (Transmitter transmitter : Transmitter.values()) {
      assertThat(EdgeColumn.named(transmitter.scoreColumn())).isEmpty();
      assertThat(EdgeColumn.isBeside(transmitter.scoreColumn())).isFalse();
    }
  }

  /// Columns of the exports that say nothing about sign or number.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Unnamed: 0",
        "neuropil",
        "ROI",
        "Presynaptic_Index",
        "Postsynaptic_Index",
        "Excitatory x Connectivity",
        "pre_count",
        "type_post"
      })
  void columnsBeside_areKnown(String name) {
    assertThat(EdgeColumn.isBeside(name)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "PRESYNAPTIC, pre, false",
    "POSTSYNAPTIC, post, false",
    "COUNT, count, false",
    "SIGN, sign, true",
    "TRANSMITTER, transmitter, true"
  })
  void role_isTheWordOfTheOption(EdgeColumn column, String role, boolean isOfSign) {
    assertThat(column.role()).isEqualTo(role);
    assertThat(column.isOfSign()).isEqualTo(isOfSign);
  }
}
