package flybrain.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import org.apache.hadoop.util.ShutdownHookManager;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;

/// The executors of a Spark application, started when they are first needed.
final class LentCluster
    implements IntSupplier, BiConsumer<Map<String, String>, List<Integer>>, AutoCloseable {
  private static final String GROUP = "flybrain";

  /// Spark stops its context at 40.
  private static final int BEFORE_SPARK = 50;

  private static final long MOST_SECONDS_OF_CANCEL = 20;

  private final SparkConf conf;
  private final String home;
  private @Nullable JavaSparkContext context;
  private volatile @Nullable JavaFutureAction<List<String>> running;
  private volatile boolean cancelled;

  /// @param home folder of `flybrain.jar`, the same on all machines
  LentCluster(SparkConf conf, String home) {
    this.conf = conf;
    this.home = home;
  }

  private JavaSparkContext context() {
    if (context == null) {
      context = new JavaSparkContext(conf);
      ShutdownHookManager.get().addShutdownHook(this::cancel, BEFORE_SPARK);
    }
    return context;
  }

  /// Tasks that the executors which have come run at once, at least 1.
  @Override
  public int getAsInt() {
    JavaSparkContext spark = context();
    Executors.await(spark);
    return Math.max(1, spark.defaultParallelism() / conf.getInt("spark.task.cpus", 1));
  }

  /// Runs a task for each of several shards.
  ///
  /// @throws UncheckedIOException if one was given up, with the reason
  /// @throws CancellationException if the work was cancelled
  @Override
  public void accept(Map<String, String> task, List<Integer> shards) {
    JavaSparkContext spark = context();
    spark.setJobGroup(GROUP, "stage " + task.get("stage"), true);
    spark.setLocalProperty("spark.job.interruptOnCancel", "true");
    JavaFutureAction<List<String>> job =
        spark.parallelize(shards, shards.size()).map(new ShardTask(home, task)).collectAsync();
    running = job;
    try {
      for (String refused : job.get()) {
        if (!refused.isEmpty()) {
          throw new UncheckedIOException(new IOException(refused));
        }
      }
    } catch (InterruptedException e) {
      job.cancel(true);
      Thread.currentThread().interrupt();
      throw cancelled(e);
    } catch (ExecutionException | CancellationException e) {
      if (cancelled) {
        throw cancelled(e);
      }
      throw new UncheckedIOException(new IOException(Failure.reason(e), e));
    } finally {
      running = null;
    }
  }

  private static CancellationException cancelled(Exception e) {
    CancellationException cancelled = new CancellationException("cancelled");
    cancelled.initCause(e);
    return cancelled;
  }

  /// Ends the tasks that run, and waits until they have cleared up; a Ctrl-C comes here.
  private void cancel() {
    JavaFutureAction<List<String>> job = running;
    JavaSparkContext spark = context;
    if (job == null || spark == null) {
      return;
    }
    cancelled = true;
    spark.cancelJobGroup(GROUP);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS_OF_CANCEL);
    while (spark.statusTracker().getActiveStageIds().length > 0 && System.nanoTime() < end) {
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    if (context != null) {
      context.close();
    }
  }
}
