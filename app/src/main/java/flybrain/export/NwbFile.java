package flybrain.export;

import flybrain.Counted;
import flybrain.Decimal;
import flybrain.files.AtomicFile;
import flybrain.hdf5.Hdf5Dataset;
import flybrain.hdf5.Hdf5File;
import flybrain.hdf5.Hdf5Group;
import flybrain.hdf5.Hdf5Type;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

/// Writes a recorded run as a file of Neurodata Without Borders 2: a `Units` table with a row for
/// each neuron, and a table of trials.
///
/// The trials follow one another on the session's axis of time, without a gap: trial k is k times
/// its duration to k + 1 times its duration, half open. Spike times are read and written without
/// being kept in memory.
public final class NwbFile {
  /// The oldest version of the format whose tables are as written here.
  private static final String VERSION = "2.7.0";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx");

  private final ExportedRun run;
  private final SessionTime time;
  private final SpikeOrder order;

  private NwbFile(ExportedRun run) {
    this.run = run;
    this.time = new SessionTime(run.duration(), run.metadata());
    this.order = new SpikeOrder(run);
  }

  /// Writes the file.
  ///
  /// @param details how the run came about, as text
  /// @throws flybrain.files.WriteException if it cannot be written
  /// @throws flybrain.InputException if a spike makes no sense
  public static void write(ExportedRun run, String details, Path target) throws IOException {
    NwbFile file = new NwbFile(run);
    AtomicFile.write(target, part -> file.writeTo(part, details));
  }

  private void writeTo(Path part, String details) throws IOException {
    Hdf5Group root = session();
    general(root.group("general"), details);
    trials(root.group("intervals").group("trials"));
    Hdf5Dataset times = units(root.group("units"));
    try (Hdf5File file = new Hdf5File(part, root)) {
      order.fill(file.room(times), time::seconds);
    }
  }

  private Hdf5Group session() throws IOException {
    Hdf5Group root = new Hdf5Group();
    NwbTable.type(root, "core", "NWBFile");
    root.attribute("nwb_version", VERSION);
    String written = date(Files.getLastModifiedTime(run.file()).toInstant());
    root.texts("file_create_date", List.of(date(Instant.now())));
    root.text("identifier", run.name() + " " + UUID.randomUUID());
    root.text("session_description", description());
    root.text("session_start_time", written);
    root.text("timestamps_reference_time", written);
    List.of("acquisition", "analysis", "processing").forEach(root::group);
    Hdf5Group stimulus = root.group("stimulus");
    stimulus.group("presentation");
    stimulus.group("templates");
    return root;
  }

  private static String date(Instant instant) {
    return DATE.format(instant.truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC));
  }

  private String description() {
    String connectome = run.metadata().getOrDefault("flybrain.connectome", "");
    return "Spikes of a simulation: '%s', %s of %s s%s. The trials follow one another."
        .formatted(
            run.name(),
            Counted.of(run.trials(), "trial"),
            Decimal.text(run.duration()),
            connectome.isEmpty() ? "" : " on the connectome " + connectome);
  }

  private void general(Hdf5Group general, String details) {
    general.text("session_id", run.name());
    general.text("notes", details);
    String experiment = run.metadata().get("flybrain.experiment");
    if (experiment != null) {
      general.text("source_script", experiment).attribute("file_name", run.name() + ".toml");
    }
  }

  private void trials(Hdf5Group group) {
    double[] starts = new double[run.trials()];
    double[] stops = new double[run.trials()];
    long[] numbers = new long[run.trials()];
    for (int trial = 0; trial < run.trials(); trial++) {
      starts[trial] = time.start(trial);
      stops[trial] = time.start(trial + 1);
      numbers[trial] = trial;
    }
    NwbTable table =
        new NwbTable(
            group, "TimeIntervals", "Trials of the simulation, each from rest.", run.trials());
    table.doubles("start_time", "Start of the trial in s.", starts);
    table.doubles("stop_time", "End of the trial in s.", stops);
    table.longs("trial", "Number of the trial in the spike file, from 0.", numbers);
    table.end();
  }

  private Hdf5Dataset units(Hdf5Group group) {
    ExportedNeurons neurons = run.neurons();
    int size = neurons.size();
    NwbTable table =
        new NwbTable(group, "Units", "A unit for each neuron; silent ones have no spikes.", size);
    table.longs("flywire_id", "FlyWire root id of the neuron.", neurons.ids());
    if (neurons.hasIndices()) {
      long[] indices = new long[size];
      for (int neuron = 0; neuron < size; neuron++) {
        indices[neuron] = neurons.indices()[neuron];
      }
      table.longs("neuron_index", "Row of the neuron in the connectome, from 0.", indices);
    }
    table.texts("neuron_name", "Name of the neuron, if it has one.", neurons.names());
    table.texts("cell_type", "Cell type of the neuron, if it is known.", neurons.types());
    table.texts("side", "Side of the neuron as its table has it.", neurons.sides());
    long[] spikeEnds = new long[size];
    long[] intervalEnds = new long[size];
    double[] intervals = new double[2 * size];
    for (int neuron = 0; neuron < size; neuron++) {
      spikeEnds[neuron] = order.first(neuron + 1);
      intervalEnds[neuron] = neuron + 1L;
      intervals[2 * neuron + 1] = time.start(run.trials());
    }
    Hdf5Dataset observed = group.doubles("obs_intervals", intervals, size, 2);
    table.ragged("obs_intervals", "All trials, in s.", observed, intervalEnds);
    Hdf5Dataset times = group.room("spike_times", Hdf5Type.FLOAT64, order.size());
    table.ragged("spike_times", "Times of the spikes in s.", times, spikeEnds);
    double step = SessionTime.step(run.metadata());
    if (step > 0) {
      times.attribute("resolution", Decimal.of(step).times(1, -3));
    }
    table.end();
    return times;
  }
}
