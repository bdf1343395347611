package flybrain.attribution;

import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.model.Parameters;
import flybrain.spikes.Spikes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/// A run, to be asked why its neurons fired.
///
/// It needs no simulation: spikes and input events of a trial say what was delivered to a neuron
/// and when, and the model's exact solution how much of it was there at a spike. Trials and steps
/// are counted from 0. What it computes it keeps, so it is used by one thread.
public final class Attribution {
  /// In place of a step: all spikes.
  private static final int ALL = -1;

  private final Parameters parameters;
  private final Responses responses;

  /// By number of the trial.
  private final List<TrialContributions> trials = new ArrayList<>();

  /// @param brain that was simulated
  /// @param experiment that was run on it, which gives its input
  /// @param spikes all spikes of all its trials, ordered as [Spikes] says; which is not checked:
  ///   spikes that are missing make contributions wrong
  public Attribution(Connectome brain, Experiment experiment, Spikes spikes) {
    int[] spiking =
        IntStream.range(0, spikes.size()).map(spikes::neuron).sorted().distinct().toArray();
    Partners partners = new Partners(brain.connections(), spiking);
    Conditions conditions = new Conditions(experiment);
    this.parameters = experiment.parameters();
    this.responses = new Responses(parameters, experiment.steps());
    int from = 0;
    for (int trial = 0; trial < experiment.trials(); trial++) {
      int to = from;
      while (to < spikes.size() && spikes.trial(to) == trial) {
        to++;
      }
      trials.add(
          new TrialContributions(
              brain.neurons(),
              experiment,
              trial,
              new SpikeTrains(
                  IntStream.range(from, to).map(spikes::step).toArray(),
                  IntStream.range(from, to).map(spikes::neuron).toArray()),
              partners,
              conditions,
              responses));
      from = to;
    }
  }

  /// The steps at which a neuron spikes in a trial, ascending; a copy, empty if it never does.
  public int[] spikes(int trial, int neuron) {
    return trials.get(trial).trains().steps(neuron);
  }

  /// Whether a neuron spikes at a step of a trial.
  public boolean isSpike(int trial, int neuron, int step) {
    return trials.get(trial).trains().isSpike(neuron, step);
  }

  /// The number of spikes of all neurons in all trials.
  public long size() {
    return trials.stream().mapToLong(trial -> trial.trains().spikes()).sum();
  }

  /// What makes up the potential of a neuron at the threshold test of a step, a spike or not. In
  /// the refractory period nothing does but the reset potential.
  public SpikeCauses at(int trial, int neuron, int step) {
    List<Contribution> found = new ArrayList<>();
    TrialContributions contributions = trials.get(trial);
    contributions.at(
        neuron,
        step,
        new ContributionSink() {
          @Override
          public void spike(
              int presynaptic, int spike, int presynapticStep, int synapses, double height) {
            found.add(
                new Contribution(
                    Contribution.Kind.SPIKE, presynaptic, presynapticStep, synapses, height));
          }

          @Override
          public void drive(int event, double height) {
            found.add(new Contribution(Contribution.Kind.DRIVE, neuron, event, 0, height));
          }

          @Override
          public void reset(int since, double height) {
            found.add(new Contribution(Contribution.Kind.RESET, neuron, since, 0, height));
          }
        });
    double height = found.stream().mapToDouble(Contribution::height).sum();
    found.sort((a, b) -> Double.compare(Math.abs(b.height()), Math.abs(a.height())));
    return new SpikeCauses(trial, neuron, step, contributions.since(neuron, step), height, found);
  }

  /// The first step at whose threshold test a neuron is highest in a trial in which it never
  /// spikes; 0 if it is never above rest.
  ///
  /// @throws IllegalArgumentException if it spikes
  public int highest(int trial, int neuron) {
    return trials.get(trial).highest(neuron);
  }

  /// What made a neuron spike, on average over all its spikes in some trials.
  ///
  /// @param ofTrials numbers of the trials, each once
  /// @throws IllegalArgumentException if it never spikes in them
  public Causes causes(int neuron, int... ofTrials) {
    return meanCauses(neuron, ALL, ofTrials);
  }

  /// What made a neuron spike once, the spikes of each presynaptic neuron together.
  ///
  /// @param step of the spike
  /// @throws IllegalArgumentException if it does not spike then
  public Causes causesOfSpike(int trial, int neuron, int step) {
    return meanCauses(neuron, step, trial);
  }

  private Causes meanCauses(int neuron, int step, int... ofTrials) {
    Causes.Sum sum = new Causes.Sum(neuron);
    visit(neuron, step, sum, _ -> sum.beginSpike(), ofTrials);
    return sum.mean();
  }

  /// How the contributions came up before the spikes of a neuron, on average over all of them.
  ///
  /// @param steps before a spike at which it begins
  /// @param ofTrials numbers of the trials, each once
  /// @throws IllegalArgumentException if it never spikes in them
  public Course course(int neuron, int steps, int... ofTrials) {
    return meanCourse(neuron, ALL, steps, ofTrials);
  }

  /// How the contributions came up before one spike.
  ///
  /// @param step of the spike
  /// @param steps before the spike at which it begins
  /// @throws IllegalArgumentException if it does not spike then
  public Course courseOfSpike(int trial, int neuron, int step, int steps) {
    return meanCourse(neuron, step, steps, trial);
  }

  private Course meanCourse(int neuron, int step, int steps, int... ofTrials) {
    Course.Sum sum =
        new Course.Sum(
            steps,
            responses,
            parameters.wSyn(),
            parameters.poissonKick(),
            parameters.vReset() - parameters.v0(),
            parameters.delaySteps());
    visit(neuron, step, sum, sum::beginSpike, ofTrials);
    return sum.mean();
  }

  /// Hands on the contributions to each spike of a neuron, or to the one at a step.
  ///
  /// @param begin takes the step of the spike whose contributions follow
  private void visit(
      int neuron, int step, ContributionSink sink, IntConsumer begin, int... ofTrials) {
    boolean spikes = false;
    for (int trial : ofTrials) {
      for (int spike : spikes(trial, neuron)) {
        if (step == ALL || step == spike) {
          begin.accept(spike);
          trials.get(trial).at(neuron, spike, sink);
          spikes = true;
        }
      }
    }
    if (!spikes) {
      throw new IllegalArgumentException(
          "neuron %d never spikes in trials %s".formatted(neuron, Arrays.toString(ofTrials)));
    }
  }

  /// The ways by which excitation comes from the drive to the spikes of a neuron, all together.
  ///
  /// @param ofTrials numbers of the trials, each once
  /// @throws IllegalArgumentException if it never spikes in the trials
  public Routes routes(int neuron, Routes.Search how, int... ofTrials) {
    return routes(neuron, ALL, how, ofTrials);
  }

  /// The ways by which excitation comes from the drive to one spike.
  ///
  /// @param step of the spike
  /// @throws IllegalArgumentException if it does not spike then
  public Routes routesOfSpike(int trial, int neuron, int step, Routes.Search how) {
    return routes(neuron, step, how, trial);
  }

  private Routes routes(int neuron, int step, Routes.Search how, int... ofTrials) {
    RouteSearch search = new RouteSearch(trials, how);
    RouteSearch.Way spikes = search.spikes(neuron, step, ofTrials);
    if (spikes.isEmpty()) {
      throw new IllegalArgumentException(
          "neuron %d never spikes in trials %s".formatted(neuron, Arrays.toString(ofTrials)));
    }
    return search.find(spikes);
  }

  /// The share of a route, perhaps one of another run, in the excitation at the spikes of its last
  /// neuron; 0 if that never spikes.
  ///
  /// @param how the route was found, of which only [Routes.Search#together] matters
  public double share(Route route, Routes.Search how, int... ofTrials) {
    RouteSearch search = new RouteSearch(trials, how);
    return search.along(search.spikes(route.neurons().getLast(), ALL, ofTrials), route);
  }
}
