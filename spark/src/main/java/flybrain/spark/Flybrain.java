package flybrain.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/// flybrain in a Spark process: loaded once, with its own libraries, apart from Spark's.
///
/// Spark puts its libraries before those of a job. They are other versions, whose Parquet files
/// differ from ours; so only types of the JDK pass between the two.
final class Flybrain {
  /// The Java that flybrain needs.
  private static final int JAVA = 25;

  /// The property of Spark that names the folder of `flybrain.jar`, on all machines.
  static final String HOME = "spark.flybrain.home";

  private static final Map<String, Flybrain> LOADED = new HashMap<>();

  private final ClassLoader loader;
  private final MethodHandle command;
  private final MethodHandle shard;

  private Flybrain(ClassLoader loader) throws ReflectiveOperationException {
    this.loader = loader;
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    command =
        lookup.findStatic(
            loader.loadClass("flybrain.cli.OnCluster"),
            "run",
            MethodType.methodType(int.class, String[].class, IntSupplier.class, BiConsumer.class));
    shard =
        lookup.findStatic(
            loader.loadClass("flybrain.cluster.ShardWorker"),
            "run",
            MethodType.methodType(String.class, Map.class, int.class, int.class));
  }

  /// The flybrain of a folder.
  ///
  /// @param home folder of `flybrain.jar` and its libraries
  /// @throws IOException if this process cannot run it, saying why
  static Flybrain in(String home) throws IOException {
    synchronized (LOADED) {
      Flybrain loaded = LOADED.get(home);
      if (loaded == null) {
        loaded = load(new File(home, "flybrain.jar"));
        LOADED.put(home, loaded);
      }
      return loaded;
    }
  }

  private static Flybrain load(File jar) throws IOException {
    if (Runtime.version().feature() < JAVA) {
      throw new IOException(
          "Spark runs on Java %d here, and flybrain needs Java %d: set JAVA_HOME before the start, and --conf spark.executorEnv.JAVA_HOME=FOLDER for the executors"
              .formatted(Runtime.version().feature(), JAVA));
    }
    if (!jar.isFile()) {
      throw new IOException(
          "there is no %s here; put flybrain in a folder that all machines see, and name that of flybrain.jar with --conf %s=FOLDER"
              .formatted(jar, HOME));
    }
    URL[] path = {jar.toURI().toURL()};
    try {
      return new Flybrain(
          new URLClassLoader("flybrain", path, ClassLoader.getPlatformClassLoader()));
    } catch (ReflectiveOperationException e) {
      throw new IOException(jar + ": is not the flybrain that this jar was made for: " + e, e);
    }
  }

  /// The folder that a class was loaded from.
  static String folderOf(Class<?> type) {
    try {
      URI jar = type.getProtectionDomain().getCodeSource().getLocation().toURI();
      return String.valueOf(new File(jar).getAbsoluteFile().getParent());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Runs a command line; returns its exit code.
  ///
  /// @param slots shards that the cluster runs at once
  /// @param tasks runs a task for each of several shards
  int command(
      String[] words, IntSupplier slots, BiConsumer<Map<String, String>, List<Integer>> tasks)
      throws IOException {
    ClassLoader spark = Thread.currentThread().getContextClassLoader();
    IntSupplier outsideSlots = () -> with(spark, slots::getAsInt);
    BiConsumer<Map<String, String>, List<Integer>> outside =
        (task, shards) ->
            with(
                spark,
                () -> {
                  tasks.accept(task, shards);
                  return "";
                });
    return call(() -> (int) command.invokeExact(words, outsideSlots, outside));
  }

  /// Runs a shard in this process; returns why it cannot be run, empty when it has run.
  String shard(Map<String, String> task, int number, int threads) throws IOException {
    return call(() -> (String) shard.invokeExact(task, number, threads));
  }

  private interface Call<T> {
    T run() throws Throwable;
  }

  /// Calls flybrain on this thread.
  private <T> T call(Call<T> call) throws IOException {
    try {
      return with(loader, () -> unchecked(call));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static <T> T unchecked(Call<T> call) {
    try {
      return call.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// Calls something that looks for its services and classes in a class loader.
  private static <T> T with(ClassLoader loader, Supplier<T> called) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return called.get();
    } finally {
      thread.setContextClassLoader(before);
    }
  }
}
