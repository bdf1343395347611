package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.connectome.Neurons;
import flybrain.experiment.NamedSet.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamedSetTest {
  /// Ids that are the same number as a double.
  private static final long ID = 720575940660219265L;

  private static NamedSet set(Map<String, List<Long>> versions) {
    return new NamedSet("mine", Kind.SET, "about", "source", versions, Map.of());
  }

  /// Two versions, the newest first; the second neuron has one id in both.
  private static NamedSet ofTwoVersions() {
    Map<String, List<Long>> versions = new LinkedHashMap<>();
    versions.put("v783", List.of(ID + 10, ID + 1, ID + 12));
    versions.put("v630", List.of(ID, ID + 1, ID + 2));
    return set(versions);
  }

  @Test
  void idsForAConnectome_areThoseOfWhichItHasMost() {
    NamedSet set = ofTwoVersions();
    assertThat(set.idsFor(new Neurons(new long[] {ID, ID + 1, ID + 12, ID + 2})))
        .containsExactly(ID, ID + 1, ID + 2);
    assertThat(set.idsFor(new Neurons(new long[] {ID + 10, ID + 12, ID})))
        .containsExactly(ID + 10, ID + 1, ID + 12);
    assertThat(set.idsFor(new Neurons(new long[] {ID + 1})))
        .as("of equals the newest")
        .containsExactly(ID + 10, ID + 1, ID + 12);
    assertThat(set.idsFor(new Neurons(new long[] {7}))).contains(ID + 10);
  }

  @Test
  void idsOfARelease_areItsOwn() {
    NamedSet set = ofTwoVersions();
    assertThat(set.idsOf("v630")).contains(List.of(ID, ID + 1, ID + 2));
    assertThat(set.idsOf("v783")).contains(List.of(ID + 10, ID + 1, ID + 12));
    assertThat(set.idsOf("v571")).as("known not to have any").isEmpty();
    assertThat(set(Map.of("v783", List.of(ID))).idsOf("v630")).isEmpty();
    assertThat(NamedSet.ofUser("mine", List.of(ID)).idsOf("v630"))
        .as("of the user, whatever the release")
        .contains(List.of(ID));
  }

  @Test
  void idsOfAllVersions_areThereOnce() {
    assertThat(ofTwoVersions().idsOfAllVersions())
        .containsExactly(ID + 10, ID + 1, ID + 12, ID, ID + 2);
    assertThat(ofTwoVersions().contains(ID + 2)).isTrue();
    assertThat(ofTwoVersions().contains(ID + 3)).isFalse();
  }

  @Test
  void idsOfANeuron_areTogether() {
    assertThat(ofTwoVersions().idsOfNeurons())
        .containsExactly(List.of(ID + 10, ID), List.of(ID + 1), List.of(ID + 12, ID + 2));
    assertThat(NamedSet.ofUser("none", List.of()).idsOfNeurons()).isEmpty();
  }

  @Test
  void absence_isExplainedWhereTheReasonIsKnown() {
    NamedSet lost =
        new NamedSet(
            "mine",
            Kind.SET,
            "about",
            "source",
            Map.of("v630", List.of(ID)),
            Map.of(ID, "split in two", ID + 1, "split in two", ID + 2, "no longer proofread"));
    assertThat(lost.whyAbsent(List.of(ID, ID + 1))).isEqualTo("split in two");
    assertThat(lost.whyAbsent(List.of(ID + 2, ID))).isEqualTo("no longer proofread; split in two");
    assertThat(lost.whyAbsent(List.of(7L))).isEmpty();
    NamedSet newest = set(Map.of("v783", List.of(ID)));
    assertThat(newest.whyAbsent(List.of(ID))).isEqualTo("ids of v783");
    assertThat(newest.whyAbsent(List.of())).isEmpty();
  }

  @Test
  void listsOfOtherLengths_areAMistake() {
    assertThatThrownBy(() -> set(Map.of("v783", List.of(1L), "v630", List.of(1L, 2L))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("set mine has lists of several lengths");
    assertThatThrownBy(() -> set(Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("set mine has no list of ids");
  }
}
