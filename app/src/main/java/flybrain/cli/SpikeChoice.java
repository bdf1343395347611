package flybrain.cli;

import flybrain.Counted;
import flybrain.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which spike of a neuron is asked about.
final class SpikeChoice {
  @Option(
      names = "--spike",
      paramLabel = "K",
      description = "One spike of the neuron in its trial, counted from 0.")
  private @Nullable Integer spike;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      description = "The spike at a time such as 123.4ms, or the potential there.")
  private @Nullable String time;

  boolean isAsked() {
    return spike != null || time != null;
  }

  /// @throws InputException for a number below 0
  void check() {
    if (spike != null && spike < 0) {
      throw new InputException("--spike %d: spikes count from 0".formatted(spike));
    }
  }

  /// The step that is asked about.
  ///
  /// @throws InputException if the neuron has fewer spikes in the trial, or the time is not in it
  int step(ExplainedRun run, int trial, int neuron) {
    if (time != null) {
      int step = SamplingTime.steps("--time", time, run.plan().experiment().parameters().dt());
      if (step >= run.plan().experiment().steps()) {
        throw new InputException(
            "--time %s: is after the end of the trial of %s s"
                .formatted(time, run.plan().experiment().duration()));
      }
      return step;
    }
    int[] spikes = run.attribution().spikes(trial, neuron);
    int place = spike == null ? 0 : spike;
    if (place >= spikes.length) {
      throw new InputException(
          "--spike %d: %s has %s in trial %d, counted from 0"
              .formatted(place, run.label(neuron), Counted.of(spikes.length, "spike"), trial));
    }
    return spikes[place];
  }
}
