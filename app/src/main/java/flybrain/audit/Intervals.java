package flybrain.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The intervals between successive spikes of each neuron that are too short for the model.
///
/// Neurons have numbers 0, 1, 2 ... in order of their first appearance.
final class Intervals {
  /// Examples kept of a neuron; all are counted.
  private static final int EXAMPLES = 3;

  /// Two successive spikes of a neuron, in steps.
  record Example(int trial, int from, int to) {}

  private final int shortest;
  private final Map<Integer, int[]> lastOfTrial = new HashMap<>();
  private final Map<Integer, List<Example>> examples = new HashMap<>();
  private int trial = -1;
  private int[] last = {};
  private int[] spikes = new int[512];
  private int[] tooShort = new int[512];
  private int[] single = new int[512];
  private long duplicates;
  private String firstDuplicate = "";
  private boolean disordered;

  /// @param shortest steps that a neuron without drive needs
  Intervals(int shortest) {
    this.shortest = shortest;
  }

  /// Takes the next spike.
  void add(int ofTrial, int neuron, int step) {
    if (ofTrial != trial) {
      lastOfTrial.put(trial, last);
      trial = ofTrial;
      last = lastOfTrial.getOrDefault(trial, new int[0]);
    }
    if (neuron >= last.length) {
      int before = last.length;
      last = Arrays.copyOf(last, Math.max(512, 2 * neuron));
      Arrays.fill(last, before, last.length, -1);
    }
    if (neuron >= spikes.length) {
      spikes = Arrays.copyOf(spikes, 2 * neuron);
      tooShort = Arrays.copyOf(tooShort, 2 * neuron);
      single = Arrays.copyOf(single, 2 * neuron);
    }
    spikes[neuron]++;
    int before = last[neuron];
    last[neuron] = step;
    if (before >= 0 && step - before < shortest) {
      takeShort(neuron, before, step);
    }
  }

  private void takeShort(int neuron, int before, int step) {
    if (step < before) {
      disordered = true;
    } else if (step == before) {
      if (duplicates++ == 0) {
        firstDuplicate = "trial %d, step %d".formatted(trial, step);
      }
    } else {
      tooShort[neuron]++;
      single[neuron] += step - before < ExpectedRun.SHORTEST_DRIVEN ? 1 : 0;
      List<Example> some = examples.computeIfAbsent(neuron, _ -> new ArrayList<>());
      Example example = new Example(trial, before, step);
      if (some.size() < EXAMPLES) {
        some.add(example);
      } else if (step - before < ExpectedRun.SHORTEST_DRIVEN) {
        some.set(EXAMPLES - 1, example);
      }
    }
  }

  /// Whether the spikes of a neuron did not come in order of time; then nothing else holds.
  boolean isDisordered() {
    return disordered;
  }

  /// Spikes that appear more than once.
  long duplicates() {
    return duplicates;
  }

  /// Where the first of them is.
  String firstDuplicate() {
    return firstDuplicate;
  }

  /// Number of spikes of a neuron.
  int spikes(int neuron) {
    return spikes[neuron];
  }

  /// Intervals of a neuron that only a driven one may have.
  int tooShort(int neuron) {
    return tooShort[neuron];
  }

  /// Intervals of a neuron that no neuron may have.
  int single(int neuron) {
    return single[neuron];
  }

  /// Some of the short intervals of a neuron.
  List<Example> examples(int neuron) {
    return examples.getOrDefault(neuron, List.of());
  }
}
