package flybrain.export;

import flybrain.InputException;
import flybrain.connectome.Neurons;
import flybrain.hdf5.Hdf5Dataset;
import flybrain.hdf5.Hdf5File;
import flybrain.hdf5.Hdf5Group;
import flybrain.hdf5.Hdf5Type;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/// The SONATA spike files of a run, one for each trial. Spikes are copied from file to file.
final class SonataSpikes {
  private static final List<String> SORTINGS = List.of("none", "by_id", "by_time");
  private static final int UNSORTED = 0;
  private static final int BY_TIME = 2;

  private static final ValueLayout.OfLong NODE =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final ExportedRun run;
  private final Neurons neurons;
  private final boolean[] isExported;

  /// Spikes of exported neurons in each trial.
  private final long[] counts;

  /// Whether the spikes of each trial are in the order of time.
  private final boolean[] isByTime;

  private boolean isByTrial = true;

  /// @param neurons all neurons of the connectome
  SonataSpikes(ExportedRun run, Neurons neurons) {
    this.run = run;
    this.neurons = neurons;
    this.isExported = new boolean[neurons.size()];
    for (int index : run.neurons().indices()) {
      isExported[index] = true;
    }
    this.counts = new long[run.trials()];
    this.isByTime = new boolean[run.trials()];
    Arrays.fill(isByTime, true);
  }

  /// Writes the files: all in one pass over the spikes if their file is ordered by trial, otherwise
  /// in a pass for each.
  void write(IntFunction<Path> fileOfTrial) throws IOException {
    count();
    if (isByTrial) {
      copy(0, run.trials(), fileOfTrial);
      return;
    }
    for (int trial = 0; trial < run.trials(); trial++) {
      copy(trial, trial + 1, fileOfTrial);
    }
  }

  private interface Spike {
    void at(int trial, double time, int neuron) throws IOException;
  }

  private void forEach(Spike spike) throws IOException {
    try (SpikeFileReader reader = new SpikeFileReader(run.file())) {
      while (reader.next()) {
        SpikeRows rows = reader.rows();
        for (int row = 0; row < rows.size(); row++) {
          int neuron = index(rows, row, reader.hasNeuronIndex());
          if (isExported[neuron]) {
            if (rows.trials()[row] >= run.trials()) {
              throw run.changed();
            }
            spike.at(rows.trials()[row], rows.times()[row], neuron);
          }
        }
      }
    }
  }

  private int index(SpikeRows rows, int row, boolean hasIndex) {
    long id = rows.flywireIds()[row];
    int index = hasIndex ? rows.neurons()[row] : neurons.indexOf(id);
    if (index < 0 || index >= neurons.size() || neurons.id(index) != id) {
      throw new InputException(
          "%s: neuron %d%s is not of the connectome; name the connectome of this run with --connectome"
              .formatted(run.file(), id, hasIndex ? " with the index " + index : ""));
    }
    return index;
  }

  private void count() throws IOException {
    double[] last = new double[run.trials()];
    int[] lastTrial = {0};
    forEach((trial, time, _) -> {
      run.checkTime(time);
      counts[trial]++;
      isByTime[trial] &= time >= last[trial];
      last[trial] = time;
      isByTrial &= trial >= lastTrial[0];
      lastTrial[0] = trial;
    });
  }

  /// Copies the spikes of some trials.
  private void copy(int from, int to, IntFunction<Path> fileOfTrial) throws IOException {
    try (Copy copy = new Copy(from, fileOfTrial)) {
      forEach((trial, time, neuron) -> {
        if (trial >= from && trial < to) {
          copy.put(trial, time, neuron);
        }
      });
      copy.skipTo(to - 1);
      copy.checkComplete();
    }
  }

  /// Files of trials that are written one after another.
  private final class Copy implements AutoCloseable {
    private final IntFunction<Path> fileOfTrial;
    private int trial;
    private TrialFile file;
    private long written;

    Copy(int first, IntFunction<Path> fileOfTrial) throws IOException {
      this.fileOfTrial = fileOfTrial;
      this.trial = first;
      this.file = TrialFile.of(fileOfTrial.apply(first), counts[first], isByTime[first]);
    }

    void put(int ofTrial, double time, int neuron) throws IOException {
      skipTo(ofTrial);
      if (ofTrial < trial || written == counts[trial]) {
        throw run.changed();
      }
      file.times.setAtIndex(SpikeOrder.TIME, written, time);
      file.nodes.setAtIndex(NODE, written, neuron);
      written++;
    }

    /// Ends the files of the trials before this one.
    void skipTo(int next) throws IOException {
      while (trial < next) {
        checkComplete();
        close();
        trial++;
        written = 0;
        file = TrialFile.of(fileOfTrial.apply(trial), counts[trial], isByTime[trial]);
      }
    }

    void checkComplete() {
      if (written != counts[trial]) {
        throw run.changed();
      }
    }

    @Override
    public void close() throws IOException {
      file.file.close();
    }
  }

  /// The file of a trial, with room for its spikes.
  private record TrialFile(Hdf5File file, MemorySegment times, MemorySegment nodes) {
    static TrialFile of(Path path, long spikes, boolean isByTime) throws IOException {
      Hdf5Group root = SonataFolder.root();
      Hdf5Group group = root.group("spikes").group(SonataFolder.POPULATION);
      Hdf5Type sorting = Hdf5Type.enumeration(SORTINGS);
      group.attribute("sorting", sorting, isByTime ? BY_TIME : UNSORTED);
      Hdf5Dataset timestamps = group.room("timestamps", Hdf5Type.FLOAT64, spikes);
      timestamps.attribute("units", "ms");
      Hdf5Dataset nodeIds = group.room("node_ids", Hdf5Type.UINT64, spikes);
      Hdf5File file = new Hdf5File(path, root);
      return new TrialFile(file, file.room(timestamps), file.room(nodeIds));
    }
  }
}
