package flybrain.connectome;

import flybrain.InputException;
import flybrain.files.AtomicFile;
import flybrain.files.WriteException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Writes a connectome in the schema of the reference suite: `completeness.csv` and
/// `connectivity.parquet`.
public final class ConnectomeExport {
  private static final List<Column> COLUMNS =
      List.of(
          ConnectivityFile.PRE_ID,
          ConnectivityFile.POST_ID,
          ConnectivityFile.PRE_INDEX,
          ConnectivityFile.POST_INDEX,
          ConnectivityFile.SYNAPSES,
          ConnectivityFile.SIGN,
          ConnectivityFile.WEIGHT);

  private static final int BATCH_ROWS = 1 << 16;

  private ConnectomeExport() {}

  /// Refuses a folder with a brain in it.
  ///
  /// @param force whether the brain may be replaced
  /// @throws InputException naming what is there
  public static void checkFolder(Path folder, boolean force) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InputException(folder + ": is a file; name a folder for the brain");
    }
    Optional<Path> there =
        Stream.concat(
                ConnectomeFiles.in(folder).map(ConnectomeFiles::connectivity).stream(),
                ConnectomeFiles.ownIn(folder).paths().stream())
            .filter(Files::exists)
            .findFirst();
    if (there.isPresent() && !force) {
      throw new InputException(
          there.get()
              + ": already contains a brain; name another folder, or replace it with "
              + "--force");
    }
  }

  /// Writes a brain with its weight of a synapse, as the other `write` does, without an origin.
  ///
  /// @throws flybrain.InputException if the folder cannot be written
  public static void write(Connectome connectome, Path folder, Compression compression)
      throws IOException {
    write(connectome, folder, compression, Map.of());
  }

  /// Writes both files into a folder, which is made when it is missing; older ones are replaced. If
  /// the weight of a synapse is not the usual one, or the origin is known, it writes both beside
  /// them, to `connectome.json`. [ConnectomeStore] opens the folder with the same fingerprint.
  ///
  /// All are complete on disk before any gets its name, so a failure leaves the older brain, never
  /// a mixture of two.
  ///
  /// @param compression of the connections
  /// @param origin how the brain was made, or empty
  /// @throws flybrain.InputException if the folder cannot be written
  /// @throws flybrain.files.WriteException if a file cannot be written
  public static void write(
      Connectome connectome, Path folder, Compression compression, Map<String, Object> origin)
      throws IOException {
    ConnectomeFiles files = ConnectomeFiles.ownIn(folder);
    boolean isPlain = origin.isEmpty() && connectome.weight().equals(SynapseWeight.SHIU_2024);
    ConnectomeNotes notes =
        new ConnectomeNotes(connectome.fingerprint(), connectome.weight(), origin);
    try (AtomicFile neurons = CompletenessFile.prepare(files.completeness(), connectome.neurons());
        AtomicFile json = isPlain ? null : notes.prepare(folder);
        ParquetWriter writer =
            new ParquetWriter(
                files.connectivity(),
                COLUMNS,
                compression,
                Map.of("flybrain.connectome", connectome.name()))) {
      writeConnections(connectome, writer);
      neurons.force();
      // Notes of an older brain do not belong to the new one.
      Files.deleteIfExists(ConnectomeNotes.in(folder));
      writer.commit();
      commit(neurons, files.completeness());
      if (json != null) {
        commit(json, ConnectomeNotes.in(folder));
      }
    }
  }

  /// The older file does not belong to the new connections.
  private static void commit(AtomicFile complete, Path file) throws IOException {
    try {
      complete.commit();
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw WriteException.of(file, e);
    }
  }

  private static void writeConnections(Connectome connectome, ParquetWriter writer)
      throws IOException {
    Neurons neurons = connectome.neurons();
    Connections connections = connectome.connections();
    ColumnBatch batch = new ColumnBatch(COLUMNS, BATCH_ROWS);
    int rows = 0;
    for (int pre = 0; pre < neurons.size(); pre++) {
      for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
        int post = connections.target(c);
        int weight = connections.weight(c);
        batch.longs(0)[rows] = neurons.id(pre);
        batch.longs(1)[rows] = neurons.id(post);
        batch.longs(2)[rows] = pre;
        batch.longs(3)[rows] = post;
        batch.longs(4)[rows] = Math.abs((long) weight);
        batch.longs(5)[rows] = weight < 0 ? -1 : 1;
        batch.longs(6)[rows] = weight;
        rows++;
        if (rows == BATCH_ROWS) {
          rows = flush(batch, rows, writer);
        }
      }
    }
    flush(batch, rows, writer);
  }

  private static int flush(ColumnBatch batch, int rows, ParquetWriter writer) throws IOException {
    batch.setRows(rows);
    writer.write(batch);
    return 0;
  }
}
