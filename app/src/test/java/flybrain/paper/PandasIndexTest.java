package flybrain.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
