package flybrain.benchmarks;

import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Opening a connectome folder in a fresh Java virtual machine, as every command does: the first
/// time from its Parquet file, and every later time from the cache.
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 5, jvmArgsAppend = "-XX:+UseSerialGC")
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class Loading {
  /// A folder of `completeness.csv` and `connectivity.parquet`.
  @Param("synthetic-export")
  public String folder;

  @Param({"true", "false"})
  public boolean cached;

  private Path cache;

  @Setup(Level.Iteration)
  public void makeCache() throws IOException, InterruptedException {
    cache = Files.createTempDirectory("flybrain-loading");
    if (cached) {
      fillCacheElsewhere();
    }
  }

  /// In a process of its own, so this one still has to load every class.
  private void fillCacheElsewhere() throws IOException, InterruptedException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classes = System.getProperty("java.class.path");
    int exit =
        new ProcessBuilder(
                java.toString(), "-cp", classes, Loading.class.getName(), folder, cache.toString())
            .inheritIO()
            .start()
            .waitFor();
    if (exit != 0) {
      throw new IOException(folder + ": could not be loaded");
    }
  }

  /// Opens a folder with a cache folder.
  public static void main(String[] arguments) throws IOException {
    open(arguments[0], Path.of(arguments[1]));
  }

  private static Connectome open(String folder, Path cache) throws IOException {
    return new ConnectomeStore(Path.of(""), cache, cache).open(folder, notice -> {});
  }

  @Benchmark
  public Connectome open() throws IOException {
    return open(folder, cache);
  }

  @TearDown(Level.Iteration)
  public void deleteCache() throws IOException {
    try (Stream<Path> files = Files.walk(cache)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
