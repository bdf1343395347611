package flybrain.external;

import flybrain.spikes.SpikeSink;
import flybrain.spikes.TrialSink;
import java.io.IOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/// The trials that a worker delivers, checked against the request: each once and complete, spikes
/// of known neurons in steps of the run, in order.
///
/// Valid spikes are passed on to another sink.
final class DeliveredTrials {
  private final int trials;
  private final int steps;
  private final int neurons;
  private final SpikeSink sink;
  private final BitSet ended = new BitSet();
  private final Map<Integer, TrialSink> underWay = new HashMap<>();
  private long simulated;

  /// @param steps that each trial has
  /// @param neurons of the connectome
  DeliveredTrials(int trials, int steps, int neurons, SpikeSink sink) {
    this.trials = trials;
    this.steps = steps;
    this.neurons = neurons;
    this.sink = sink;
  }

  /// Where the spikes of a trial go; begins it when they are the first.
  ///
  /// @throws WrongOutput for a trial that was not asked for or has ended
  TrialSink trial(long trial) throws IOException {
    if (trial < 0 || trial >= trials) {
      throw new WrongOutput(
          "spikes of trial %d, but only trials 0 to %d were requested"
              .formatted(trial, trials - 1));
    }
    int number = (int) trial;
    if (ended.get(number)) {
      throw new WrongOutput("trial %d continues after its end".formatted(trial));
    }
    TrialSink checked = underWay.get(number);
    if (checked == null) {
      checked = new CheckedTrial(number, sink.begin(number));
      underWay.put(number, checked);
    }
    return checked;
  }

  /// Takes a report of steps that were simulated.
  void simulated(long more) throws WrongOutput {
    long all = (long) steps * trials;
    if (more > all - simulated) {
      throw new WrongOutput(
          "%d steps after %d, but all trials together have %d".formatted(more, simulated, all));
    }
    simulated += more;
  }

  /// Refuses a run that ends without all of its trials.
  void checkComplete() throws WrongOutput {
    int missing = ended.nextClearBit(0);
    if (missing < trials) {
      throw new WrongOutput(
          "%d of %d trials; trial %d is the first missing or unfinished one"
              .formatted(ended.cardinality(), trials, missing));
    }
  }

  /// Checks the spikes of one trial.
  private final class CheckedTrial implements TrialSink {
    private final int trial;
    private final TrialSink checked;
    private int lastStep = -1;
    private int lastNeuron = -1;

    CheckedTrial(int trial, TrialSink checked) {
      this.trial = trial;
      this.checked = checked;
    }

    @Override
    public void spikes(int[] stepOf, int[] neuronOf, int count) throws IOException {
      for (int k = 0; k < count; k++) {
        int step = stepOf[k];
        int neuron = neuronOf[k];
        if (step < 0 || step >= steps) {
          throw wrong(step, neuron, "the run has the steps 0 to " + (steps - 1));
        }
        if (neuron < 0 || neuron >= neurons) {
          throw wrong(step, neuron, "the connectome has the neurons 0 to " + (neurons - 1));
        }
        if (step < lastStep || (step == lastStep && neuron <= lastNeuron)) {
          throw wrong(
              step,
              neuron,
              "it follows one in step %d of neuron %d; spikes must arrive in order, each once"
                  .formatted(lastStep, lastNeuron));
        }
        lastStep = step;
        lastNeuron = neuron;
      }
      checked.spikes(stepOf, neuronOf, count);
    }

    @Override
    public void end() throws IOException {
      ended.set(trial);
      underWay.remove(trial);
      checked.end();
    }

    private WrongOutput wrong(int step, int neuron, String why) {
      return new WrongOutput(
          "a spike in step %d of neuron %d in trial %d: %s".formatted(step, neuron, trial, why));
    }
  }
}
