package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShardTest {
  @ParameterizedTest
  @CsvSource({
    "1/1, 1, 1",
    "3/40, 3, 40",
    "' 40/40 ', 40, 40",
    "007/9, 7, 9",
    "1/9999999, 1, 9999999"
  })
  void shard_isItsNumberOfAll(String text, int number, int of) {
    Shard shard = Shard.parse(text);
    assertThat(shard).isEqualTo(new Shard(number, of)).hasToString(number + "/" + of);
    assertThat(Shard.parse(shard.toString())).isEqualTo(shard);
  }

  @ParameterizedTest
  @CsvSource({"0/40, 40", "41/40, 40", "1/0, 1", "0/0, 1"})
  void numberThatNoShardHas_isRefusedWithThoseThatThereAre(String text, int last) {
    assertThatThrownBy(() -> Shard.parse(text))
        .isInstanceOf(InputException.class)
        .hasMessage("shard %s: must be one of 1/%d .. %d/%d", text, last, last, last);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "3", "3/", "/40", "3 / 40", "-1/40", "3/40/1", "3.0/40", "1/99999999", "٣/٤"})
  void otherText_isRefused(String text) {
    assertThatThrownBy(() -> Shard.parse(text))
        .isInstanceOf(InputException.class)
        .hasMessage("shard '%s': must be its number and how many there are, such as 3/40", text);
  }
}
