package flybrain.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.Property;
import flybrain.compare.SpikeEquality.Divergence;
import flybrain.compare.SpikeEquality.TrialEquality;
import flybrain.spikes.SpikeTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpikeEqualitiesTest {
  private static final double DT = 0.1;

  private static final Comparator<Spike> ORDER =
      Comparator.comparingInt(Spike::trial)
          .thenComparingInt(Spike::step)
          .thenComparingLong(Spike::id);

  @TempDir private Path folder;

  record Spike(int trial, int step, long id) {}

  private static final List<Spike> SPIKES =
      List.of(
          new Spike(0, 5, 11),
          new Spike(0, 5, 22),
          new Spike(0, 9, 11),
          new Spike(2, 1, 33),
          new Spike(2, 3, 11));

  @Test
  void sameSpikes_areEqual() throws IOException {
    SpikeEquality answer = compare(SPIKES, SPIKES);
    assertThat(answer.isEqual()).isTrue();
    assertThat(answer.first()).isEmpty();
    assertThat(answer.trials())
        .containsExactly(
            new TrialEquality(0, 3, 0, 0, null),
            new TrialEquality(1, 0, 0, 0, null),
            new TrialEquality(2, 2, 0, 0, null));
  }

  @Test
  void missingSpike_isFoundWhereItWas() throws IOException {
    SpikeEquality answer = compare(SPIKES, without(SPIKES, 1));
    Divergence first = new Divergence(0, 5, List.of(22L), List.of());
    assertThat(answer.trials().getFirst()).isEqualTo(new TrialEquality(0, 2, 1, 0, first));
    assertThat(answer.first()).contains(first);
    assertThat(first.neuron()).isEqualTo(22);
    assertThat(answer.isEqual()).isFalse();
  }

  @Test
  void extraSpike_isFoundWhereItIs() throws IOException {
    SpikeEquality answer = compare(without(SPIKES, 3), SPIKES);
    assertThat(answer.first()).contains(new Divergence(2, 1, List.of(), List.of(33L)));
    assertThat(answer.equal()).isEqualTo(4);
    assertThat(answer.missing()).isZero();
    assertThat(answer.extra()).isEqualTo(1);
  }

  @Test
  void shiftedSpike_isMissingAndExtra() throws IOException {
    List<Spike> shifted = new ArrayList<>(SPIKES);
    shifted.set(4, new Spike(2, 4, 11));
    SpikeEquality answer = compare(SPIKES, shifted);
    assertThat(answer.trials().getLast())
        .isEqualTo(new TrialEquality(2, 1, 1, 1, new Divergence(2, 3, List.of(11L), List.of())));
  }

  @Test
  void trialsThatTheOtherLacks_areMissingOrExtra() throws IOException {
    List<Spike> first = SPIKES.subList(0, 3);
    assertThat(compare(SPIKES, first).missing()).isEqualTo(2);
    assertThat(compare(first, SPIKES).extra()).isEqualTo(2);
    assertThat(compare(first, SPIKES).trials()).hasSize(3);
    assertThat(compare(List.of(), List.of()).trials()).isEmpty();
    assertThat(compare(List.of(), SPIKES).first().orElseThrow().step()).isEqualTo(5);
  }

  @Test
  void doubledSpike_isExtra() throws IOException {
    List<Spike> doubled = new ArrayList<>(SPIKES);
    doubled.add(2, SPIKES.get(1));
    assertThat(compare(SPIKES, doubled).extra()).isEqualTo(1);
  }

  /// Its id is the largest that a spike file may have.
  @Test
  void lastId_isANeuronAsAnyOther() throws IOException {
    Spike last = new Spike(0, 5, Long.MAX_VALUE);
    List<Spike> more = List.of(SPIKES.get(0), last);
    SpikeEquality answer = compare(more, List.of(SPIKES.get(0)));
    assertThat(answer.missing()).isEqualTo(1);
    assertThat(answer.first()).contains(new Divergence(0, 5, List.of(last.id()), List.of()));
    assertThat(compare(List.of(SPIKES.get(0)), more).extra()).isEqualTo(1);
    assertThat(compare(more, more).isEqual()).isTrue();
  }

  @Test
  void timeBetweenSteps_isRefused() throws IOException {
    Path odd = write("odd.parquet", List.of(new Spike(0, 3, 11)), 0.15);
    assertThatThrownBy(() -> SpikeEqualities.of(odd, odd, DT, Progress.NONE))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("odd.parquet")
        .hasMessageContaining("multiple of dt = 0.1 ms");
  }

  /// A step that a trial of our own never has; memory is for spikes, not for steps.
  @Test
  void latestStepThatThereIs_isOneAsAnyOther_inAnyOrder() throws IOException {
    Spike last = new Spike(0, Integer.MAX_VALUE - 1, 11);
    List<Spike> unordered = List.of(last, new Spike(0, 5, 22), new Spike(0, 7, 11));
    assertThat(compare(unordered, unordered).equal()).isEqualTo(3);
    SpikeEquality answer = compare(unordered, unordered.subList(1, 3));
    assertThat(answer.first()).contains(new Divergence(0, last.step(), List.of(11L), List.of()));
    assertThat(answer.equal()).isEqualTo(2);
  }

  @Test
  void steps_areThoseOfOneNeuronInOneTrial() throws IOException {
    Path file = write("a.parquet", SPIKES, DT);
    assertThat(SpikeEqualities.steps(file, 0, 11, DT)).containsExactly(5, 9);
    assertThat(SpikeEqualities.steps(file, 1, 11, DT)).isEmpty();
  }

  /// In the order of time, by trial only, and in no order.
  @Property(tries = 60)
  void anyOrder_givesTheDifferencesOfSets(RandomGenerator random) throws IOException {
    SortedSet<Spike> a = new TreeSet<>(ORDER);
    SortedSet<Spike> b = new TreeSet<>(ORDER);
    for (int i = 0; i < 200; i++) {
      Spike spike = new Spike(random.nextInt(3), random.nextInt(40), 100 + random.nextInt(5));
      if (random.nextInt(20) > 0) {
        a.add(spike);
      }
      if (random.nextInt(20) > 0) {
        b.add(spike);
      }
    }
    SpikeEquality answer = compare(ordered(a, random), ordered(b, random));
    SortedSet<Spike> missing = new TreeSet<>(a);
    missing.removeAll(b);
    SortedSet<Spike> extra = new TreeSet<>(b);
    extra.removeAll(a);
    assertThat(answer.missing()).isEqualTo(missing.size());
    assertThat(answer.extra()).isEqualTo(extra.size());
    assertThat(answer.equal()).isEqualTo(a.size() - missing.size());
    SortedSet<Spike> different = new TreeSet<>(missing);
    different.addAll(extra);
    assertThat(answer.first().map(first -> new Spike(first.trial(), first.step(), first.neuron())))
        .isEqualTo(different.stream().findFirst());
  }

  /// Some of the spikes are gone and some are new besides.
  @Property(tries = 30)
  void constantShift_isFoundWithWhatElseDiffers(RandomGenerator random) throws IOException {
    SortedSet<Spike> a = new TreeSet<>(ORDER);
    for (int i = 0; i < 300; i++) {
      a.add(new Spike(random.nextInt(3), 60 + random.nextInt(900), 100 + random.nextInt(5)));
    }
    int shift = random.nextInt(1, 40) * (random.nextBoolean() ? 1 : -1);
    List<Spike> moved =
        a.stream()
            .skip(4)
            .map(spike -> new Spike(spike.trial(), spike.step() + shift, spike.id()))
            .toList();
    Path reference = write("a.parquet", ordered(a, random), DT);
    Path candidate = write("b.parquet", ordered(Set.copyOf(moved), random), DT);
    SpikeEquality answer = SpikeEqualities.of(reference, candidate, DT, Progress.NONE);
    ShiftedEquality found =
        SpikeEqualities.shifted(reference, candidate, DT, answer, Progress.NONE).orElseThrow();
    assertThat(found.steps()).isEqualTo(shift);
    assertThat(found.equality().equal()).isEqualTo(a.size() - 4);
    assertThat(found.equality().missing()).isEqualTo(4);
    assertThat(found.equality().extra()).isZero();
  }

  @Test
  void otherSpikes_areNotAShift() throws IOException {
    List<Spike> other = new ArrayList<>(SPIKES);
    other.set(4, new Spike(2, 4, 11));
    SpikeEquality answer = compare(SPIKES, other);
    assertThat(
            SpikeEqualities.shifted(
                folder.resolve("a.parquet"),
                folder.resolve("b.parquet"),
                DT,
                answer,
                Progress.NONE))
        .isEmpty();
  }

  private static List<Spike> ordered(Set<Spike> spikes, RandomGenerator random) {
    List<Spike> rows = new ArrayList<>(spikes);
    int order = random.nextInt(3);
    if (order > 0) {
      Collections.shuffle(rows, new Random(random.nextLong()));
    }
    if (order == 1) {
      rows.sort(Comparator.comparingInt(Spike::trial));
    }
    return rows;
  }

  private static List<Spike> without(List<Spike> spikes, int index) {
    List<Spike> rest = new ArrayList<>(spikes);
    rest.remove(index);
    return rest;
  }

  private SpikeEquality compare(List<Spike> a, List<Spike> b) throws IOException {
    return SpikeEqualities.of(
        write("a.parquet", a, DT), write("b.parquet", b, DT), DT, Progress.NONE);
  }

  private Path write(String name, List<Spike> spikes, double dt) throws IOException {
    return SpikeTable.write(
        folder.resolve(name),
        spikes.stream()
            .map(spike -> new SpikeTable.Row(spike.trial(), spike.step() * dt, spike.id()))
            .toList());
  }
}
