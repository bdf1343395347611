package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.campaign.CampaignParts.Checked;
import flybrain.campaign.CampaignParts.OfStage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Two stages: `dose` of three shards, and `silence`, which takes its result.
class CampaignPartsTest {
  private static final Path FOLDER = Path.of("campaigns/screen");
  private static final List<Stage> STAGES =
      Stage.of(
          CampaignFile.parse(
              Path.of("screen.toml"),
              """
              drive = { neurons = [11] }
              [[step]]
              name = "dose"
              rates = [5, 6]
              [[step]]
              name = "silence"
              silence_each = { most_active = 3, of = "dose", at = 5 }
              """));

  private static Checked part(int first, int experiments, int shard, String fault) {
    return new Checked(new Part(first, experiments, shard), fault);
  }

  private static CampaignParts parts(OfStage... stages) {
    return new CampaignParts(FOLDER, List.of(stages));
  }

  private static OfStage dose(String... faults) {
    return new OfStage(
        STAGES.getFirst(),
        3,
        List.of(
            part(0, 4, 1, faults[0]),
            part(4, 4, 3, faults[1]),
            part(8, 4, 1, faults[2]),
            part(12, 2, 3, faults[3])));
  }

  @Test
  void partsThatAreThere_areCounted() {
    CampaignParts parts = parts(dose("", "missing", "a.parquet: is damaged", ""));
    assertThat(parts.ended()).isEqualTo(4 + 2);
    assertThat(parts.hasShards()).isTrue();
    assertThat(parts.stages().getFirst().isComplete()).isFalse();
    assertThat(dose("", "", "", "").isComplete()).isTrue();
  }

  @Test
  void stageThatNobodyStarted_isNotComplete() {
    OfStage none = new OfStage(STAGES.getLast(), 0, List.of());
    assertThat(none.isComplete()).isFalse();
    assertThat(parts(none).hasShards()).isFalse();
    assertThat(none.byShard()).isEmpty();
  }

  /// With more shards than parts some have nothing to do.
  @Test
  void shards_areInTheirOrder_thoseWithPartsAlone() {
    Map<Shard, List<Checked>> byShard = dose("", "x", "missing", "").byShard();
    assertThat(byShard.keySet()).containsExactly(new Shard(1, 3), new Shard(3, 3));
    assertThat(byShard.get(new Shard(1, 3)))
        .extracting(each -> each.part().first())
        .containsExactly(0, 8);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'', true, false, false",
        "missing, false, true, false",
        "a.parquet: is damaged, false, false, true"
      })
  void part_isThereMissingOrBroken(String fault, boolean there, boolean missing, boolean broken) {
    Checked part = part(0, 1, 1, fault);
    assertThat(part.isThere()).isEqualTo(there);
    assertThat(part.isMissing()).isEqualTo(missing);
    assertThat(part.isBroken()).isEqualTo(broken);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "missing | missing | is missing",
        "''      | missing | lacks 1 of 2 parts",
        "x       | ''      | has a broken part (x)",
        "x       | y       | has a broken part (x)",
        "missing | x       | lacks 1 of 2 parts and has a broken part (x)",
        "''      | ''      | ''"
      })
  void words_sayWhatAShardLacks(String first, String second, String words) {
    assertThat(CampaignParts.words(List.of(part(0, 1, 1, first), part(1, 1, 1, second))))
        .isEqualTo(words);
  }

  @Test
  void incompleteStage_isNamedWithTheCommandOfItsFirstShard() {
    assertThatThrownBy(() -> parts(dose("", "missing", "", "missing")).requireComplete())
        .isInstanceOf(InputException.class)
        .hasMessage(
            "campaigns/screen: shard 3/3 of stage 1 is missing; run: flybrain campaign resume"
                + " campaigns/screen --shard 3/3 --stage 1");
    assertThatThrownBy(() -> parts(dose("x", "missing", "", "")).requireComplete())
        .isInstanceOf(InputException.class)
        .hasMessage(
            "campaigns/screen: shard 1/3 of stage 1 has a broken part (x); run: flybrain campaign"
                + " resume campaigns/screen --shard 1/3 --stage 1 (and 1 shard more; all: flybrain"
                + " campaign status campaigns/screen)");
  }

  @Test
  void completeStage_isFollowedByTheNext() {
    OfStage silence = new OfStage(STAGES.getLast(), 0, List.of());
    assertThatThrownBy(() -> parts(dose("", "", "", ""), silence).requireComplete())
        .isInstanceOf(InputException.class)
        .hasMessage(
            "campaigns/screen: no shard of stage 2 (step silence) has run; see: flybrain campaign"
                + " plan");
    assertThatCode(() -> parts(dose("", "", "", "")).requireComplete()).doesNotThrowAnyException();
  }
}
