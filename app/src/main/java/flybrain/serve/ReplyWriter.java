package flybrain.serve;

import flybrain.Version;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Writes replies, each a line of JSON with the bytes of its columns behind it. Threads take turns.
final class ReplyWriter {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ReentrantLock turn = new ReentrantLock();
  private final OutputStream out;
  private final ByteBuffer block = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  ReplyWriter(OutputStream out) {
    this.out = new BufferedOutputStream(out, 1 << 16);
  }

  /// The first line of all, before any request.
  void greet() throws IOException {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("flybrain", Version.number());
    line.put("protocol", Server.PROTOCOL);
    write(line, List.of());
  }

  void reply(long id, Reply reply) throws IOException {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("id", id);
    line.put("result", reply.result());
    if (!reply.columns().isEmpty()) {
      line.put("columns", reply.columns().stream().map(ReplyWriter::head).toList());
    }
    write(line, reply.columns());
  }

  /// @param id of the request, null where it could not be read
  void error(@Nullable Long id, Failure failure) throws IOException {
    Map<String, @Nullable Object> line = new LinkedHashMap<>();
    line.put("id", id);
    line.put("error", Map.of("kind", failure.kind().word(), "message", failure.message()));
    write(line, List.of());
  }

  /// Reports the progress of a request, unless a reply is being written: whoever simulates must not
  /// wait for whoever reads slowly.
  void progress(long id, double done, double total, String what) {
    if (!turn.tryLock()) {
      return;
    }
    try {
      Map<String, Object> progress = new LinkedHashMap<>();
      progress.put("done", done);
      progress.put("total", total);
      progress.put("what", what);
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("id", id);
      line.put("progress", progress);
      line(line);
      out.flush();
    } catch (IOException _) {
      // The reply meets the same failure, and reports it.
    } finally {
      turn.unlock();
    }
  }

  private void write(Map<String, ? extends @Nullable Object> json, List<Column> columns)
      throws IOException {
    turn.lock();
    try {
      line(json);
      for (Column column : columns) {
        write(column);
      }
      out.flush();
    } finally {
      turn.unlock();
    }
  }

  private void line(Map<String, ? extends @Nullable Object> json) throws IOException {
    out.write(JSON.writeValueAsBytes(json));
    out.write('\n');
  }

  private static Map<String, Object> head(Column column) {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("name", column.name());
    head.put("type", column.type());
    head.put("length", column.length());
    return head;
  }

  private void write(Column column) throws IOException {
    int width = column instanceof Column.Ints ? Integer.BYTES : Long.BYTES;
    int most = block.capacity() / width;
    for (int from = 0; from < column.length(); from += most) {
      int to = Math.min(column.length(), from + most);
      block.clear();
      switch (column) {
        case Column.Ints(_, _, var value) -> {
          for (int k = from; k < to; k++) {
            block.putInt(value.applyAsInt(k));
          }
        }
        case Column.Longs(_, _, var value) -> {
          for (int k = from; k < to; k++) {
            block.putLong(value.applyAsLong(k));
          }
        }
        case Column.Doubles(_, _, var value) -> {
          for (int k = from; k < to; k++) {
            block.putDouble(value.applyAsDouble(k));
          }
        }
      }
      out.write(block.array(), 0, block.position());
    }
  }
}
