package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.SplitMix64;
import flybrain.experiment.Recipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DivisionTest {
  @TempDir private Path folder;

  @Test
  void everyExperiment_isInOnePartOfOneShard() {
    SplitMix64 random = new SplitMix64(3);
    for (int k = 0; k < 300; k++) {
      List<PlannedExperiment> planned = planned(random);
      int most = 1 + random.below(40);
      int shards = 1 + random.below(12);
      Division division = Division.of(planned, most, shards);
      int next = planned.getFirst().number();
      for (Part part : division.parts()) {
        assertThat(part.first()).isEqualTo(next);
        assertThat(part.experiments()).isBetween(1, most);
        assertThat(part.shard()).isBetween(1, shards);
        next += part.experiments();
      }
      assertThat(next).isEqualTo(planned.getFirst().number() + planned.size());
      for (List<PlannedExperiment> part : Division.cut(division.parts(), planned)) {
        assertThat(part.stream().map(PlannedExperiment::brain).distinct()).hasSize(1);
        assertThat(part.stream().map(PlannedExperiment::step).distinct()).hasSize(1);
      }
      assertThat(Division.of(planned, most, shards)).isEqualTo(division);
    }
  }

  @Test
  void shardsOfOneBrain_haveAboutTheSameNumberOfExperiments() {
    for (int size : List.of(1, 7, 41, 100, 1000, 4485)) {
      for (int shards : List.of(1, 2, 3, 7, 40)) {
        List<PlannedExperiment> planned = onBrain(0, size, "a", BrainChange.NONE);
        Map<Integer, Integer> loads = loads(Division.of(planned, 33, shards));
        assertThat(loads.values().stream().mapToInt(load -> load).sum()).isEqualTo(size);
        int most = loads.values().stream().max(Integer::compare).orElseThrow();
        // A part more than an equal share, and a part is at most a third of a share here.
        assertThat(most)
            .as("%d experiments, %d shards", size, shards)
            .isLessThanOrEqualTo(
                Math.ceilDiv(size, shards) + Math.min(33, Math.ceilDiv(size, 3 * shards)));
      }
    }
  }

  @Test
  void neighboursOfASweep_areOnDifferentShards() {
    Division division = Division.of(onBrain(0, 10, "a", BrainChange.NONE), 1, 3);
    assertThat(division.parts().stream().map(Part::shard))
        .containsExactly(1, 2, 3, 1, 2, 3, 1, 2, 3, 1);
  }

  @Test
  void experimentsOfOneBrain_stayTogetherUnlessThereAreMoreShardsThanBrains() {
    List<PlannedExperiment> planned = new ArrayList<>();
    for (int brain = 1; brain <= 6; brain++) {
      planned.addAll(onBrain(planned.size(), 20, "a", BrainChange.named("rewired-" + brain)));
    }
    for (int shards = 1; shards <= 6; shards++) {
      Division division = Division.of(planned, 8, shards);
      shardsOfBrains(division, planned).values().forEach(of -> assertThat(of).hasSize(1));
      int most = Math.ceilDiv(6, shards) * 20;
      assertThat(loads(division).values()).allMatch(load -> load <= most);
    }
    Division many = Division.of(planned, 8, 12);
    shardsOfBrains(many, planned).values().forEach(of -> assertThat(of).hasSize(2));
    assertThat(loads(many).values()).allMatch(load -> load == 10);
  }

  @Test
  void oneExperiment_isOnePart_howeverManyShards() {
    List<PlannedExperiment> one = onBrain(7, 1, "a", BrainChange.NONE);
    for (int shards : new int[] {1, 2, 1_000}) {
      assertThat(Division.of(one, 8, shards).parts()).containsExactly(new Part(7, 1, 1));
    }
    assertThat(Division.of(one, 8, 3).of(2)).isEmpty();
    assertThat(Division.cut(List.of(new Part(7, 1, 1)), List.of())).isEmpty();
    assertThat(Division.cut(List.of(new Part(6, 1, 1), new Part(7, 1, 1)), one))
        .containsExactly(one);
  }

  /// Written by the first shard, read by all others, perhaps on other machines.
  @Test
  void file_isReadAsItWasWritten_byItsOwnCampaignOnly() throws IOException {
    Division division = Division.of(onBrain(3, 40, "a", BrainChange.NONE), 8, 5);
    Map<String, String> provenance = Map.of("flybrain.campaign", "c", "flybrain.seed", "1");
    Path file = Division.file(folder, 2);
    assertThat(Division.read(folder, 2, provenance)).isEmpty();
    Files.createDirectories(file.getParent());
    division.write(file, provenance);
    assertThat(Division.read(folder, 2, provenance)).contains(division);
    assertThat(Division.read(folder, 1, provenance)).isEmpty();
    assertThatThrownBy(
            () -> Division.read(folder, 2, Map.of("flybrain.campaign", "c", "flybrain.seed", "2")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file + ": is of another campaign; delete it and run a shard of this stage again");
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 5));
    assertThatThrownBy(() -> Division.read(folder, 2, provenance))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": is ");
  }

  private static Map<BrainChange, Set<Integer>> shardsOfBrains(
      Division division, List<PlannedExperiment> planned) {
    return division.parts().stream()
        .collect(
            Collectors.groupingBy(
                part -> planned.get(part.first() - planned.getFirst().number()).brain(),
                Collectors.mapping(Part::shard, Collectors.toSet())));
  }

  private static Map<Integer, Integer> loads(Division division) {
    Map<Integer, Integer> loads = new HashMap<>();
    division.parts().forEach(part -> loads.merge(part.shard(), part.experiments(), Integer::sum));
    return loads;
  }

  private static List<PlannedExperiment> planned(SplitMix64 random) {
    List<PlannedExperiment> planned = new ArrayList<>();
    int first = random.below(100);
    for (int group = 0; group <= random.below(6); group++) {
      BrainChange brain =
          random.below(2) == 0
              ? BrainChange.NONE
              : BrainChange.named("rewired-" + (1 + random.below(3)));
      planned.addAll(
          onBrain(first + planned.size(), 1 + random.below(150), "step" + group / 2, brain));
    }
    return planned;
  }

  private static List<PlannedExperiment> onBrain(
      int first, int size, String step, BrainChange brain) {
    List<PlannedExperiment> planned = new ArrayList<>();
    for (int k = first; k < first + size; k++) {
      planned.add(
          new PlannedExperiment(
              k,
              "e" + k,
              step,
              PlannedExperiment.Role.ARM,
              "",
              "",
              Map.of(),
              Recipe.DEFAULT,
              List.of(),
              brain,
              ""));
    }
    return planned;
  }
}
