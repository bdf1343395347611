package flybrain.spark;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;

/// Runs a shard in an executor, with as many threads as Spark gives a task cores.
///
/// Its result is empty, or says why no machine can run the shard; whatever another attempt may get
/// over is thrown. The files of the shard are in the campaign's folder then.
final class ShardTask implements Function<Integer, String> {
  private static final long serialVersionUID = 1;

  private final String home;
  private final LinkedHashMap<String, String> task;

  /// @param home folder of `flybrain.jar`, the same on all machines
  /// @param task what all shards of the stage have in common
  ShardTask(String home, Map<String, String> task) {
    this.home = home;
    this.task = new LinkedHashMap<>(task);
  }

  @Override
  public String call(Integer shard) throws IOException {
    try {
      String refused = Flybrain.in(home).shard(task, shard, TaskContext.get().cpus());
      return refused.isEmpty() ? "" : place() + ": " + refused;
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Only Java's own exceptions: the driver cannot read flybrain's.
      IOException known = new IOException(place() + ": " + reason(e));
      known.setStackTrace(e.getStackTrace());
      throw known;
    }
  }

  private static String reason(Exception e) {
    return e instanceof IOException && e.getMessage() != null ? e.getMessage() : e.toString();
  }

  private static String place() {
    return SparkEnv.get().blockManager().blockManagerId().host();
  }
}
