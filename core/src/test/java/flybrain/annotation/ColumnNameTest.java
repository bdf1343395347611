package flybrain.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnNameTest {
  @ParameterizedTest
  @CsvSource({
    "type, type",
    "Cell Type, type",
    "CELL_TYPE, type",
    "cell.type, type",
    "primary_type, type",
    "somaSide, side",
    "soma side, side",
    "superclass, super_class",
    "Super Class, super_class",
    "itoleeHl, hemilineage",
    "consensus_nt, transmitter",
    "Top NT, transmitter",
    "pos_x, x",
    "entryNerve, nerve",
    "instance, name"
  })
  void namesOfOneThing_areOurName(String column, String ours) {
    assertThat(ColumnName.of(column)).isEqualTo(ours);
  }

  @ParameterizedTest
  @ValueSource(strings = {"types", "cell_type_2", "nt_type_score", "sides", "Neuroglancer label"})
  void otherName_isItsOwn(String column) {
    assertThat(ColumnName.of("  " + column + " ")).isEqualTo(column);
  }

  /// Of several names in one table the one that says most is taken.
  @Test
  void rank_isThePlaceAmongTheNames() {
    assertThat(List.of("type", "primary_type", "Cell Type").stream().map(ColumnName::rank))
        .containsExactly(0, 1, 2);
    assertThat(ColumnName.rank("consensus_nt")).isLessThan(ColumnName.rank("predicted_nt"));
    assertThat(ColumnName.rank("no such thing")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "__",
        "Unnamed: 0",
        "__index_level_0__",
        "neuron_index",
        "In Degree",
        "out_degree",
        "FlyWire ID",
        "sets",
        "present"
      })
  void rowNumbersAndOurOwnColumns_annotateNothing(String column) {
    assertThat(ColumnName.isIgnored(column)).isTrue();
  }

  /// Letters of any script count, so that columns with such names are not one.
  @ParameterizedTest
  @ValueSource(strings = {"type", "Unnamed", "index", "\u7a2e\u985e", "degree", "settings"})
  void otherColumns_annotate(String column) {
    assertThat(ColumnName.isIgnored(column)).isFalse();
  }

  @Test
  void key_isWithoutCaseAndPunctuation() {
    assertThat(ColumnName.key("Additional_Type(s)")).isEqualTo("additionaltypes");
    assertThat(ColumnName.key("\u7a2e \u985e")).isEqualTo("\u7a2e\u985e");
    assertThat(ColumnName.key("IN")).as("in every language").isEqualTo("in");
  }
}
