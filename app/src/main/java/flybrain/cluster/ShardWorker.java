package flybrain.cluster;

import flybrain.InputException;
import flybrain.campaign.Shard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;

/// Runs shards in a process that another program started; the brains stay open from one to the
/// next.
public final class ShardWorker {
  private static final Map<Kind, ShardWorker> WORKERS = new HashMap<>();

  private final Kind kind;
  private final OpenBrains brains;
  private final Queue<OpenCampaign> idle = new ArrayDeque<>();

  /// What the tasks have in common that one worker can run.
  private record Kind(Path folder, Path workingFolder, Path cache, Path data, int threads) {}

  private ShardWorker(Kind kind, OpenBrains brains) {
    this.kind = kind;
    this.brains = brains;
  }

  /// Runs the parts of a shard that are missing in the folder of its campaign. Several threads may
  /// run shards at once: they share the brains.
  ///
  /// @param task as [LentCluster] makes it
  /// @param shard its number, from 1
  /// @param threads that it may use
  /// @return why the shard cannot be run, on this machine or any; empty when it has run
  /// @throws java.io.InterruptedIOException if the thread is interrupted
  public static String run(Map<String, String> task, int shard, int threads) throws IOException {
    ShardTask parsed = ShardTask.of(task);
    try {
      of(parsed, threads).run(parsed, shard);
      return "";
    } catch (InputException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static ShardWorker of(ShardTask task, int threads) {
    Kind kind = new Kind(task.folder(), task.workingFolder(), task.cache(), task.data(), threads);
    synchronized (WORKERS) {
      return WORKERS.computeIfAbsent(
          kind,
          _ ->
              new ShardWorker(
                  kind, new OpenBrains(task.connectomes(System.getenv()), ShardWorker::log)));
    }
  }

  private void run(ShardTask task, int shard) throws IOException {
    OpenCampaign campaign = take();
    try {
      campaign.run(task.stage(), new Shard(shard, task.shards()));
    } catch (IOException | RuntimeException e) {
      campaign.close();
      throw e;
    }
    synchronized (idle) {
      idle.add(campaign);
    }
  }

  private OpenCampaign take() throws IOException {
    synchronized (idle) {
      while (!idle.isEmpty()) {
        if (idle.element().isStillThere()) {
          return idle.remove();
        }
        idle.remove().close();
      }
    }
    return new OpenCampaign(kind.folder(), brains, kind.threads(), ShardWorker::log);
  }

  /// The log of the other program takes what its processes print.
  private static void log(String line) {
    System.err.println("flybrain: " + line);
  }
}
