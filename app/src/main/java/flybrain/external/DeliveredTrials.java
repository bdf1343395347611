package flybrain.external;

import flybrain.spikes.SpikeSink;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// The trials that a worker delivers, held against those that it was asked for: each once and
/// whole, spikes of known neurons in steps of the run, in order.
///
/// What is right goes on to another sink.
final class DeliveredTrials implements SpikeSink {
  private final int trials;
  private final int steps;
  private final int neurons;
  private final SpikeSink sink;
  private final BitSet ended = new BitSet();
  private final Map<Integer, Last> underWay = new HashMap<>();
  private long simulated;

  /// The last spike of a trial.
  private record Last(int step, int neuron) {}

  /// @param steps that each trial has
  /// @param neurons of the connectome
  DeliveredTrials(int trials, int steps, int neurons, SpikeSink sink) {
    this.trials = trials;
    this.steps = steps;
    this.neurons = neurons;
    this.sink = sink;
  }

  /// Refuses a trial that was not asked for or has ended.
  void open(long trial) throws WrongOutput {
    if (trial < 0 || trial >= trials) {
      throw new WrongOutput(
          "spikes of trial %d, where trials 0 to %d were asked for".formatted(trial, trials - 1));
    }
    if (ended.get((int) trial)) {
      throw new WrongOutput("trial %d comes again after its end".formatted(trial));
    }
  }

  @Override
  public void spikes(int trial, int[] stepOf, int[] neuronOf, int count) throws IOException {
    open(trial);
    Last last = underWay.getOrDefault(trial, new Last(-1, -1));
    int lastStep = last.step;
    int lastNeuron = last.neuron;
    for (int k = 0; k < count; k++) {
      int step = stepOf[k];
      int neuron = neuronOf[k];
      if (step < 0 || step >= steps) {
        throw wrong(trial, step, neuron, "the run has the steps 0 to " + (steps - 1));
      }
      if (neuron < 0 || neuron >= neurons) {
        throw wrong(trial, step, neuron, "the connectome has the neurons 0 to " + (neurons - 1));
      }
      if (step < lastStep || (step == lastStep && neuron <= lastNeuron)) {
        throw wrong(
            trial,
            step,
            neuron,
            "it follows one in step %d of neuron %d; they must come in order, each once"
                .formatted(lastStep, lastNeuron));
      }
      lastStep = step;
      lastNeuron = neuron;
    }
    underWay.put(trial, new Last(lastStep, lastNeuron));
    sink.spikes(trial, stepOf, neuronOf, count);
  }

  private static WrongOutput wrong(int trial, int step, int neuron, String why) {
    return new WrongOutput(
        "a spike in step %d of neuron %d in trial %d: %s".formatted(step, neuron, trial, why));
  }

  @Override
  public void endOfTrial(int trial) throws IOException {
    open(trial);
    ended.set(trial);
    underWay.remove(trial);
    sink.endOfTrial(trial);
  }

  /// Takes a report of steps that were simulated.
  void simulated(long more) throws WrongOutput {
    long all = (long) steps * trials;
    if (more > all - simulated) {
      throw new WrongOutput(
          "%d steps after %d, where all trials together have %d".formatted(more, simulated, all));
    }
    simulated += more;
  }

  /// Refuses a run that ends without all of its trials.
  void checkComplete() throws WrongOutput {
    int missing = ended.nextClearBit(0);
    if (missing < trials) {
      throw new WrongOutput(
          "%d of %d trials; trial %d is the first that is missing or has no end"
              .formatted(ended.cardinality(), trials, missing));
    }
  }
}
