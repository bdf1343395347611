package flybrain.campaign;

import flybrain.experiment.NeuronSet;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.TrialSink;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/// Counts the spikes of each read-out in each trial.
final class ReadOutCounts implements SpikeSink {
  private final List<NeuronSet> readOuts;

  /// The neurons of each read-out.
  private final BitSet[] members;

  /// The neurons of any read-out.
  private final BitSet all = new BitSet();

  /// By read-out, then by trial.
  private final long[][] spikes;

  ReadOutCounts(List<NeuronSet> readOuts, int trials) {
    this.readOuts = List.copyOf(readOuts);
    this.members = new BitSet[readOuts.size()];
    for (int k = 0; k < members.length; k++) {
      BitSet set = new BitSet();
      readOuts.get(k).stream().forEach(set::set);
      members[k] = set;
      all.or(set);
    }
    this.spikes = new long[readOuts.size()][trials];
  }

  /// Each trial has counters of its own, so no two threads write the same.
  @Override
  public TrialSink begin(int trial) {
    return new TrialSink() {
      @Override
      public void spikes(int[] steps, int[] neurons, int count) {
        for (int i = 0; i < count; i++) {
          if (all.get(neurons[i])) {
            for (int k = 0; k < members.length; k++) {
              spikes[k][trial] += members[k].get(neurons[i]) ? 1 : 0;
            }
          }
        }
      }

      @Override
      public void end() {}
    };
  }

  /// The counts of each read-out that has neurons.
  List<Counts> counts() {
    return IntStream.range(0, members.length)
        .filter(k -> !readOuts.get(k).isEmpty())
        .mapToObj(k -> new Counts(readOuts.get(k).name(), readOuts.get(k).size(), spikes[k]))
        .toList();
  }
}
