package flybrain.cluster;

import flybrain.InputException;
import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Spark's `spark-submit`, which starts a command of flybrain again with Spark around it.
///
/// @param program the file of `spark-submit`
/// @param home folder of `flybrain.jar` and `flybrain-spark.jar`
public record SparkSubmit(Path program, Path home) {
  private static final String JAR = "flybrain-spark.jar";
  private static final String GET =
      "name the folder of Spark with SPARK_HOME, or get one with: pip install pyspark==4.3.0";

  /// A module of the JDK that Spark needs, which the Java of a release lacks.
  private static final String OF_JDK = "jdk.incubator.vector";

  private static final long MOST_SECONDS_OF_END = 60;

  /// Finds Spark by `SPARK_HOME`, otherwise on the `PATH`.
  ///
  /// @param environment variables of the process
  /// @param home folder of `flybrain.jar`
  /// @throws InputException if there is none, or flybrain's jar for it is missing, saying how to
  ///   get it
  public static SparkSubmit find(Map<String, String> environment, Path home) {
    if (!Files.exists(home.resolve(JAR))) {
      throw new InputException(
          "--spark: there is no %s; build it with: scripts/spark-jar".formatted(home.resolve(JAR)));
    }
    String name = isWindows() ? "spark-submit.cmd" : "spark-submit";
    String spark = environment.getOrDefault("SPARK_HOME", "");
    if (!spark.isEmpty()) {
      Path program = Path.of(spark).resolve("bin").resolve(name);
      if (!Files.isExecutable(program)) {
        throw new InputException(
            "--spark: SPARK_HOME=%s: there is no program %s; %s".formatted(spark, program, GET));
      }
      return new SparkSubmit(program, home);
    }
    return onPath(environment, name)
        .map(program -> new SparkSubmit(program, home))
        .orElseThrow(
            () -> new InputException("--spark: no %s is on the PATH; %s".formatted(name, GET)));
  }

  private static Optional<Path> onPath(Map<String, String> environment, String name) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(environment.getOrDefault("PATH", ""))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder).resolve(name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static boolean isWindows() {
    return System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
  }

  /// The words of the command line that starts a command of flybrain on Spark.
  ///
  /// @param master as Spark names it, such as `spark://HOST:7077` or `local[2]`
  /// @param words of the command, such as `campaign`, `run`, `screen.toml`
  List<String> commandLine(String master, List<String> words) {
    List<String> start =
        List.of(
            program.toString(),
            "--master",
            master,
            "--name",
            "flybrain " + String.join(" ", words),
            "--conf",
            "spark.flybrain.home=" + home.toAbsolutePath(),
            home.resolve(JAR).toAbsolutePath().toString());
    return Stream.concat(start.stream(), words.stream()).toList();
  }

  /// Starts a command on Spark and waits for it; what it prints goes where this process prints.
  ///
  /// @return its exit code
  public int run(String master, List<String> words) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(new ArrayList<>(commandLine(master, words))).inheritIO();
    if (ModuleFinder.ofSystem().find(OF_JDK).isPresent()) {
      // Spark would take the JAVA_HOME of the user, which may be another Java than found for us.
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    }
    Process spark = builder.start();
    Thread ending = new Thread(() -> end(spark));
    Runtime.getRuntime().addShutdownHook(ending);
    try {
      int status = spark.waitFor();
      Runtime.getRuntime().removeShutdownHook(ending);
      return status;
    } catch (InterruptedException e) {
      end(spark);
      throw (IOException) new InterruptedIOException("interrupted while Spark ran").initCause(e);
    }
  }

  /// Ends Spark with this process, and waits until it has cleared up.
  private static void end(Process spark) {
    spark.destroy();
    try {
      spark.waitFor(MOST_SECONDS_OF_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
