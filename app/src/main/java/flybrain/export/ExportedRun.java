package flybrain.export;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.spikes.FiringRates;
import flybrain.spikes.Measurement;
import java.nio.file.Path;
import java.util.Map;

/// A recorded run that is exported.
///
/// @param file the spike file
/// @param name of the experiment
/// @param metadata key-value metadata of the file
/// @param rates how often each neuron fired in each trial
/// @param neurons the neurons to export
public record ExportedRun(
    Path file,
    String name,
    Map<String, String> metadata,
    FiringRates rates,
    ExportedNeurons neurons) {
  /// Duration of a trial in s.
  double duration() {
    return rates.tRun();
  }

  /// Duration of a trial in ms.
  double milliseconds() {
    return Decimal.of(duration()).times(1, 3);
  }

  int trials() {
    return rates.trials();
  }

  /// Firing rate of an exported neuron in Hz, 0 if it did not fire.
  Measurement rate(int neuron) {
    int number = rates.indexOf(neurons.ids()[neuron]);
    return number < 0 ? Measurement.zero(trials()) : rates.rate(number);
  }

  /// Refuses a spike after the end of its trial.
  ///
  /// @param time in ms
  void checkTime(double time) {
    if (time >= milliseconds()) {
      throw new InputException(
          "%s: a spike at %s ms, but a trial lasts %s s; give the duration with --t-run"
              .formatted(file, Decimal.text(time), Decimal.text(duration())));
    }
  }

  /// The file has other spikes than when they were counted.
  InputException changed() {
    return new InputException(file + ": changed while it was read; try again when it is complete");
  }
}
