package flybrain.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.campaign.Shard;
import flybrain.campaign.Stage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a program that lends its machines is asked to run.
class LentClusterTest {
  private static final Stage SECOND = new Stage(2, List.of(), List.of());
  private static final Path FOLDER = Path.of("campaigns/screen");

  private final Map<String, String> task = new HashMap<>();

  private static void run(BiConsumer<Map<String, String>, List<Integer>> tasks) throws IOException {
    new LentCluster(() -> 3, tasks).run(FOLDER, SECOND, List.of(new Shard(4, 5), new Shard(2, 5)));
  }

  @Test
  void shards_areGivenByNumberWithWhatTheyHaveInCommon() throws IOException {
    run((given, shards) -> {
      task.putAll(given);
      assertThat(shards).containsExactly(4, 2);
    });
    ShardTask read = ShardTask.of(task);
    assertThat(read.folder()).isEqualTo(FOLDER.toAbsolutePath());
    assertThat(read.stage()).isEqualTo(2);
    assertThat(read.shards()).isEqualTo(5);
    assertThat(read.workingFolder()).isEqualTo(Path.of("").toAbsolutePath());
    assertThat(List.of(read.cache(), read.data()))
        .allMatch(Path::isAbsolute, "the same whatever folder a worker starts in")
        .doesNotHaveDuplicates();
    assertThat(read.asMap()).isEqualTo(task);
  }

  @Test
  void slots_areThoseOfTheProgramAtThatMoment() {
    int[] now = {1};
    LentCluster cluster = new LentCluster(() -> now[0]++, (_, _) -> {});
    assertThat(cluster.slots()).isEqualTo(1);
    assertThat(cluster.slots()).isEqualTo(2);
  }

  @Test
  void shardThatWasGivenUp_isThrownWithItsReason() {
    IOException reason = new IOException("worker-3: disk full");
    assertThatThrownBy(() ->
            run((_, _) -> {
              throw new UncheckedIOException(reason);
            }))
        .isSameAs(reason);
  }

  @Test
  void cancelledWork_isAnInterruption() {
    CancellationException cancelled = new CancellationException("by the user");
    assertThatThrownBy(() ->
            run((_, _) -> {
              throw cancelled;
            }))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("cancelled")
        .hasCause(cancelled);
  }

  private ShardTask task() {
    return new ShardTask(
        Path.of("a"), 1, 2, Path.of("work"), Path.of("cache"), Path.of("data").toAbsolutePath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"folder", "stage", "shards", "workingFolder", "cache", "data"})
  void taskThatLacksSomething_isRefusedByItsName(String key) {
    Map<String, String> map = new HashMap<>(task().asMap());
    map.remove(key);
    assertThatThrownBy(() -> ShardTask.of(map))
        .isInstanceOf(NullPointerException.class)
        .hasMessage(key);
  }

  /// A machine may have its own fast disk.
  @Test
  void foldersOfAMachine_comeBeforeThoseOfTheTask() {
    assertThat(task().connectomes(Map.of()).cacheFolder()).isEqualTo(Path.of("cache"));
    assertThat(task().connectomes(Map.of("FLYBRAIN_CACHE", "fast")).cacheFolder())
        .isEqualTo(Path.of("fast"));
    assertThat(task().connectomes(Map.of("FLYBRAIN_DATA", "fast")).cacheFolder())
        .isEqualTo(Path.of("cache"));
  }
}
