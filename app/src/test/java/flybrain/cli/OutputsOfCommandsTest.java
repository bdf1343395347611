package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;

/// No command writes over a file that it reads, or two outputs into one file.
class OutputsOfCommandsTest {
  /// Options of every command that name a file or folder to read.
  private static final Set<String> READ =
      Set.of(
          "SPIKES.parquet",
          "REFERENCE",
          "CANDIDATE",
          "EDGES",
          "FILE",
          "RESULTS.csv",
          "FOLDER",
          "--sets",
          "--replay",
          "--reference-rounds",
          "--candidate-rounds",
          "--neurons",
          "--table",
          "--transmitters",
          "--atlas");

  /// Options that name what is written; each is in a command line below.
  private static final Set<String> WRITTEN =
      Set.of(
          "--out",
          "--output",
          "--save-input",
          "--rates",
          "--figure",
          "--html",
          "--log-file",
          "--record-out",
          "--record-figure");

  /// Folders, in which a command writes files of fixed names.
  private static final Set<String> FOLDERS =
      Set.of("--data", "--figures", "--output-dir", "--folder");

  private static final String RUN = "run --connectome tiny --excite 11 --t-run 0.1 --n-run 2";

  @TempDir private Path folder;

  @BeforeEach
  void makeInputs() throws IOException {
    TinyBrain.in(folder);
    Path results = folder.resolve("data").resolve("results");
    Path a = results.resolve("brian2cpp_t1.0s_n3.parquet");
    TinyBrain.run(folder.resolve("tiny"), 150, 1, 3, a);
    TinyBrain.run(folder.resolve("tiny"), 150, 2, 3, results.resolve("event_t1.0s_n3.parquet"));
    Files.writeString(folder.resolve("ids.txt"), "11\n");
    Files.writeString(folder.resolve("sets.json"), "{\"mine\": [11]}");
    Files.writeString(folder.resolve("events.csv"), "step,neuron_index\n10,0\n");
    Files.writeString(folder.resolve("chain.toml"), "t_run = 0.1\n[drive]\nneurons = [11]\n");
    Files.writeString(
        folder.resolve("screen.toml"),
        "drive.neurons = { file = \"ids.txt\" }\n[[step]]\nname = \"dose\"\nrates = [10]\n");
    Files.writeString(folder.resolve("edges.csv"), "pre,post,count\n11,22,-5\n");
    Cli.run(
        "atlas", "run", "--connectome", folder.resolve("tiny"), "--out", folder.resolve("atlas"));
    Cli.run(
        "campaign",
        "run",
        folder.resolve("screen.toml"),
        "--connectome",
        folder.resolve("tiny"),
        "--n-run",
        "1",
        "--out",
        folder.resolve("done"));
    Files.createLink(folder.resolve("ids.png"), folder.resolve("ids.txt"));
    Files.createLink(folder.resolve("a.png"), a);
    Files.createLink(folder.resolve("a.nwb"), a);
    Files.createLink(folder.resolve("ids.csv"), folder.resolve("ids.txt"));
    Files.createSymbolicLink(folder.resolve("page.html"), a);
    Files.createSymbolicLink(folder.resolve("brain"), folder.resolve("tiny"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        RUN + " --out tiny/connectivity.parquet",
        RUN + " --out brain/connectivity.parquet",
        RUN + " --out tiny/../tiny/completeness.csv",
        RUN + " --excite2 @ids.txt --save-input ids.txt",
        RUN + " --silence @ids.txt --figure ids.png",
        RUN + " --rates tiny/completeness.csv",
        RUN + " --record v --record-neurons 11 --record-out tiny/connectivity.parquet",
        RUN + " --record v --record-neurons @ids.txt --record-figure ids.png",
        RUN + " --out new.parquet --record v --record-neurons 11 --record-out new.parquet",
        RUN + " --out new.parquet --rates new.parquet",
        "rates A --t-run 1 --n-run 3 --sets sets.json --out sets.json",
        "rates A --out A",
        "why 22 --connectome tiny --excite @ids.txt --out ids.csv",
        "why 22 --connectome brain --excite 11 --out tiny/completeness.csv",
        "why 22 A --out A",
        "why 22 --connectome tiny --excite @ids.txt --figure ids.png",
        "why 22 --connectome tiny --excite 11 --out new.csv --html new.csv",
        "why 22 --connectome tiny --excite 11 --compare-silence @ids.txt --out ids.csv",
        "why 22 --connectome tiny --excite 11 --compare chain.toml --html chain.toml",
        "campaign run screen.toml --connectome tiny --out screen.toml",
        "campaign run screen.toml --connectome tiny --out ids.txt",
        "campaign run screen.toml --connectome tiny --shard 1/2 --out screen.toml",
        "campaign plan screen.toml --connectome tiny --out screen.toml",
        "campaign script screen.toml --connectome tiny --slurm --out screen.toml",
        "campaign script screen.toml --connectome tiny --slurm --out ids.txt",
        "campaign script screen.toml --connectome tiny --slurm --folder ids.txt",
        "campaign dose --connectome tiny --excite @ids.txt --out ids.txt",
        "campaign screen-silence chain.toml --connectome tiny --neurons @ids.txt --out ids.txt",
        "campaign screen-activate chain.toml --connectome tiny --each-set @ids.txt --out ids.txt",
        "campaign show done/ --html done/rates.parquet",
        "campaign show done/ --out new.csv --html new.csv",
        "campaign show done/ --html screen.toml",
        "why 22 --connectome tiny --excite 11 --html chain.toml",
        "compare spikes A B --html chain.toml",
        "compare noise-floor A B --html chain.toml",
        "compare audit D --html chain.toml",
        "atlas run --connectome tiny --neurons @ids.txt --out ids.txt",
        "atlas run --connectome tiny --out tiny/completeness.csv",
        "atlas from 11 --connectome tiny --atlas atlas/ --out atlas/atlas.parquet",
        RUN + " --out new.parquet --sets sets.json --read-out mine --save-input sets.json",
        "run chain.toml --connectome tiny --n-run 1 --out chain.toml",
        "run --connectome tiny --replay events.csv --t-run 0.1 --save-input events.csv --out"
            + " n.parquet",
        "figure data/results/brian2cpp_t1.0s_n3.parquet --out a.png",
        "figure data/results/brian2cpp_t1.0s_n3.parquet --driven @ids.txt --out ids.png",
        "export A --to nwb --out a.nwb",
        "export A --to neo-csv --neurons @ids.txt --out ids.csv",
        "export A --to neo-csv --connectome brain --out tiny/completeness.csv",
        "data export tiny --connectome brain",
        "data import tiny/completeness.csv tiny --force",
        "data import edges.csv tiny --neurons tiny/completeness.csv --force",
        "data import edges.csv tiny --transmitters tiny/completeness.csv --force",
        "data translate @ids.txt --to tiny --from tiny --out ids.csv",
        "data translate 11 --to tiny --from tiny --table tiny/completeness.csv --out"
            + " tiny/completeness.csv",
        "data translate tiny/completeness.csv --to tiny --from tiny --out tiny/completeness.csv",
        "data translate 11 --to tiny --from tiny --sets sets.json --out sets.json",
        "compare noise-floor A B -o B",
        "compare noise-floor A B --figure a.png",
        "compare noise-floor A B --html page.html",
        "compare noise-floor A --reference-rounds B -o B",
        "compare equivalence A B --out A",
        "compare equivalence A B --candidate-rounds a.png --figure a.png",
        "compare spikes A B --out B",
        "compare spikes A B --html page.html",
        "compare spikes A B --connectome brain --out tiny/connectivity.parquet",
        "compare ground-truth --data D --n-run 3 -o B",
        "compare ground-truth --data D --n-run 3 --html page.html",
        "compare audit D -o B",
        "compare audit data/results --html page.html",
        "bench --event --t-run 0.1 --n-run 1 --connectome tiny --experiment chain.toml"
            + " --log-file chain.toml",
        "report data/results/report/timings.csv --out data/results/report",
        RUN + " --out new.csv --save-input new.csv",
        RUN + " --out new.png --figure new.png",
        "compare spikes A B --out new.csv --html new.csv"
      })
  void outputOverAnInputOrAnotherOutput_isRefusedAndChangesNothing(String line) throws IOException {
    Path report = Files.createDirectories(folder.resolve("data/results/report"));
    Files.writeString(report.resolve("timings.csv"), "framework,n_run,t_run\n");
    Map<String, String> before = files();
    Cli cli = Cli.run(Arrays.stream(line.split(" ")).map(this::inFolder).toArray());
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(2);
    assertThat(cli.err())
        .containsPattern("same file as|this command reads this file|name the file .html");
    assertThat(files()).isEqualTo(before);
  }

  /// A word of a command line, with files and folders in the temporary folder.
  private Object inFolder(String word) {
    Path results = folder.resolve("data").resolve("results");
    return switch (word) {
      case "A" -> results.resolve("brian2cpp_t1.0s_n3.parquet");
      case "B" -> results.resolve("event_t1.0s_n3.parquet");
      case "D" -> folder.resolve("data");
      case "tiny", "brain" -> folder.resolve(word);
      default ->
          !word.matches("@?[\\w/.]*[a-z][./][a-z]+|.*/.*")
              ? word
              : word.startsWith("@")
                  ? "@" + folder.resolve(word.substring(1))
                  : folder.resolve(word);
    };
  }

  /// A new option that names a file belongs into one of the lists above, and what is written among
  /// the command lines.
  @Test
  void everyOptionThatNamesAFile_isKnownAsReadOrWritten() {
    Set<String> unknown =
        HelpTest.doing()
            .flatMap(command -> command.args().stream().filter(OutputsOfCommandsTest::isPath))
            .map(OutputsOfCommandsTest::name)
            .collect(Collectors.toSet());
    unknown.removeAll(READ);
    unknown.removeAll(WRITTEN);
    unknown.removeAll(FOLDERS);
    assertThat(unknown).isEmpty();
  }

  private static boolean isPath(ArgSpec argument) {
    return Stream.concat(Stream.of(argument.type()), Arrays.stream(argument.auxiliaryTypes()))
        .anyMatch(type -> type == Path.class);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof CommandLine.Model.OptionSpec option
        ? option.longestName()
        : argument.paramLabel();
  }

  /// Every file of the folder with what is in it.
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      all.filter(Files::isRegularFile)
          .forEach(file -> files.put(folder.relativize(file).toString(), content(file)));
    }
    return files;
  }

  private static String content(Path file) {
    try {
      return Arrays.toString(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
