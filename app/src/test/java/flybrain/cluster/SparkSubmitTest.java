package flybrain.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Finds and starts a program in the place of Spark's.
@DisabledOnOs(OS.WINDOWS) // the program is a shell script
class SparkSubmitTest {
  @TempDir private Path folder;
  private Path home;
  private Path spark;

  @BeforeEach
  void makeFolders() throws IOException {
    home = Files.createDirectories(folder.resolve("home"));
    Files.createFile(home.resolve("flybrain-spark.jar"));
    spark = folder.resolve("spark");
  }

  private Path program(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @Test
  void sparkHome_comesBeforeThePath() throws IOException {
    Path ofHome = program(spark.resolve("bin/spark-submit"), "");
    Path onPath = program(folder.resolve("path/spark-submit"), "");
    String path = "/nowhere::" + folder.resolve("path");
    assertThat(SparkSubmit.find(Map.of("SPARK_HOME", spark.toString(), "PATH", path), home))
        .isEqualTo(new SparkSubmit(ofHome, home));
    assertThat(SparkSubmit.find(Map.of("PATH", path), home))
        .isEqualTo(new SparkSubmit(onPath, home));
  }

  @Test
  void noSpark_isSaidWithHowToGetIt() {
    assertThatThrownBy(() -> SparkSubmit.find(Map.of("PATH", folder.toString()), home))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "--spark: no spark-submit is on the PATH; name the folder of Spark with SPARK_HOME, or get one with: pip install pyspark==4.3.0");
    assertThatThrownBy(() -> SparkSubmit.find(Map.of("SPARK_HOME", spark.toString()), home))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "--spark: SPARK_HOME=%s: there is no program %s; "
                .formatted(spark, spark.resolve("bin/spark-submit")));
  }

  @Test
  void missingJar_isSaidWithHowToBuildIt() throws IOException {
    Files.delete(home.resolve("flybrain-spark.jar"));
    assertThatThrownBy(() -> SparkSubmit.find(Map.of(), home))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "--spark: there is no %s; build it with: scripts/spark-jar"
                .formatted(home.resolve("flybrain-spark.jar")));
  }

  @Test
  void program_getsMasterHomeJarAndWords_andItsExitCodeIsReturned() throws IOException {
    Path said = folder.resolve("said.txt");
    program(
        spark.resolve("bin/spark-submit"),
        "printf '%s\\n' \"$@\" \"$JAVA_HOME\" > " + said + "; exit 3");
    SparkSubmit submit = SparkSubmit.find(Map.of("SPARK_HOME", spark.toString()), home);
    assertThat(submit.run("local[2]", List.of("campaign", "run", "my screen.toml"))).isEqualTo(3);
    assertThat(Files.readAllLines(said))
        .containsExactly(
            "--master",
            "local[2]",
            "--name",
            "flybrain campaign run my screen.toml",
            "--conf",
            "spark.flybrain.home=" + home,
            home.resolve("flybrain-spark.jar").toString(),
            "campaign",
            "run",
            "my screen.toml",
            System.getProperty("java.home"));
  }
}
