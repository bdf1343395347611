package flybrain.atlas;

import flybrain.InputException;
import flybrain.campaign.FactsFile;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The answers in the folder of an atlas, finished or not.
///
/// @param folder of the atlas
/// @param facts what it is made from, by key: `flybrain.atlas.*` and the provenance of its runs
/// @param driven number of neurons that were driven so far
/// @param all number of neurons to be driven
/// @param answers rows of the matrix so far
public record AtlasResults(
    Path folder, Map<String, String> facts, long driven, int all, long answers) {
  public AtlasResults {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /// Opens the folder of an atlas, finished or not.
  ///
  /// @throws InputException if it is not such a folder, or a file in it is damaged
  public static AtlasResults read(Path folder) throws IOException {
    Map<String, String> facts = FactsFile.readIfThere(AtlasFolder.facts(folder));
    if (!facts.containsKey(AtlasRun.NEURONS)) {
      throw new InputException(
          folder + ": is not a folder of an atlas; make one with: flybrain atlas run");
    }
    return new AtlasResults(
        folder,
        facts,
        rows(folder, AtlasTables.DRIVEN),
        Integer.parseInt(facts.getOrDefault("flybrain.atlas.size", "0")),
        rows(folder, AtlasTables.ANSWERS));
  }

  private static long rows(Path folder, AtlasTables table) throws IOException {
    long rows = 0;
    for (Path file : AtlasFolder.files(folder, table)) {
      try (ParquetReader reader = new ParquetReader(file)) {
        rows += reader.rows();
      }
    }
    return rows;
  }

  /// Whether all neurons were driven.
  public boolean finished() {
    return driven == all;
  }

  /// A fact, empty if it is not there.
  public String fact(String key) {
    return facts.getOrDefault(key, "");
  }

  /// All files that the atlas is read from.
  public List<Path> files() throws IOException {
    List<Path> all = new ArrayList<>(List.of(AtlasFolder.facts(folder)));
    for (AtlasTables table : AtlasTables.values()) {
      all.addAll(AtlasFolder.files(folder, table));
    }
    return all;
  }

  /// What some neurons drive, by ascending index of the driven neuron, then of the neuron that
  /// fires; reads all answers.
  ///
  /// @param neurons indices of driven neurons
  public List<Response> from(BitSet neurons) throws IOException {
    return responses(0, neurons);
  }

  /// What drives some neurons, by ascending index of the driven neuron, then of the neuron that
  /// fires; reads all answers.
  ///
  /// @param neurons indices of neurons that fire
  public List<Response> to(BitSet neurons) throws IOException {
    return responses(1, neurons);
  }

  private List<Response> responses(int column, BitSet neurons) throws IOException {
    List<Response> found = new ArrayList<>();
    for (Path file : AtlasFolder.files(folder, AtlasTables.ANSWERS)) {
      try (ParquetReader reader = new ParquetReader(file);
          ColumnBatches batches = reader.read(AtlasTables.QUERIED)) {
        while (batches.next()) {
          ColumnBatch rows = batches.batch();
          long[] wanted = rows.longs(column);
          for (int row = 0; row < rows.rows(); row++) {
            if (neurons.get((int) wanted[row])) {
              found.add(
                  new Response(
                      (int) rows.longs(0)[row], (int) rows.longs(1)[row], rows.doubles(2)[row]));
            }
          }
        }
      }
    }
    return found;
  }

  /// The neurons among some that make activity run away when they are driven.
  public BitSet runaway() throws IOException {
    BitSet runaway = new BitSet();
    for (Path file : AtlasFolder.files(folder, AtlasTables.DRIVEN)) {
      try (ParquetReader reader = new ParquetReader(file);
          ColumnBatches batches = reader.read(AtlasTables.DRIVEN.columns())) {
        while (batches.next()) {
          ColumnBatch rows = batches.batch();
          for (int row = 0; row < rows.rows(); row++) {
            if (rows.strings(4)[row].equals(AtlasTables.RUNAWAY)) {
              runaway.set((int) rows.longs(1)[row]);
            }
          }
        }
      }
    }
    return runaway;
  }
}
