package flybrain.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PandasIndexTest {
  /// `pd.read_pickle` of pandas 2.3 and 3.1 gives `Index([720575940660219265, 200], dtype='int64',
  /// name='flyid')` for these bytes.
  @Test
  void pickle_isWhatPandasReads() {
    String expected =
        "80048c0670616e6461738c05496e64657893"
            + "285d28"
            + "8a0881cdbe100000000a"
            + "8a02c800"
            + "65"
            + "8c05696e743634"
            + "89"
            + "8c05666c796964"
            + "74522e";
    assertThat(HexFormat.of().formatHex(PandasIndex.pickle(List.of(720575940660219265L, 200L))))
        .isEqualTo(expected);
  }

  /// Python's `pickle.loads` gives the number for these bytes: as few as a sign leaves.
  @ParameterizedTest
  @CsvSource({
    "127, 8a017f",
    "128, 8a028000",
    "255, 8a02ff00",
    "256, 8a020001",
    "32768, 8a03008000",
    "9223372036854775807, 8a08ffffffffffffff7f"
  })
  void number_isLittleEndianWithASign(long id, String bytes) {
    assertThat(HexFormat.of().formatHex(PandasIndex.pickle(List.of(id))))
        .contains("285d28" + bytes + "658c05");
  }

  /// `pickle.loads` gives `Index([], "int64", False, "flyid")`.
  @Test
  void noIds_areAnEmptyIndex() {
    assertThat(HexFormat.of().formatHex(PandasIndex.pickle(List.of()))).contains("93285d28658c05");
  }
}
