package flybrain.parquet;

import flybrain.files.ScratchFile;
import flybrain.files.WriteException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes row groups to a Parquet file in a given order, whatever the order in which threads bring
/// them.
///
/// A row group that comes before its turn waits in memory, or in a file beside this one when many
/// of them do, so no thread waits for another. Places are numbers that need not be consecutive:
/// each group names the place of the next. The file has its name only after [#commit]; closed
/// without it, nothing is left. Any thread may use it.
public final class RowGroupWriter implements AutoCloseable {
  /// Rows of a row group, at most: each thread holds the values of one of them.
  public static final int GROUP_ROWS = 1 << 19;

  /// Most bytes of row groups that wait in memory: tens of millions of spikes, compressed.
  public static final long WAITING_BYTES = 1 << 26;

  private final Path target;
  private final Map<String, String> metadata;
  private final RowGroupFile file;
  private final long maxInMemory;

  /// By place.
  private final Map<Long, Waiting> waiting = new HashMap<>();

  private @Nullable ScratchFile scratch;
  private long inMemory;

  /// The place of the row group that is written next.
  private long turn;

  private @Nullable Throwable failure;
  private boolean closed;

  /// Makes a row group.
  public interface Encoding {
    /// Makes it; called once, on the thread that puts it.
    RowGroup encode() throws IOException;
  }

  /// A row group that waits for its turn.
  private static final class Waiting {
    final RowGroup group;

    /// Place of the one that follows.
    final long next;

    final int size;

    /// Null when they are in the scratch file.
    byte @Nullable [] bytes;

    /// Of the bytes in the scratch file.
    long position;

    Waiting(RowGroup group, long next) {
      this.group = group;
      this.next = next;
      this.bytes = group.takeBytes();
      this.size = bytes.length;
    }
  }

  /// Begins a file; its folder is made when it is missing.
  ///
  /// @param metadata stored in the file as key-value metadata, in the order of keys
  /// @param maxInMemory most bytes of row groups that wait in memory
  /// @throws flybrain.InputException if the folder cannot be written
  public RowGroupWriter(
      Path target,
      List<Column> columns,
      Compression compression,
      Map<String, String> metadata,
      long maxInMemory)
      throws IOException {
    // A library that cannot be loaded is reported before anything is simulated.
    compression.compress(new byte[0]);
    this.target = target;
    this.metadata = new TreeMap<>(metadata);
    this.maxInMemory = maxInMemory;
    this.file = new RowGroupFile(target, columns, compression);
  }

  /// Adds to the key-value metadata, which is written last.
  public synchronized void describe(Map<String, String> more) {
    metadata.putAll(more);
  }

  /// Place of a row group in a file whose rows are ordered by trial.
  ///
  /// @param trial the first that it has rows of
  /// @param part number of row groups before that begin with the same trial
  public static long place(int trial, int part) {
    return (long) trial << Integer.SIZE | part;
  }

  /// Encodes a row group on this thread, and writes it and those that wait for it when it is its
  /// turn. If it cannot be encoded, whatever is put or committed from then on fails for that
  /// reason.
  ///
  /// @param place where the group belongs; the first is 0
  /// @param next place of the one that follows
  /// @param encoding with no rows, the group only passes its turn on
  /// @throws WriteException if this or an earlier write failed
  public void put(long place, long next, Encoding encoding) throws IOException {
    try {
      put(place, next, encoding.encode());
    } catch (IOException | RuntimeException | Error e) {
      fail(e);
      checkOpen();
    }
  }

  synchronized void put(long place, long next, RowGroup group) throws IOException {
    checkOpen();
    try {
      Waiting first = new Waiting(group, next);
      if (place != turn) {
        keep(place, first);
        return;
      }
      do {
        append(first);
        turn = first.next;
        first = take(turn);
      } while (first != null);
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
      checkOpen();
    }
  }

  /// Ends the file and gives it its name.
  ///
  /// @param end the place after the last
  /// @throws IllegalStateException if a row group before it was not put
  /// @throws WriteException if this or an earlier write failed
  public synchronized void commit(long end) throws IOException {
    checkOpen();
    if (turn != end) {
      throw new IllegalStateException(target + ": row group " + turn + " is missing");
    }
    file.commit(metadata);
  }

  private synchronized void fail(Throwable cause) {
    failure = failure == null ? cause : failure;
  }

  /// Throws what failed before; does nothing if nothing did.
  ///
  /// @throws IllegalStateException if it is closed
  /// @throws InterruptedIOException if a thread was interrupted while it wrote
  public synchronized void checkOpen() throws IOException {
    Throwable cause = failure;
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof ClosedByInterruptException) {
      throw new InterruptedIOException(target + ": writing was interrupted");
    }
    if (cause instanceof IOException) {
      throw WriteException.of(target, cause);
    }
    if (cause != null) {
      throw new IllegalStateException(target + ": could not be written: " + cause, cause);
    }
    if (closed) {
      throw new IllegalStateException(target + ": is closed");
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    waiting.clear();
    file.close();
    if (scratch != null) {
      scratch.close();
    }
  }

  private void keep(long place, Waiting early) throws IOException {
    if (inMemory + early.size <= maxInMemory) {
      inMemory += early.size;
    } else {
      if (scratch == null) {
        scratch = new ScratchFile(target.toAbsolutePath());
      }
      early.position = scratch.put(Objects.requireNonNull(early.bytes));
      early.bytes = null;
    }
    waiting.put(place, early);
  }

  private @Nullable Waiting take(long place) {
    Waiting taken = waiting.remove(place);
    if (taken != null && taken.bytes != null) {
      inMemory -= taken.size;
    }
    return taken;
  }

  private void append(Waiting first) throws IOException {
    byte[] bytes = first.bytes;
    if (bytes == null) {
      bytes = Objects.requireNonNull(scratch).get(first.position, first.size);
    }
    if (first.group.rows() > 0) {
      file.append(first.group, bytes);
    }
  }
}
