package flybrain.cluster;

import flybrain.campaign.Cluster;
import flybrain.campaign.Shard;
import flybrain.campaign.Stage;
import flybrain.files.UserFolders;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;

/// The cluster of a program that lends it.
///
/// @param lent shards that it runs at once
/// @param tasks runs [ShardWorker#run] with a task for each of several numbers of shards and
///   returns when all have ended; throws [UncheckedIOException] with the reason if one was given
///   up, and [CancellationException] if the work was cancelled
public record LentCluster(IntSupplier lent, BiConsumer<Map<String, String>, List<Integer>> tasks)
    implements Cluster {

  @Override
  public int slots() {
    return lent.getAsInt();
  }

  @Override
  public void run(Path folder, Stage stage, List<Shard> shards) throws IOException {
    UserFolders here = UserFolders.standard();
    ShardTask task =
        new ShardTask(
            folder.toAbsolutePath(),
            stage.number(),
            shards.getFirst().of(),
            Path.of("").toAbsolutePath(),
            here.cache().toAbsolutePath(),
            here.data().toAbsolutePath());
    try {
      tasks.accept(task.asMap(), shards.stream().map(Shard::number).toList());
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (CancellationException e) {
      throw (IOException) new InterruptedIOException("cancelled").initCause(e);
    }
  }
}
