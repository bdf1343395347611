package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import flybrain.results.RecordedExperiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SpikeTargetTest {
  @TempDir private Path folder;
  private Path brain;
  private Path there;

  @BeforeEach
  void runOnce() throws IOException {
    brain = TinyBrain.in(folder);
    there = folder.resolve("experiment.parquet");
    run(there, "");
  }

  @ParameterizedTest
  @CsvSource({
    "--rate 50,drive: 11 at 50 Hz and 11 at 150 Hz",
    "--silence 22,silenced: 22 (outgoing) and none",
    "--param w_syn=0.3,parameter w_syn: 0.3 and 0.275",
    "--seed 2,seed: 2 and 1",
    "--t-run 0.2,t_run: 0.2 s and 0.1 s",
    "--n-run 3,n_run: 3 and 2",
    "--drive 22@5:0.03-0.05,changes during a trial: from 0.03 s until 0.05 s: drive2 22 at 5 Hz",
    "--excite2 22 --rate2 5,drive2: 22 at 5 Hz and none",
    "--backend reference,backend: reference and event"
  })
  void defaultFileOfAnotherExperiment_isKept(String options, String difference) throws IOException {
    Map<String, String> facts = facts(run(folder.resolve("other.parquet"), options));
    assertThatThrownBy(() -> target().checkReplaced("experiment", facts))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(there.toString())
        .hasMessageContaining(difference)
        .hasMessageContaining("--name or --out")
        .hasMessageContaining("--force");
    assertThatCode(() -> target("--force").checkReplaced("experiment", facts))
        .doesNotThrowAnyException();
  }

  @Test
  void defaultFileOfAnotherBrain_isKept() throws IOException {
    Path other = TinyBrain.in(folder.resolve("other"));
    Files.writeString(
        other.resolve("completeness.csv"), ",Completed\n11,True\n22,True\n33,True\n44,True\n");
    Path file = folder.resolve("other.parquet");
    assertThat(Cli.run(words(other, file, "")).exitCode()).isZero();
    assertThatThrownBy(() -> target().checkReplaced("experiment", facts(file)))
        .hasMessageContaining("connectome: tiny and tiny");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "--rate 150", "--threads 1", "--read-out 33"})
  void sameSpikesAgain_replaceTheDefaultFile(String options) throws IOException {
    Map<String, String> facts = facts(run(folder.resolve("again.parquet"), options));
    assertThatCode(() -> target().checkReplaced("experiment", facts)).doesNotThrowAnyException();
  }

  @Test
  void sameWords_replaceOnlyWhereTheySayTheExperiment() throws IOException {
    Map<String, String> facts = new HashMap<>(facts(there));
    assertThat(RecordedExperiment.repeats(facts, facts(there))).isTrue();
    for (String name : Set.copyOf(facts.keySet())) {
      String value = facts.put(name, "another");
      assertThat(RecordedExperiment.repeats(facts, facts(there))).as(name).isFalse();
      facts.put(name, Objects.requireNonNull(value));
    }
    assertThat(RecordedExperiment.repeats(Map.of("flybrain.seed", "1"), facts)).isFalse();
  }

  @Test
  void setsOfTheUser_countByTheirNeurons() throws IOException {
    Path ids = Files.writeString(folder.resolve("ids.txt"), "22");
    run(there, "--silence @" + ids);
    Files.writeString(ids, "33");
    Map<String, String> facts = facts(run(folder.resolve("again.parquet"), "--silence @" + ids));
    assertThatThrownBy(() -> target().checkReplaced("experiment", facts))
        .hasMessageContaining("[33]")
        .hasMessageContaining("[22]");
  }

  @Test
  void namedFileOfSomethingElse_isKeptUnlessForced() throws IOException {
    Path table = folder.resolve("connections.parquet");
    Files.copy(brain.resolve("connectivity.parquet"), table);
    byte[] before = Files.readAllBytes(table);
    Cli refused = Cli.run(words(brain, table, ""));
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("a table without spikes").contains("--force");
    assertThat(Files.readAllBytes(table)).isEqualTo(before);
    run(table, "--force");
    assertThat(Cli.run(words(brain, table, "--rate 3")).exitCode())
        .as("spikes named with --out are replaced")
        .isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"z.csv", "z", "z.parquet.gz", "z.json"})
  void otherEnding_isRefusedWithTheNameToGive(String name) {
    Cli cli = Cli.run(words(brain, folder.resolve(name), ""));
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains("written as Parquet").contains(".parquet");
    assertThat(folder.resolve(name)).doesNotExist();
  }

  @Test
  void nameThatWasTyped_isTheExpName() throws IOException {
    Path named = run(folder.resolve("file.parquet"), "--name mine");
    assertThat(names(named)).containsOnly("mine");
    assertThat(names(there)).containsOnly("experiment");
    assertThat(Cli.run("compare", "audit", folder, "--t-run", 0.1, "--n-run", 2).out())
        .doesNotContain("exp_name");
  }

  private static Set<String> names(Path file) throws IOException {
    Set<String> names = new HashSet<>();
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches = reader.read(List.of(Column.string("exp_name")))) {
      while (batches.next()) {
        names.addAll(Arrays.asList(batches.batch().strings(0)).subList(0, batches.batch().rows()));
      }
    }
    return names;
  }

  private SpikeTarget target(String... options) {
    SpikeTarget target = new SpikeTarget(folder);
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("target", mixin(target)))
        .parseArgs(options);
    return target;
  }

  private static CommandLine.Model.CommandSpec mixin(SpikeTarget target) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(target);
  }

  private Path run(Path out, String options) {
    Cli cli = Cli.run(words(brain, out, options));
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return out;
  }

  /// Later options take the place of earlier ones.
  private static Object[] words(Path brain, Path out, String options) {
    List<Object> words =
        new ArrayList<>(List.of("run", "--connectome", brain, "--excite", 11, "--out", out));
    if (!options.contains("--t-run")) {
      words.addAll(List.of("--t-run", 0.1));
    }
    if (!options.contains("--n-run")) {
      words.addAll(List.of("--n-run", 2));
    }
    words.addAll(Arrays.stream(options.split(" ")).filter(word -> !word.isEmpty()).toList());
    return words.toArray();
  }

  private static Map<String, String> facts(Path file) throws IOException {
    try (ParquetReader reader = new ParquetReader(file)) {
      return reader.metadata();
    }
  }
}
