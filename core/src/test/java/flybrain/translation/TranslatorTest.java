package flybrain.translation;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.Neurons;
import flybrain.experiment.ChangedIds;
import flybrain.translation.Translation.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class TranslatorTest {
  /// One neuron of the paper's `sugar`, whose v783 id the reference suite has.
  private static final long SUGAR_630 = 720575940620900446L;

  private static final long SUGAR_783 = 720575940639259967L;

  private static final long LOST = 720575940627961104L;

  private static final IdVersion V630 = IdVersion.of("v630", null);
  private static final IdVersion V783 = IdVersion.of("783", null);

  @Test
  void idsOfThePaper_haveTheirPublishedCounterparts() {
    Translator forward = new Translator(V630, V783, List.of());
    assertThat(forward.of(SUGAR_630).ids()).containsExactly(SUGAR_783);
    assertThat(forward.of(SUGAR_630).status()).isEqualTo(Status.CHANGED);
    assertThat(forward.of(SUGAR_630).from()).contains("eonsystemspbc/fly-brain");
    assertThat(forward.of(LOST).status()).isEqualTo(Status.NO_COUNTERPART);
    assertThat(forward.of(LOST).reason()).contains("no table names its successor");
    assertThat(forward.of(720575940624963786L).status()).isEqualTo(Status.UNCHANGED);
    assertThat(forward.of(5).status()).isEqualTo(Status.UNKNOWN);
    Translator back = new Translator(V783, V630, List.of());
    assertThat(back.of(SUGAR_783).ids()).containsExactly(SUGAR_630);
    assertThat(back.of(LOST).reason()).isEqualTo("an id of v630, not of 783");
  }

  @Test
  void everyChangedIdOfThePaper_isTranslatedThereAndBack() {
    ChangedIds known = ChangedIds.builtIn();
    assertThat(known.successors()).hasSize(39);
    assertThat(known.lost()).hasSize(31);
    Translator forward = new Translator(V630, V783, List.of());
    Translator back = new Translator(V783, V630, List.of());
    known
        .successors()
        .forEach((id, successor) -> {
          assertThat(forward.of(id).ids()).containsExactly(successor.id());
          assertThat(back.of(successor.id()).ids()).containsExactly(id);
        });
    known.lost().keySet().forEach(id -> assertThat(forward.of(id).ids()).isEmpty());
    known.kept().forEach(id -> assertThat(forward.of(id).ids()).containsExactly(id));
  }

  @Test
  void betweenOtherVersions_thePapersSuccessorsDoNotCount() {
    Translator other = new Translator(V630, IdVersion.of("888", null), List.of());
    assertThat(other.of(SUGAR_630).status()).isEqualTo(Status.UNKNOWN);
  }

  @Test
  void tableOfTheUser_countsBeforeThePublishedSuccessors() {
    IdChanges table = new IdChanges();
    table.add(SUGAR_630, 7, "mine.csv");
    table.addLost(LOST, "mine.csv has none");
    Translator translator = new Translator(V630, V783, List.of(table));
    assertThat(translator.of(SUGAR_630).ids()).containsExactly(7L);
    assertThat(translator.of(LOST).reason()).isEqualTo("mine.csv has none");
  }

  @Test
  void idThatTheNewVersionHas_isUnchangedAndOthersSayWhyNot() {
    IdVersion old = IdVersion.of("old", new Neurons(new long[] {1, 2}));
    IdVersion now = IdVersion.of("now", new Neurons(new long[] {2, 3}));
    Translator translator = new Translator(old, now, List.of());
    assertThat(translator.of(2).status()).isEqualTo(Status.UNCHANGED);
    assertThat(translator.of(2).from()).isEqualTo("the neurons of now");
    assertThat(translator.of(1).reason()).isEqualTo("now does not have it, and there is no table");
    assertThat(translator.of(9).reason()).isEqualTo("not an id of old");
  }

  @Test
  void severalIds_areSplitOrMerged() {
    IdChanges table = new IdChanges();
    table.add(1, 10, "t");
    table.add(1, 11, "t");
    table.add(1, 11, "t");
    table.add(2, 20, "t");
    table.add(3, 20, "t");
    table.addLost(2, "t");
    table.add(4, 4, "t");
    assertThat(table.of(1)).hasValue(Translation.found(1, List.of(10L, 11L), Status.SPLIT, "t"));
    assertThat(table.of(2)).hasValue(Translation.found(2, List.of(20L), Status.MERGED, "t"));
    assertThat(table.of(3).orElseThrow().status()).isEqualTo(Status.MERGED);
    assertThat(table.of(4).orElseThrow().status()).isEqualTo(Status.UNCHANGED);
    assertThat(table.of(5)).isEmpty();
  }

  @Test
  void releaseOfAFolder_isThatOfTheIdsItHas() {
    assertThat(IdVersion.of("mine", new Neurons(new long[] {SUGAR_783})).release())
        .isEqualTo("v783");
    assertThat(IdVersion.of("mine", new Neurons(new long[] {SUGAR_630, LOST})).release())
        .isEqualTo("v630");
    assertThat(IdVersion.of("mine", new Neurons(new long[] {1})).release()).isEmpty();
    assertThat(IdVersion.of("root_630", null).release()).isEqualTo("v630");
    assertThat(IdVersion.of("sample630", null).release()).isEmpty();
  }
}
