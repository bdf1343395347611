package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An atlas of a chain of three neurons, 11 -> 22 -> 33.
class AtlasCommandTest {
  @TempDir private Path folder;
  private Path brain;
  private Path atlas;

  @BeforeEach
  void makeAtlas() throws IOException {
    brain = TinyBrain.in(folder);
    atlas = folder.resolve("atlas");
  }

  private Cli run(Object... options) {
    Object[] words = {"atlas", "run", "--connectome", brain, "--out", atlas};
    return Cli.run(Stream.concat(Stream.of(words), Stream.of(options)).toArray());
  }

  private Cli ask(Object... words) {
    Object[] where = {"--connectome", brain, "--atlas", atlas};
    return Cli.run(Stream.of(new Object[] {"atlas"}, words, where).flatMap(Stream::of).toArray());
  }

  @Test
  void from_saysWhatANeuronDrives() {
    Cli cli = run("--rate", 100);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.err())
        .contains("atlas: 3 neurons, each driven alone in 1 trial of 1 s")
        .contains("done: 6 pairs of a driven neuron and one that fires")
        .contains("flybrain atlas from NEURON --atlas " + atlas);
    String out = ask("from", 11).out();
    assertThat(out).startsWith("atlas of connectome tiny: 100 Hz, 1 trial of 1 s, seed 1");
    assertThat(out.lines().skip(2))
        .hasSize(2)
        .allMatch(line -> line.startsWith("               11"));
    assertThat(ask("from", 33).out()).contains("these neurons make no other fire");
  }

  @Test
  void to_saysWhatDrivesANeuron() throws IOException {
    run("--rate", 100);
    JsonNode json = JsonMapper.shared().readTree(ask("to", 33, "--json").out());
    assertThat(json).hasSize(2);
    assertThat(json.findValuesAsString("driven_flywire_id")).containsExactlyInAnyOrder("11", "22");
    assertThat(ask("to", 11).out()).contains("no other neuron makes these fire");
    Path csv = folder.resolve("to.csv");
    assertThat(ask("to", "22,33", "--out", csv).exitCode()).isZero();
    assertThat(Files.readAllLines(csv))
        .hasSize(4)
        .first()
        .asString()
        .startsWith("driven_flywire_id,driven_name,driven_type,driven_side,flywire_id");
    assertThat(ask("to", "22,33", "--top", 1).out()).contains("and 2 more");
    assertThat(ask("to", "22,33", "--min-rate", 1000, "--csv").out().lines()).hasSize(1);
  }

  @Test
  void run_canBeRepeatedAndRestrictedToSomeNeurons() {
    assertThat(run("--neurons", "11,33").err()).contains("atlas: 2 neurons");
    assertThat(run("--neurons", "11,33").exitCode()).isZero();
    Cli other = run("--neurons", "11");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("was started with neurons");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rate 0|--rate 0: must be above 0 Hz",
        "--rate 10001|--rate 10001: must be above 0 Hz and at most 10000 Hz (one event per time step)",
        "--rate 20001 --param dt=0.05|at most 20000 Hz (one event per time step)",
        "--rate NaN|--rate nan: must be above 0 Hz",
        "--threads 0|--threads 0: must be at least 1",
        "--n-run 0|n_run = 0: must be at least 1",
        "--param w_sin=1|did you mean"
      })
  void whatMakesNoSense_isWrongUsage(String options, String message) {
    Cli cli = run((Object[]) options.split(" "));
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains(message);
    assertThat(atlas).doesNotExist();
  }

  @Test
  void atlasOfAnotherBrain_isRefused() throws IOException {
    run();
    Path edges = folder.resolve("edges.csv");
    Files.writeString(edges, "pre,post,count\n11,22,-5\n");
    Cli.run("data", "import", edges, folder.resolve("other"));
    Cli cli =
        Cli.run("atlas", "from", 11, "--connectome", folder.resolve("other"), "--atlas", atlas);
    assertThat(cli.err()).contains("is the atlas of connectome tiny, not of other");
    assertThat(Cli.run("atlas", "from", 11, "--atlas", folder, "--connectome", brain).err())
        .contains("is not a folder of an atlas; make one with: flybrain atlas run");
  }
}
