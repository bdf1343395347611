package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.EdgeColumn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DataImportTest {
  @TempDir private Path folder;
  private Path brain;

  @BeforeEach
  void nameTheBrain() {
    brain = folder.resolve("brains").resolve("chain");
  }

  @Test
  void importedChain_isTheBrainOfItsReferenceFilesAndRuns() throws IOException {
    Path edges = write("edges.csv", "pre,post,count\n22,33,300\n11,22,100\n11,22,200\n");
    Cli refused = Cli.run("data", "import", edges, brain);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("--all-excitatory").hasLineCount(1);
    assertThat(brain).doesNotExist();
    Cli made = Cli.run("data", "import", edges, brain, "--all-excitatory");
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.out())
        .isEqualTo(
            "chain: 3 neurons, 2 connections (0 inhibitory) in "
                + brain
                + "\n  rows: 3\n  sign: the sign of the number of synapses"
                + "\n  pairs of neurons with several rows, added up: 1"
                + "\n  w_syn 0.275 mV (Shiu et al. 2024; not fitted to this brain)\n");
    assertThat(made.err()).startsWith("warning: no connection is inhibitory");
    Path tiny = TinyBrain.in(folder);
    assertThat(brain.resolve("completeness.csv"))
        .hasSameTextualContentAs(tiny.resolve("completeness.csv"));
    JsonNode run = run(brain);
    assertThat(run.get("active_neurons").asInt()).isEqualTo(3);
    JsonNode expected = run(tiny);
    assertThat(run.get("most_active")).isEqualTo(expected.get("most_active"));
    assertThat(run.get("connectome").get("sha256"))
        .isEqualTo(expected.get("connectome").get("sha256"));
  }

  @Test
  void inhibition_keepsTheChainSilent() throws IOException {
    Path edges =
        write(
            "edges.tsv", "source\ttarget\tweight\tnt_type\n11\t22\t300\tGABA\n22\t33\t300\tACH\n");
    Cli made = Cli.run("data", "import", edges, brain);
    assertThat(made.out()).contains("2 connections (1 inhibitory)");
    assertThat(made.err()).isEmpty();
    assertThat(run(brain).get("active_neurons").asInt()).isEqualTo(1);
  }

  @Test
  void neuronsOfAFile_keepTheirOrder() throws IOException {
    Path edges = write("edges.csv", "pre,post,count\n11,22,-3\n");
    Path ids = write("ids.txt", "44\n22\n11\n");
    Cli made = Cli.run("data", "import", edges, brain, "--neurons", ids);
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(brain.resolve("completeness.csv"))
        .hasContent(",Completed\n44,True\n22,True\n11,True\n");
  }

  @Test
  void brainThatIsThere_isReplacedOnlyByForce() throws IOException {
    Path tiny = TinyBrain.in(folder);
    byte[] before = Files.readAllBytes(tiny.resolve("connectivity.parquet"));
    Path edges = write("edges.csv", "pre,post,count\n5,6,-3\n");
    Cli refused = Cli.run("data", "import", edges, tiny);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err())
        .contains(tiny.resolve("connectivity.parquet") + ": already contains a brain")
        .contains("--force");
    assertThat(tiny.resolve("connectivity.parquet")).hasBinaryContent(before);
    Cli forced = Cli.run("data", "import", edges, tiny, "--force");
    assertThat(forced.exitCode()).as(forced.err()).isZero();
    assertThat(tiny.resolve("completeness.csv")).hasContent(",Completed\n5,True\n6,True\n");
    Path other = TinyBrain.in(folder.resolve("other"));
    byte[] kept = Files.readAllBytes(other.resolve("connectivity.parquet"));
    Cli export = Cli.run("data", "export", other, "--connectome", tiny);
    assertThat(export.exitCode()).isEqualTo(1);
    assertThat(export.err()).contains("already contains a brain").contains("--force");
    assertThat(other.resolve("connectivity.parquet")).hasBinaryContent(kept);
    assertThat(Cli.run("data", "export", other, "--connectome", tiny, "--force").exitCode())
        .isZero();
    assertThat(Cli.run("data", "export", brain, "--connectome", tiny).out())
        .startsWith("tiny: 2 neurons, 1 connections");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "edges.csv|edges.csv: line 2: column 'count': 'x': must be a whole number",
        "absent.csv|absent.csv: no such file",
        "edges.csv --neurons absent.txt|absent.txt: no such file of neuron ids",
        "edges.csv --neurons ids.txt|line 2: column 'post': '22': is not among the 1 given neurons"
      })
  void mistake_isExplainedAndLeavesNothing(String arguments, String message) throws IOException {
    write("edges.csv", "pre,post,count\n11,22," + (arguments.contains("ids") ? "5" : "x") + "\n");
    write("ids.txt", "11\n");
    String[] words = arguments.split(" ", -1);
    Cli cli =
        words.length == 1
            ? Cli.run("data", "import", folder.resolve(words[0]), brain)
            : Cli.run(
                "data",
                "import",
                folder.resolve(words[0]),
                brain,
                words[1],
                folder.resolve(words[2]));
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains(message).hasLineCount(1);
    assertThat(cli.out()).isEmpty();
    assertThat(brain.getParent()).doesNotExist();
  }

  @Test
  void json_hasWhatWasReadAndDropped() throws IOException {
    Path edges =
        write(
            "edges.csv",
            "pre,post,count,nt\n11,22,3,histamine\n22,11,5,GABA\n0,11,9,ACH\n11,11,2,DA\n");
    Cli refused = Cli.run("data", "import", edges, brain);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err()).contains("1 of 4 rows").contains("'histamine' (1)");
    Cli cli = Cli.run("data", "import", edges, brain, "--unknown-transmitter", "skip", "--json");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    JsonNode json = JsonMapper.shared().readTree(cli.out());
    assertThat(json.get("rows").asInt()).isEqualTo(4);
    assertThat(json.get("rows_without_neuron").asInt()).isEqualTo(1);
    assertThat(json.get("unknown_transmitters").get("histamine").asInt()).isEqualTo(1);
    assertThat(json.get("unknown_transmitter_rule").asString()).isEqualTo("skip");
    assertThat(json.get("self_connections").asInt()).isEqualTo(1);
    assertThat(json.get("inhibitory").asInt()).isEqualTo(1);
    assertThat(
            Cli.run("data", "import", edges, brain, "--force", "--unknown-transmitter=skip").out())
        .contains("  rows of an unknown transmitter (histamine), left out: 1\n")
        .contains("  rows left out because an id is 0, -1 or -2^63 (no neuron): 1\n")
        .contains("  connections of a neuron with itself, kept: 1\n");
  }

  @Test
  @Tag("shared")
  void scoresAndRootIdZeroOfTheCases_areRead() throws IOException {
    Path cases = Path.of(System.getProperty("flybrain.shared"), "cases");
    Cli scores =
        Cli.run(
            "data",
            "import",
            cases.resolve("all-excitatory-import").resolve("proofread_connections.csv"),
            brain);
    assertThat(scores.exitCode()).as(scores.err()).isZero();
    assertThat(scores.err()).isEmpty();
    assertThat(scores.out())
        .contains("3 neurons, 3 connections (2 inhibitory)")
        .contains("sign: the largest of the scores");
    Path other = folder.resolve("other");
    Cli roots =
        Cli.run("data", "import", cases.resolve("root-id-0").resolve("connections.csv"), other);
    assertThat(roots.exitCode()).as(roots.err()).isZero();
    assertThat(roots.out())
        .contains("2 neurons, 1 connections (1 inhibitory)")
        .contains("  rows left out because an id is 0, -1 or -2^63 (no neuron): 3\n");
  }

  @Test
  void folderThatIsAFile_isRefused() throws IOException {
    Path edges = write("edges.csv", "pre,post,count\n11,22,3\n");
    Cli cli = Cli.run("data", "import", edges, edges);
    assertThat(cli.exitCode()).isEqualTo(1);
    assertThat(cli.err()).contains(edges + ": is a file; name a folder");
    assertThat(Cli.run("data", "import", edges).exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource
  void help_namesAllNamesOfAColumn(EdgeColumn column) {
    String help = Cli.run("data", "import", "--help").out().replaceAll("\\s+", " ");
    assertThat(help).contains(String.join(", ", column.names()));
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  /// The summary of a run that drives the first neuron of the chain.
  private JsonNode run(Path connectome) {
    Cli run =
        Cli.run(
            "run",
            "--excite",
            11,
            "--n-run",
            1,
            "--json",
            "--connectome",
            connectome,
            "--out",
            folder.resolve("spikes.parquet"));
    assertThat(run.exitCode()).as(run.err()).isZero();
    return JsonMapper.shared().readTree(run.out());
  }
}
