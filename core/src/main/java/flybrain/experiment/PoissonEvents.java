package flybrain.experiment;

import flybrain.connectome.Neurons;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Poisson input: each driven neuron has an event at each step with probability `rate * dt`.
///
/// Instead of a draw a step, the gaps between events are drawn: the number of steps without an
/// event is geometric, by inversion (Devroye 1986, "Non-Uniform Random Variate Generation", section
/// X.2): `floor(ln U / ln(1 - p))` with U uniform in (0, 1]. Draw k of a neuron takes U from the
/// upper 53 bits of [Philox] with the seed as key and (FlyWire id, trial, k) as counter. A neuron
/// whose rate changes at step s continues with draw s + 1, which it cannot have used.
final class PoissonEvents implements InputEvents {
  private static final double UNIT = 0x1p-53;

  /// How far a quotient may be off with the faster logarithm, relative: both logarithms are within
  /// 1 ulp of the true one, 2^-52 of it, and the division rounds once in either case. Where such an
  /// error could reach another whole number, the logarithm that is the same on any machine decides.
  private static final double LOG_ERROR = 0x1p-50;

  /// A gap so long that no run gets to its end, and short enough for sums of gaps to fit a long.
  private static final double LONGEST_GAP = 0x1p60;

  /// How many events a block is meant to hold, and how many steps at most.
  private static final int EVENTS_PER_BLOCK = 16_384;

  private static final int STEPS_PER_BLOCK = 4_096;

  private final Neurons neurons;
  private final long seed;
  private final int trial;
  private final double dt;

  /// The step after the trial: no block goes on across it.
  private final int trialEnd;

  /// Steps of the next block beyond the trial, which mostly is not read: short at first.
  private int stepsBeyond = 1;

  /// Driven neurons of a rate above 0 in ascending order, with FlyWire id, ln(1 - p), the step of
  /// the next event beyond the block, and the number of draws up to it.
  private int[] driven = {};

  private long[] ids = {};
  private double[] logSilence = {};
  private long[] nextEvent = {};
  private int[] draws = {};
  private int blockSteps;

  /// Events of the block, ordered by step and neuron.
  private int[] eventSteps = {};

  private int[] eventNeurons = {};
  private int events;
  private int cursor;

  /// @param steps of the trial, which may be read beyond all the same
  PoissonEvents(Neurons neurons, long seed, int trial, double dt, int steps, List<Drive> drives) {
    this.neurons = neurons;
    this.seed = seed;
    this.trial = trial;
    this.dt = dt;
    this.trialEnd = steps;
    changed(drives, 0);
  }

  private PoissonEvents(PoissonEvents other) {
    this.neurons = other.neurons;
    this.seed = other.seed;
    this.trial = other.trial;
    this.dt = other.dt;
    this.trialEnd = other.trialEnd;
    this.stepsBeyond = other.stepsBeyond;
    this.driven = other.driven;
    this.ids = other.ids;
    this.logSilence = other.logSilence;
    this.nextEvent = other.nextEvent.clone();
    this.draws = other.draws.clone();
    this.blockSteps = other.blockSteps;
    this.eventSteps = Arrays.copyOfRange(other.eventSteps, other.cursor, other.events);
    this.eventNeurons = Arrays.copyOfRange(other.eventNeurons, other.cursor, other.events);
    this.events = eventSteps.length;
  }

  @Override
  public int step() {
    return cursor < events ? eventSteps[cursor] : END;
  }

  @Override
  public int neuron() {
    return eventNeurons[cursor];
  }

  @Override
  public void next() {
    if (++cursor == events) {
      fillBlock();
    }
  }

  @Override
  public InputEvents copy() {
    return new PoissonEvents(this);
  }

  @Override
  public InputEvents changed(List<Drive> drives, int fromStep) {
    rewind(fromStep);
    SortedMap<Integer, Double> probabilities = new TreeMap<>();
    for (Drive drive : drives) {
      double p = eventProbability(drive.rate());
      if (p > 0) {
        drive.neurons().stream().forEach(neuron -> probabilities.put(neuron, p));
      }
    }
    int[] before = driven;
    double[] logBefore = logSilence;
    long[] nextBefore = nextEvent;
    int[] drawsBefore = draws;
    driven = probabilities.keySet().stream().mapToInt(Integer::intValue).toArray();
    ids = IntStream.of(driven).mapToLong(neurons::id).toArray();
    logSilence = new double[driven.length];
    nextEvent = new long[driven.length];
    draws = new int[driven.length];
    for (int d = 0; d < driven.length; d++) {
      logSilence[d] = StrictMath.log1p(-probabilities.getOrDefault(driven[d], 0.0));
      int old = Arrays.binarySearch(before, driven[d]);
      if (old >= 0 && logBefore[old] == logSilence[d]) {
        nextEvent[d] = nextBefore[old];
        draws[d] = drawsBefore[old];
      } else {
        draws[d] = fromStep == 0 ? 0 : fromStep + 1;
        nextEvent[d] = fromStep - 1 + gap(d, draws[d]++);
      }
    }
    double eventsPerStep = probabilities.values().stream().mapToDouble(p -> p).sum();
    blockSteps = (int) Math.clamp(EVENTS_PER_BLOCK / eventsPerStep, 1, STEPS_PER_BLOCK);
    fillBlock();
    return this;
  }

  private double eventProbability(double rate) {
    double p = rate * dt / 1000;
    if (!(p >= 0 && p <= 1 + 1e-9)) {
      throw new IllegalArgumentException("rate = " + rate + " Hz: must be 0 .. 1 / dt");
    }
    return Math.min(p, 1);
  }

  /// Takes back the draws of all events at or after a step but the first.
  private void rewind(int fromStep) {
    for (int d = 0; d < driven.length; d++) {
      long previous = nextEvent[d] - gap(d, draws[d] - 1);
      while (previous >= fromStep) {
        nextEvent[d] = previous;
        draws[d]--;
        previous -= gap(d, draws[d] - 1);
      }
    }
  }

  /// The number of steps from an event to the next, at least 1.
  private long gap(int d, int draw) {
    long bits = Philox.bits(seed, ids[d], trial, draw) >>> 11;
    double silentSteps = Math.log((bits + 1) * UNIT) / logSilence[d];
    double off = silentSteps * LOG_ERROR;
    if ((long) (silentSteps - off) != (long) (silentSteps + off)) {
      silentSteps = StrictMath.log((bits + 1) * UNIT) / logSilence[d];
    }
    return 1 + (long) Math.min(silentSteps, LONGEST_GAP);
  }

  /// Draws the events of the next steps, from the earliest event on.
  private void fillBlock() {
    cursor = 0;
    events = 0;
    long first = Arrays.stream(nextEvent).min().orElse(END);
    if (first >= END) {
      return;
    }
    long end = Math.min(first + blockSteps, END);
    if (first < trialEnd) {
      end = Math.min(end, trialEnd);
    } else {
      end = Math.min(end, first + stepsBeyond);
      stepsBeyond = Math.min(2 * stepsBeyond, STEPS_PER_BLOCK);
    }
    int[] offsets = new int[(int) (end - first) + 1];
    int[] steps = eventSteps;
    int[] targets = eventNeurons;
    for (int d = 0; d < driven.length; d++) {
      long step = nextEvent[d];
      for (; step < end; step += gap(d, draws[d]++)) {
        if (events == steps.length) {
          steps = Arrays.copyOf(steps, Math.max(64, 2 * events));
          targets = Arrays.copyOf(targets, steps.length);
        }
        steps[events] = (int) step;
        targets[events++] = driven[d];
        offsets[(int) (step - first) + 1]++;
      }
      nextEvent[d] = step;
    }
    sortBySteps(steps, targets, offsets, (int) first);
  }

  /// A stable counting sort: neurons stay ascending within a step.
  private void sortBySteps(int[] steps, int[] targets, int[] offsets, int first) {
    for (int k = 1; k < offsets.length; k++) {
      offsets[k] += offsets[k - 1];
    }
    eventSteps = new int[steps.length];
    eventNeurons = new int[steps.length];
    for (int e = 0; e < events; e++) {
      int place = offsets[steps[e] - first]++;
      eventSteps[place] = steps[e];
      eventNeurons[place] = targets[e];
    }
  }
}
