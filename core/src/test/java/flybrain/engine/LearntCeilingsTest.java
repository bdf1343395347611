package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import flybrain.engine.LearntCeilings.Snapshot;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

class LearntCeilingsTest {
  @Property(tries = 50)
  void whatTwoTrialsMet_isTheHigherCeilingOfEachNeuron(RandomGenerator random) {
    Map<Integer, Double> one = ceilings(random);
    Map<Integer, Double> other = ceilings(random);
    LearntCeilings learnt = new LearntCeilings();
    assertThat(learnt.snapshot().isEmpty()).isTrue();
    learnt.add(snapshot(one));
    learnt.add(snapshot(other));

    Map<Integer, Double> higher = new TreeMap<>(one);
    other.forEach((neuron, ceiling) -> higher.merge(neuron, ceiling, Math::max));
    Snapshot both = learnt.snapshot();
    assertThat(both.isEmpty()).isEqualTo(higher.isEmpty());
    assertThat(both.size()).isEqualTo(higher.size());
    int k = 0;
    for (var entry : higher.entrySet()) {
      assertThat(both.neuron(k)).isEqualTo(entry.getKey());
      assertThat(both.ceiling(k++)).isEqualTo(entry.getValue());
    }
  }

  /// Neurons, ascending, some of them common to any two trials.
  private static Map<Integer, Double> ceilings(RandomGenerator random) {
    Map<Integer, Double> ceilings = new TreeMap<>();
    for (int k = random.nextInt(20); k > 0; k--) {
      ceilings.put(random.nextInt(30), random.nextDouble(1, 9));
    }
    return ceilings;
  }

  private static Snapshot snapshot(Map<Integer, Double> ceilings) {
    return new Snapshot(
        ceilings.keySet().stream().mapToInt(Integer::intValue).toArray(),
        ceilings.values().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
