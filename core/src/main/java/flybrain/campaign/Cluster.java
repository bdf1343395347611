package flybrain.campaign;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Machines that share a folder and run shards of a campaign in it.
public interface Cluster {
  /// Shards that it runs at once, at least 1.
  int slots() throws IOException;

  /// Runs shards; returns when all have ended. One may run again, on another machine or at the same
  /// time, which changes nothing.
  ///
  /// @param folder of the campaign, which was started, and in which the stage was divided
  /// @throws IOException if the cluster gave up a shard
  /// @throws java.io.InterruptedIOException if the thread is interrupted; no shard runs on then
  void run(Path folder, Stage stage, List<Shard> shards) throws IOException;
}
