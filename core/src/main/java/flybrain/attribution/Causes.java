package flybrain.attribution;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What made a neuron spike, on average over a number of its spikes.
///
/// @param neuron its index
/// @param spikes how many of its spikes, at least 1
/// @param height mean potential at a spike above rest, in mV
/// @param excitation mean sum of the positive contributions to a spike, in mV
/// @param inhibition mean sum of the negative contributions to a spike, in mV; at most 0
/// @param causes those with the largest height first, whatever its sign; their heights add up to
///   `height`
public record Causes(
    int neuron,
    long spikes,
    double height,
    double excitation,
    double inhibition,
    List<Cause> causes) {
  public Causes {
    causes = List.copyOf(causes);
  }

  /// Adds up the contributions to spikes of one neuron.
  static final class Sum implements ContributionSink {
    private final int neuron;
    private final Map<Integer, Total> ofPresynaptic = new LinkedHashMap<>();
    private final Total ofDrive = new Total(0);
    private final Total ofReset = new Total(0);
    private long spikes;

    private static final class Total {
      private final int synapses;
      private long inputs;
      private double height;

      Total(int synapses) {
        this.synapses = synapses;
      }

      void add(double more) {
        inputs++;
        height += more;
      }
    }

    Sum(int neuron) {
      this.neuron = neuron;
    }

    /// The contributions that follow are to another spike.
    void beginSpike() {
      spikes++;
    }

    @Override
    public void spike(int presynaptic, int spike, int step, int synapses, double height) {
      ofPresynaptic.computeIfAbsent(presynaptic, _ -> new Total(synapses)).add(height);
    }

    @Override
    public void drive(int step, double height) {
      ofDrive.add(height);
    }

    @Override
    public void reset(int step, double height) {
      ofReset.add(height);
    }

    Causes mean() {
      List<Cause> means = new ArrayList<>();
      ofPresynaptic.forEach(
          (presynaptic, total) -> means.add(mean(Contribution.Kind.SPIKE, presynaptic, total)));
      if (ofDrive.inputs > 0) {
        means.add(mean(Contribution.Kind.DRIVE, neuron, ofDrive));
      }
      if (ofReset.inputs > 0) {
        means.add(mean(Contribution.Kind.RESET, neuron, ofReset));
      }
      double excitation = means.stream().mapToDouble(cause -> Math.max(0, cause.height())).sum();
      double inhibition = means.stream().mapToDouble(cause -> Math.min(0, cause.height())).sum();
      Comparator<Cause> bySize = Comparator.comparingDouble(cause -> -Math.abs(cause.height()));
      return new Causes(
          neuron,
          spikes,
          excitation + inhibition,
          excitation,
          inhibition,
          means.stream()
              .map(cause -> withShare(cause, cause.height() < 0 ? inhibition : excitation))
              .sorted(bySize.thenComparing(Cause::kind).thenComparingInt(Cause::presynaptic))
              .toList());
    }

    private Cause mean(Contribution.Kind kind, int presynaptic, Total total) {
      return new Cause(
          kind,
          presynaptic,
          total.synapses,
          (double) total.inputs / spikes,
          total.height / spikes,
          0);
    }

    private static Cause withShare(Cause cause, double all) {
      return new Cause(
          cause.kind(),
          cause.presynaptic(),
          cause.synapses(),
          cause.inputs(),
          cause.height(),
          all == 0 ? 0 : cause.height() / all);
    }
  }
}
