package flybrain.campaign;

import flybrain.connectome.Neurons;
import flybrain.experiment.Experiment;
import flybrain.laboratory.Report;
import flybrain.spikes.Measurement;
import flybrain.spikes.SpikeStatistics;
import java.util.Arrays;
import java.util.List;

/// What a campaign keeps of an experiment that has run.
final class Outcome {
  private final PlannedExperiment planned;
  private final Experiment experiment;
  private final double spikes;
  private final double active;

  /// The neurons that fired, ascending; of each its id, its mean rate and the sd of that in Hz.
  private final int[] neurons;

  private final long[] ids;
  private final double[] means;
  private final double[] deviations;

  private final List<Counts> counts;

  /// Takes what fired out of a report, whose memory grows with the brain.
  ///
  /// @param counts spikes of the read-outs
  Outcome(PlannedExperiment planned, Report report, List<Counts> counts) {
    SpikeStatistics statistics = report.statistics();
    this.planned = planned;
    this.experiment = report.plan().experiment();
    this.spikes = statistics.spikesPerTrial().mean();
    this.active = statistics.activePerTrial().mean();
    this.neurons = statistics.mostActive().sorted().toArray();
    Neurons ofBrain = report.plan().brain().neurons();
    this.ids = Arrays.stream(neurons).mapToLong(ofBrain::id).toArray();
    this.means = new double[neurons.length];
    this.deviations = new double[neurons.length];
    for (int k = 0; k < neurons.length; k++) {
      Measurement rate = report.rate(neurons[k]);
      means[k] = rate.mean();
      deviations[k] = rate.sd();
    }
    this.counts = List.copyOf(counts);
  }

  /// An experiment without neurons, in which nothing was run.
  ///
  /// @param base what the campaign is made from, for its seed, trials and duration
  Outcome(PlannedExperiment planned, Experiment base) {
    this.planned = planned;
    this.experiment =
        new Experiment(
            base.name(),
            List.of(),
            base.silence(),
            base.steps(),
            base.trials(),
            base.seed(),
            base.parameters(),
            List.of(),
            null);
    this.spikes = 0;
    this.active = 0;
    this.neurons = new int[0];
    this.ids = new long[0];
    this.means = new double[0];
    this.deviations = new double[0];
    this.counts = List.of();
  }

  PlannedExperiment planned() {
    return planned;
  }

  Experiment experiment() {
    return experiment;
  }

  /// Spikes of the whole brain in a trial, mean.
  double spikes() {
    return spikes;
  }

  /// Neurons that fire in a trial, mean.
  double active() {
    return active;
  }

  /// How many neurons fired in any trial.
  int size() {
    return neurons.length;
  }

  /// One of the neurons that fired, by ascending index.
  int neuron(int place) {
    return neurons[place];
  }

  /// Its FlyWire id.
  long id(int place) {
    return ids[place];
  }

  /// Its firing rate in Hz, mean over trials.
  double rate(int place) {
    return means[place];
  }

  /// Sample standard deviation of its rate over trials in Hz; NaN with a single trial.
  double deviation(int place) {
    return deviations[place];
  }

  List<Counts> counts() {
    return counts;
  }
}
