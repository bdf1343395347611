package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StageTest {
  @Test
  void stepThatTakesAResult_beginsAStage_andThoseAfterItAreInIt() {
    Campaign campaign =
        CampaignRunTest.campaign(
            """
            drive = { neurons = [11], rate = 100 }

            [[step]]
            name = "a"
            rates = [20]

            [[step]]
            name = "b"
            rates = [40]

            [[step]]
            name = "c"
            silence_each = { most_active = 3, of = "a" }

            [[step]]
            name = "d"
            rates = [60]

            [[step]]
            name = "e"
            silence_each = { most_active = 2, of = "b" }

            [[step]]
            name = "f"
            drive_each = { most_active = 2, of = "d" }
            """);
    List<Stage> stages = Stage.of(campaign);
    assertThat(stages.stream().map(Stage::words))
        .containsExactly("steps a, b", "steps c, d, e", "step f");
    assertThat(stages.stream().map(Stage::number)).containsExactly(1, 2, 3);
    assertThat(stages.stream().map(Stage::needs))
        .containsExactly(List.of(), List.of("a", "b"), List.of("d"));
  }

  @Test
  void campaignWithoutResults_hasOneStage() {
    Campaign campaign = CampaignRunTest.campaign("[[step]]\nname = \"a\"\nw_syn = [0.2, 0.3]\n");
    assertThat(Stage.of(campaign)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"1/1, 1, 1", "3/40, 3, 40", "40/40, 40, 40"})
  void shard_isReadAsItIsWritten(String text, int number, int of) {
    assertThat(Shard.parse(text)).isEqualTo(new Shard(number, of)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0/4", "5/4", "1/0", "3", "3/", "-1/4", "a/b", "1/2/3", "12345678/12345678"})
  void shardThatThereIsNot_isRefusedWithWhatIsAllowed(String text) {
    assertThatThrownBy(() -> Shard.parse(text))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("shard ")
        .hasMessageContaining("must be");
  }
}
