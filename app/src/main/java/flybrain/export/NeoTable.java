package flybrain.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import flybrain.PythonNumber;
import flybrain.files.AtomicFile;
import flybrain.files.ScratchFile;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// Writes a recorded run as CSV with a row for each spike train, of which Neo makes its
/// `SpikeTrain`s: a neuron in a trial, those without spikes included, with its times in ms.
///
/// The spikes are ordered in a file beside the target, not in memory.
public final class NeoTable {
  private final ExportedRun run;
  private final SpikeOrder order;

  private NeoTable(ExportedRun run) {
    this.run = run;
    this.order = new SpikeOrder(run);
  }

  /// Writes the file.
  ///
  /// @throws flybrain.files.WriteException if it cannot be written
  /// @throws flybrain.InputException if a spike makes no sense
  public static void write(ExportedRun run, Path target) throws IOException {
    NeoTable table = new NeoTable(run);
    AtomicFile.write(
        target,
        part -> {
          try (ScratchFile scratch = new ScratchFile(target);
              CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(part)) {
            MemorySegment times = scratch.room(Double.BYTES * table.order.size());
            table.order.fill(times, (_, milliseconds) -> milliseconds);
            table.writeRows(csv, times);
          }
        });
  }

  private void writeRows(CsvWriter csv, MemorySegment times) {
    ExportedNeurons neurons = run.neurons();
    csv.writeRecord(
        "flywire_id",
        "neuron_index",
        "name",
        "type",
        "side",
        "trial",
        "t_stop_ms",
        "spikes",
        "times_ms");
    String stop = PythonNumber.text(run.milliseconds());
    for (int neuron = 0; neuron < neurons.size(); neuron++) {
      long first = order.first(neuron);
      for (int trial = 0; trial < run.trials(); trial++) {
        int count = order.count(trial, neuron);
        csv.writeRecord(
            Long.toString(neurons.ids()[neuron]),
            neurons.hasIndices() ? Integer.toString(neurons.indices()[neuron]) : "",
            neurons.names().get(neuron),
            neurons.types().get(neuron),
            neurons.sides().get(neuron),
            Integer.toString(trial),
            stop,
            Integer.toString(count),
            text(times, first, count));
        first += count;
      }
    }
  }

  private static String text(MemorySegment times, long first, int count) {
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < count; k++) {
      text.append(k == 0 ? "" : " ");
      text.append(PythonNumber.text(times.getAtIndex(SpikeOrder.TIME, first + k)));
    }
    return text.toString();
  }
}
