package flybrain.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Comparisons of many files of which one cannot be read.
class UnreadableFilesTest {
  private static final Path RECORDED =
      Path.of("src/test/resources/flybrain/compare/results/schemas/round_01");

  @TempDir private Path folder;
  private Path round;

  @BeforeEach
  void copyRun() throws IOException {
    round = Files.createDirectories(folder.resolve("results/schemas/round_01"));
    try (Stream<Path> files = Files.list(RECORDED)) {
      for (Path file : files.toList()) {
        Files.copy(file, round.resolve(file.getFileName().toString()));
      }
    }
  }

  @Test
  void groundTruth_comparesTheOthers() throws IOException {
    Path cut = cut("genn");
    Cli cli = compare("ground-truth", "--t-run", 0.5, "--n-run", 3);
    isLeftOut(cli, cut);
    assertThat(cli.out()).contains("NEST (CPU)");
    JsonNode json =
        JsonMapper.shared().readTree(folder.resolve("ground-truth-comparison.json").toFile());
    assertThat(json.at("/comparisons/GeNN (GPU)/status").asString("")).isEqualTo("unreadable");
    assertThat(json.at("/comparisons/NEST (CPU)/verdict").asString("")).isNotEmpty();
  }

  @Test
  void pairs_compareTheOthers() throws IOException {
    Path cut = cut("genn");
    Cli cli = compare("pairs");
    isLeftOut(cli, cut);
    List<String> rows =
        Files.readAllLines(folder.resolve("results/schemas/comparisons/pairwise_summary.csv"));
    // Ten pairs of the other five.
    assertThat(rows).hasSize(11).noneMatch(row -> row.contains("genn"));
  }

  @Test
  void backend_isComparedInTheOtherRounds() throws IOException {
    Path second = Files.createDirectories(round.resolveSibling("round_02"));
    for (String key : List.of("brian2cpp", "nest")) {
      Files.copy(file(key), second.resolve(file(key).getFileName()));
    }
    Path cut = cut("nest");
    Cli cli = compare("backend", "--backend", "nest", "--rounds", 1, 2);
    isLeftOut(cli, cut);
    assertThat(cli.out()).contains("1 comparison, 0 missing inputs");
  }

  /// Without the reference there is nothing to compare with.
  @Test
  void reference_isNeeded() throws IOException {
    Path cut = cut("brian2cpp");
    Cli cli = compare("ground-truth", "--t-run", 0.5, "--n-run", 3);
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).startsWith("flybrain: " + cut + ": is truncated");
  }

  private static void isLeftOut(Cli cli, Path file) {
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).containsOnlyOnce("flybrain: left out: " + file + ": is truncated after");
  }

  private Cli compare(String command, Object... more) {
    Object[] words = {"compare", command, "--run-label", "schemas", "--data", folder};
    return Cli.run(Stream.concat(Stream.of(words), Stream.of(more)).toArray());
  }

  private Path file(String key) {
    return round.resolve(key + "_t0.5s_n3.parquet");
  }

  private Path cut(String key) throws IOException {
    byte[] whole = Files.readAllBytes(file(key));
    return Files.write(file(key), Arrays.copyOf(whole, whole.length / 2));
  }
}
