package flybrain.attribution;

import flybrain.connectome.Neurons;
import flybrain.experiment.Experiment;
import flybrain.experiment.InputEvents;
import flybrain.model.Parameters;
import flybrain.model.Propagator;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What made up the potential of any neuron at any step of one trial.
///
/// From the end of the refractory period to the next spike the model is linear, and a reset leaves
/// nothing of v and g. So the potential is the sum of the responses to what was delivered since.
final class TrialContributions {
  private final Neurons neurons;
  private final Experiment experiment;
  private final int trial;
  private final SpikeTrains trains;
  private final Partners partners;
  private final Conditions conditions;
  private final Responses responses;
  private @Nullable Map<Integer, int[]> events;

  TrialContributions(
      Neurons neurons,
      Experiment experiment,
      int trial,
      SpikeTrains trains,
      Partners partners,
      Conditions conditions,
      Responses responses) {
    this.neurons = neurons;
    this.experiment = experiment;
    this.trial = trial;
    this.trains = trains;
    this.partners = partners;
    this.conditions = conditions;
    this.responses = responses;
  }

  SpikeTrains trains() {
    return trains;
  }

  /// The first step at which a neuron is no longer refractory after its last spike before a step; 0
  /// if there is none.
  int since(int neuron, int step) {
    int last = lastSpikeBefore(neuron, step);
    return last < 0 ? 0 : conditions.activeAfter(neuron, last);
  }

  private int lastSpikeBefore(int neuron, int step) {
    int train = trains.train(neuron);
    int next = train < 0 ? 0 : trains.firstFrom(train, step);
    return train < 0 || next == trains.from(train) ? -1 : trains.step(next - 1);
  }

  /// Hands on what makes up the potential at the threshold test of a step, above rest.
  void at(int neuron, int step, ContributionSink sink) {
    int since = since(neuron, step);
    if (since <= step) {
      spikes(neuron, since, step, sink);
      drive(neuron, since, step, sink);
    }
    reset(neuron, since, step, sink);
  }

  private void spikes(int neuron, int since, int step, ContributionSink sink) {
    Parameters parameters = experiment.parameters();
    int delay = parameters.delaySteps();
    Partners.Of of = partners.of(neuron);
    for (int k = 0; k < of.size(); k++) {
      int presynaptic = of.neuron(k);
      int train = trains.train(presynaptic);
      if (train < 0) {
        continue;
      }
      double weight = of.synapses(k) * parameters.wSyn();
      int end = trains.from(train + 1);
      for (int spike = trains.firstFrom(train, since - delay); spike < end; spike++) {
        int arrival = trains.step(spike) + delay;
        if (arrival >= step) {
          break;
        }
        if (conditions.delivers(presynaptic, neuron, arrival)) {
          double height = weight * responses.toSynaptic(step - arrival);
          sink.spike(presynaptic, spike, trains.step(spike), of.synapses(k), height);
        }
      }
    }
  }

  private void drive(int neuron, int since, int step, ContributionSink sink) {
    double kick = experiment.parameters().poissonKick();
    for (int event : events(neuron)) {
      if (event >= since && event < step) {
        sink.drive(event, kick * responses.toDirect(step - event));
      }
    }
  }

  private void reset(int neuron, int since, int step, ContributionSink sink) {
    Parameters parameters = experiment.parameters();
    double height = parameters.vReset() - parameters.v0();
    if (height != 0 && lastSpikeBefore(neuron, step) >= 0) {
      int advanced = Math.max(0, step - since + 1);
      sink.reset(since, height * responses.toDirect(advanced));
    }
  }

  /// The first step at whose threshold test a neuron that never spikes in this trial is highest.
  ///
  /// @throws IllegalArgumentException if it spikes
  int highest(int neuron) {
    if (trains.train(neuron) >= 0) {
      throw new IllegalArgumentException("neuron %d spikes in trial %d".formatted(neuron, trial));
    }
    Propagator propagator = Propagator.of(experiment.parameters());
    double decay = propagator.membraneDecay(1);
    double synapticDecay = propagator.synapticDecay(1);
    double transfer = propagator.transfer(1);
    SortedMap<Integer, Delivery> deliveries = deliveries(neuron);
    double u = 0;
    double g = 0;
    double highest = 0;
    int found = 0;
    int first = deliveries.isEmpty() ? experiment.steps() : deliveries.firstKey();
    for (int step = first; step < experiment.steps(); step++) {
      u = u * decay + g * transfer;
      g *= synapticDecay;
      if (u > highest) {
        highest = u;
        found = step;
      }
      Delivery delivery = deliveries.get(step);
      if (delivery != null) {
        u += delivery.toPotential;
        g += delivery.toSynaptic;
      }
    }
    return found;
  }

  /// What arrives at a step, in mV.
  private record Delivery(double toSynaptic, double toPotential) {
    Delivery plus(Delivery more) {
      return new Delivery(toSynaptic + more.toSynaptic, toPotential + more.toPotential);
    }
  }

  private SortedMap<Integer, Delivery> deliveries(int neuron) {
    Parameters parameters = experiment.parameters();
    SortedMap<Integer, Delivery> deliveries = new TreeMap<>();
    at(
        neuron,
        experiment.steps(),
        new ContributionSink() {
          @Override
          public void spike(
              int presynaptic, int spike, int presynapticStep, int synapses, double height) {
            deliveries.merge(
                presynapticStep + parameters.delaySteps(),
                new Delivery(synapses * parameters.wSyn(), 0),
                Delivery::plus);
          }

          @Override
          public void drive(int event, double height) {
            deliveries.merge(event, new Delivery(0, parameters.poissonKick()), Delivery::plus);
          }

          @Override
          public void reset(int since, double height) {
            throw new IllegalStateException("a neuron without spikes is never reset");
          }
        });
    return deliveries;
  }

  /// The steps of the events of a neuron's drive.
  private int[] events(int neuron) {
    Map<Integer, int[]> all = events;
    if (all == null) {
      all = readEvents();
      events = all;
    }
    return all.getOrDefault(neuron, new int[0]);
  }

  private Map<Integer, int[]> readEvents() {
    Map<Integer, int[]> steps = new HashMap<>();
    Map<Integer, Integer> counts = new HashMap<>();
    InputEvents input = InputEvents.ofTrial(neurons, experiment, trial);
    for (; input.step() < experiment.steps(); input.next()) {
      int neuron = input.neuron();
      int count = counts.merge(neuron, 1, Integer::sum);
      int[] known = steps.getOrDefault(neuron, new int[16]);
      if (count > known.length) {
        known = Arrays.copyOf(known, 2 * known.length);
      }
      known[count - 1] = input.step();
      steps.put(neuron, known);
    }
    steps.replaceAll((neuron, known) -> Arrays.copyOf(known, counts.getOrDefault(neuron, 0)));
    return steps;
  }
}
