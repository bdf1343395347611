package flybrain.spark;

import java.io.IOException;
import org.apache.spark.SparkConf;

/// `spark-submit flybrain-spark.jar campaign run FILE`: a command of flybrain whose experiments run
/// on the executors of Spark.
public final class Main {
  private static final int FAILED = 1;

  private Main() {}

  public static void main(String[] words) {
    int status = run(new SparkConf(), words);
    if (status != 0) {
      System.exit(status);
    }
  }

  /// Runs a command line and returns its exit code.
  ///
  /// @param conf of Spark, as spark-submit has set it
  static int run(SparkConf conf, String... words) {
    conf.setIfMissing("spark.app.name", "flybrain");
    // Spark's log goes where the progress is shown.
    conf.setIfMissing("spark.log.level", "WARN");
    String home = conf.get(Flybrain.HOME, Flybrain.folderOf(Main.class));
    try (LentCluster cluster = new LentCluster(conf, home)) {
      return Flybrain.in(home).command(words, cluster, cluster);
    } catch (IOException e) {
      System.err.println("flybrain: " + e.getMessage());
      return FAILED;
    }
  }
}
