package flybrain.attribution;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Traces the excitation at spikes of a neuron back to the drive.
///
/// Each spike has a share of what is traced, and passes it on to the presynaptic spikes and events
/// that excited it, in proportion to their contributions. So shares add up to 1 at every depth. A
/// way back is followed by its neurons, all their spikes together, always the one with the largest
/// share next: what is traced later never has a larger share. So this is a best-first search whose
/// routes come out in order, and where it stops it knows the largest share that may be missing.
final class RouteSearch {
  /// Ways that are followed back by one more neuron, at most.
  private static final int MOST_STEPS = 20_000;

  /// Ways of less are given up.
  private static final double LEAST = 1e-3;

  private final List<TrialContributions> trials;
  private final Routes.Search how;

  RouteSearch(List<TrialContributions> trials, Routes.Search how) {
    this.trials = trials;
    this.how = how;
  }

  /// A way that was traced back to a neuron, or from there to its origin.
  static final class Way {
    private final @Nullable Way next;
    private final int neuron;
    private final Contribution.@Nullable Kind origin;
    private final List<Way> branches = new ArrayList<>();

    /// The spikes that take part, of the neuron and all that count as it: their trials, numbers and
    /// shares.
    private int[] ofTrials = new int[8];

    private int[] spikes = new int[8];
    private double[] shares = new double[8];
    private int size;
    private double share;

    /// @param next the way from its end on; null for the neuron in question
    /// @param origin null for spikes
    Way(@Nullable Way next, int neuron, Contribution.@Nullable Kind origin) {
      this.next = next;
      this.neuron = neuron;
      this.origin = origin;
    }

    void add(int trial, int spike, double more) {
      if (size == spikes.length) {
        ofTrials = Arrays.copyOf(ofTrials, 2 * size);
        spikes = Arrays.copyOf(spikes, 2 * size);
        shares = Arrays.copyOf(shares, 2 * size);
      }
      ofTrials[size] = trial;
      spikes[size] = spike;
      shares[size++] = more;
      share += more;
    }

    /// One entry for each spike: one may excite several neurons that count as one.
    void merge() {
      Map<Long, Double> merged = new LinkedHashMap<>();
      for (int k = 0; k < size; k++) {
        merged.merge((long) ofTrials[k] << Integer.SIZE | spikes[k], shares[k], Double::sum);
      }
      if (merged.size() < size) {
        double whole = share;
        size = 0;
        merged.forEach(
            (spike, part) -> add((int) (spike >>> Integer.SIZE), (int) (long) spike, part));
        share = whole;
      }
    }

    /// Drops the spikes, which are not needed once they are traced back.
    void forgetSpikes() {
      ofTrials = new int[0];
      spikes = new int[0];
      shares = new double[0];
      size = 0;
    }

    boolean isEmpty() {
      return size == 0;
    }

    Route route(Contribution.Kind from) {
      List<Integer> neurons = new ArrayList<>();
      for (Way way = next; way != null; way = way.next) {
        neurons.add(way.neuron);
      }
      return new Route(neurons, from, share);
    }

    CausalTree tree(double least) {
      return new CausalTree(
          neuron,
          origin,
          share,
          branches.stream()
              .filter(branch -> branch.share >= least)
              .sorted(Comparator.comparingDouble(branch -> -branch.share))
              .map(branch -> branch.tree(least))
              .toList());
    }
  }

  /// The strongest routes.
  ///
  /// @param spikes of one neuron, with equal shares
  Routes find(Way spikes) {
    PriorityQueue<Way> open = new PriorityQueue<>(Comparator.comparingDouble(way -> -way.share));
    open.add(spikes);
    List<Route> found = new ArrayList<>();
    double certain = LEAST;
    int steps = 0;
    for (Way way = open.poll(); way != null; way = open.poll()) {
      if (found.size() >= how.routes() && way.share < how.branch()) {
        certain = way.share;
        break;
      }
      Contribution.Kind origin = way.origin;
      if (origin != null) {
        found.add(way.route(origin));
      } else if (steps++ == MOST_STEPS) {
        certain = way.share;
        break;
      } else {
        for (Way branch : back(way)) {
          if (branch.share >= LEAST) {
            way.branches.add(branch);
            open.add(branch);
          }
        }
        way.forgetSpikes();
      }
    }
    return new Routes(
        found.subList(0, Math.min(found.size(), how.routes())), spikes.tree(how.branch()), certain);
  }

  /// All spikes of a neuron in some trials, or one of them.
  ///
  /// @param step of the one spike; -1 for all
  Way spikes(int neuron, int step, int... ofTrials) {
    Way all = new Way(null, neuron, null);
    int count = 0;
    for (int trial : ofTrials) {
      SpikeTrains trains = trials.get(trial).trains();
      int train = trains.train(neuron);
      for (int k = train < 0 ? 0 : trains.from(train);
          train >= 0 && k < trains.from(train + 1);
          k++) {
        if (step < 0 || trains.step(k) == step) {
          all.add(trial, k, 1);
          count++;
        }
      }
    }
    for (int k = 0; k < count; k++) {
      all.shares[k] /= count;
    }
    all.share = count == 0 ? 0 : 1;
    return all;
  }

  /// The share of a route in the excitation at spikes.
  ///
  /// @param spikes of the route's last neuron
  double along(Way spikes, Route route) {
    List<Integer> backwards = new ArrayList<>(route.neurons());
    Collections.reverse(backwards);
    Way way = spikes;
    for (int neuron : backwards.subList(1, backwards.size())) {
      way = branch(way, neuron, null);
    }
    return branch(way, way.neuron, route.origin()).share;
  }

  private Way branch(Way way, int neuron, Contribution.@Nullable Kind origin) {
    return back(way).stream()
        .filter(each -> each.neuron == neuron && each.origin == origin)
        .findFirst()
        .orElseGet(() -> new Way(way, neuron, origin));
  }

  /// The ways that are one neuron longer, and those that end here.
  private List<Way> back(Way way) {
    SortedMap<Integer, Way> byNeuron = new TreeMap<>();
    Way drive = new Way(way, way.neuron, Contribution.Kind.DRIVE);
    Way reset = new Way(way, way.neuron, Contribution.Kind.RESET);
    Excitation excitation = new Excitation();
    boolean several = false;
    for (int k = 0; k < way.size; k++) {
      int trial = way.ofTrials[k];
      TrialContributions contributions = trials.get(trial);
      excitation.clear();
      SpikeTrains trains = contributions.trains();
      int spike = way.spikes[k];
      several |= trains.neuronOf(spike) != way.neuron;
      contributions.at(trains.neuronOf(spike), trains.step(spike), excitation);
      double part = way.shares[k] / excitation.sum;
      for (int e = 0; e < excitation.size; e++) {
        byNeuron
            .computeIfAbsent(
                how.together().applyAsInt(excitation.neurons[e]),
                neuron -> new Way(way, neuron, null))
            .add(trial, excitation.spikes[e], part * excitation.heights[e]);
      }
      drive.share += part * excitation.drive;
      reset.share += part * excitation.reset;
    }
    if (several) {
      byNeuron.values().forEach(Way::merge);
    }
    List<Way> longer = new ArrayList<>(byNeuron.values());
    longer.add(drive);
    longer.add(reset);
    return longer;
  }

  /// The positive contributions to one spike.
  private static final class Excitation implements ContributionSink {
    /// Presynaptic neuron, number of its spike and height in mV; the first `size` count.
    private int[] neurons = new int[64];

    private int[] spikes = new int[64];
    private double[] heights = new double[64];

    private int size;
    private double drive;
    private double reset;
    private double sum;

    void clear() {
      size = 0;
      drive = 0;
      reset = 0;
      sum = 0;
    }

    @Override
    public void spike(int presynaptic, int spike, int step, int synapses, double height) {
      if (height > 0) {
        if (size == neurons.length) {
          neurons = Arrays.copyOf(neurons, 2 * size);
          spikes = Arrays.copyOf(spikes, 2 * size);
          heights = Arrays.copyOf(heights, 2 * size);
        }
        neurons[size] = presynaptic;
        spikes[size] = spike;
        heights[size++] = height;
        sum += height;
      }
    }

    @Override
    public void drive(int step, double height) {
      drive += Math.max(0, height);
      sum += Math.max(0, height);
    }

    @Override
    public void reset(int step, double height) {
      reset += Math.max(0, height);
      sum += Math.max(0, height);
    }
  }
}
