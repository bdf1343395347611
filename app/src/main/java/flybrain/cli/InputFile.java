package flybrain.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.experiment.InputEvents;
import flybrain.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;

/// The input events of a trial as a file that `--replay` takes.
final class InputFile {
  private InputFile() {}

  /// Writes the events of trial 0, columns `step,neuron_index`.
  static void write(Path target, Connectome connectome, Experiment experiment) throws IOException {
    AtomicFile.write(target, part -> writeEvents(part, connectome, experiment));
  }

  private static void writeEvents(Path part, Connectome connectome, Experiment experiment)
      throws IOException {
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(part)) {
      csv.writeRecord("step", "neuron_index");
      InputEvents events = InputEvents.ofTrial(connectome.neurons(), experiment, 0);
      for (; events.step() < experiment.steps(); events.next()) {
        csv.writeRecord(Integer.toString(events.step()), Integer.toString(events.neuron()));
      }
    }
  }
}
