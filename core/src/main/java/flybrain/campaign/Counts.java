package flybrain.campaign;

import java.util.Arrays;

/// Spikes of a read-out in each trial of an experiment. Immutable.
public final class Counts {
  private final String readOut;
  private final int neurons;
  private final long[] ofTrials;

  /// @param readOut its name
  /// @param neurons number of its neurons, at least 1
  /// @param ofTrials spikes of all its neurons in each trial, at least one; copied
  public Counts(String readOut, int neurons, long[] ofTrials) {
    this.readOut = readOut;
    this.neurons = neurons;
    this.ofTrials = ofTrials.clone();
  }

  /// Name of the read-out.
  public String readOut() {
    return readOut;
  }

  /// Number of neurons of the read-out that the connectome has, at least 1.
  public int neurons() {
    return neurons;
  }

  /// Spikes of all neurons of the read-out, by trial; a copy.
  public long[] ofTrials() {
    return ofTrials.clone();
  }

  /// Number of trials, at least 1.
  public int trials() {
    return ofTrials.length;
  }

  /// Mean number of spikes in a trial.
  double mean() {
    return Arrays.stream(ofTrials).average().orElse(Double.NaN);
  }

  /// Sample standard deviation of the number of spikes in a trial; NaN of a single trial.
  double sd() {
    double mean = mean();
    double squares = Arrays.stream(ofTrials).mapToDouble(n -> (n - mean) * (n - mean)).sum();
    return Math.sqrt(squares / (ofTrials.length - 1));
  }
}
