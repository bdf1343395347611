package flybrain.cli;

import flybrain.InputException;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Plan;
import flybrain.spikes.RecordedRun;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The run of a spike file that is run again, to know more of it than its spikes.
///
/// @param spikes the file
/// @param run what it records
record RepeatedRun(Path spikes, RecordedRun run) {
  /// @throws InputException if no engine of ours wrote the file, or it is damaged
  static RepeatedRun of(Path spikes) throws IOException {
    RecordedRun run = RecordedRun.of(spikes);
    Map<String, String> metadata = run.metadata();
    if (!metadata.containsKey("flybrain.experiment")) {
      throw new InputException(
          spikes
              + ": does not record its experiment, so it cannot be run again; name a file that"
              + " `flybrain run` wrote, or the experiment itself");
    }
    return new RepeatedRun(spikes, run);
  }

  /// Number of trials.
  int trials() {
    return run.trials();
  }

  /// Opens the connectome of the run.
  ///
  /// @param typed name or folder, null for what the file says
  Connectome connectome(@Nullable String typed, Consumer<String> notice) throws IOException {
    return new ExportSource(spikes, run, notice).connectome(typed);
  }

  /// What is to be run again.
  Plan plan(Laboratory laboratory) {
    try {
      return laboratory.planAgain(run.metadata(), null);
    } catch (InputException e) {
      throw new InputException("%s: cannot be run again: %s".formatted(spikes, e.getMessage()), e);
    }
  }

  /// Refuses a file whose spikes the run of its experiment does not give.
  void requireSame(ExplainedRun again) throws IOException {
    double dt = again.plan().experiment().parameters().dt();
    Neurons neurons = again.plan().brain().neurons();
    long rows = 0;
    try (SpikeFileReader reader = new SpikeFileReader(spikes)) {
      while (reader.next()) {
        SpikeRows block = reader.rows();
        rows += block.size();
        for (int k = 0; k < block.size(); k++) {
          int neuron = neurons.indexOf(block.flywireIds()[k]);
          int step = (int) Math.rint(block.times()[k] / dt);
          if (neuron < 0
              || block.trials()[k] >= again.plan().experiment().trials()
              || !again.attribution().isSpike(block.trials()[k], neuron, step)) {
            throw different(
                "the spike of %d at %s ms in trial %d is not in it"
                    .formatted(block.flywireIds()[k], block.times()[k], block.trials()[k]));
          }
        }
      }
    }
    if (rows != again.attribution().size()) {
      throw different(
          "it has %,d spikes, the file %,d".formatted(again.attribution().size(), rows));
    }
  }

  private InputException different(String how) {
    return new InputException(
        ("%s: its experiment, run again, gives other spikes: %s; the file was changed, or its run"
                + " had other input or another version")
            .formatted(spikes, how));
  }
}
