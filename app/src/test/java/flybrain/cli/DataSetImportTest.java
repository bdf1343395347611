package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `flybrain data import codex DIR FOLDER` and the like, and the weight of a synapse that they
/// keep.
class DataSetImportTest {
  private static final Path PUBLISHED = Path.of("../core/src/test/resources/flybrain/published");

  @TempDir private Path folder;

  /// pandas computed the connections of the same files.
  @ParameterizedTest
  @ValueSource(strings = {"codex", "malecns", "banc", "hemibrain", "manc"})
  void filesOfADataSet_areFoundByTheirNames(String name) throws IOException {
    Path brain = folder.resolve(name);
    Cli made = Cli.run("data", "import", name, PUBLISHED.resolve(name), brain);
    assertThat(made.exitCode()).as(made.err()).isZero();
    assertThat(made.out()).contains("  connections: ").contains("  neurons: ").contains("w_syn 0.");
    assertThat(rows(open(brain)))
        .isEqualTo(Files.readAllLines(PUBLISHED.resolve(name).resolve("expected.csv")));
  }

  @Test
  void fileOfConnections_canBeChosen() throws IOException {
    Path files = Files.createDirectories(folder.resolve("files"));
    Path codex = PUBLISHED.resolve("codex/connections_princeton.csv.gz");
    Files.copy(codex, files.resolve("connections_princeton.csv.gz"));
    Files.copy(
        PUBLISHED.resolve("codex-no-threshold/connections_no_threshold.csv.gz"),
        files.resolve("connections_no_threshold.csv.gz"));
    Cli princeton = Cli.run("data", "import", "codex", files, folder.resolve("a"));
    assertThat(princeton.out())
        .contains("connections_princeton.csv.gz (also there: connections_no_threshold.csv.gz;")
        .contains("w_syn 0.12375 mV (0.45 of 0.275 mV, for Princeton's synapses;");
    Path brain = folder.resolve("b");
    Cli chosen =
        Cli.run(
            "data",
            "import",
            "codex",
            files,
            brain,
            "--connections",
            "connections_no_threshold.csv.gz",
            "--min-synapses",
            5);
    assertThat(chosen.exitCode()).as(chosen.err()).isZero();
    assertThat(chosen.out())
        .contains("w_syn 0.275 mV (Shiu et al. 2024, fitted to FlyWire)")
        .contains("pairs left out because they have fewer than 5 synapses");
    assertThat(rows(open(brain)))
        .isEqualTo(Files.readAllLines(PUBLISHED.resolve("codex-no-threshold/expected.csv")));
  }

  @Test
  void weightOfASynapse_isTheDefaultOfEveryRunAndIsShown() throws IOException {
    Path brain = folder.resolve("male");
    Cli made =
        Cli.run("data", "import", "malecns", PUBLISHED.resolve("malecns"), brain, "--w-syn", "0.5");
    assertThat(made.out()).contains("w_syn 0.5 mV (given to data import)");
    JsonNode notes = JsonMapper.shared().readTree(brain.resolve("connectome.json"));
    assertThat(notes.get("w_syn").asDouble()).isEqualTo(0.5);
    assertThat(notes.get("import").get("rows_of_other_neurons").asInt()).isEqualTo(17);
    long id = open(brain).neurons().id(0);
    JsonNode json = JsonMapper.shared().readTree(run(brain, id, "--json").out());
    assertThat(json.get("experiment").get("parameters").get("w_syn").asDouble()).isEqualTo(0.5);
    assertThat(json.get("connectome").get("w_syn_source").asString())
        .isEqualTo("given to data import");
    assertThat(run(brain, id).out()).contains("\nw_syn 0.5 mV (given to data import)\n");
    assertThat(run(brain, id, "--param", "w_syn=0.275").out())
        .contains(
            "\nw_syn 0.275 mV, asked for; the connectome has w_syn 0.5 mV (given to data import)\n");
    Path copy = folder.resolve("copy");
    assertThat(Cli.run("data", "export", copy, "--connectome", brain).exitCode()).isZero();
    assertThat(open(copy).weight()).isEqualTo(open(brain).weight());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{|is not JSON (",
        "[]|must have a number w_syn (in mV)",
        "{\"w_syn\": \"0.3\", \"w_syn_source\": \"me\", \"sha256\": \"ab\"}|must have a number w_syn",
        "{\"w_syn\": {\"w_syn\": 0.3}, \"w_syn_source\": \"me\", \"sha256\": \"ab\"}|must have a number",
        "{\"w_syn\": 0.3, \"w_syn_source\": \"me\", \"sha256\": \"ab\"} {}|is not JSON (more follows",
        "{\"w_syn\": 0.3, \"w_syn_source\": \"me\", \"sha256\": \"ab\", \"files\": [{\"sha256\": \"cd\"}]}|SHA-256 ab",
        "{\"w_syn\": 0.3, \"w_syn_source\": \"me\", \"sha256\": \"ab\"}|belongs to a brain of SHA-256 ab, but"
      })
  void notesThatCannotBe_areRefusedInOneLine(String content, String message) throws IOException {
    Path tiny = TinyBrain.in(folder);
    Files.writeString(tiny.resolve("connectome.json"), content);
    Cli run = run(tiny, 11);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains(tiny.resolve("connectome.json") + ": ").contains(message);
  }

  @Test
  void columnsOfAnyName_areReadWhereTheyAreNamed() throws IOException {
    Path edges =
        Files.writeString(
            folder.resolve("odd.csv"), "a,b,n,kind,weight\n11,22,3,gaba,0.5\n22,33,4,ach,0.5\n");
    Path neurons =
        Files.writeString(folder.resolve("cells.csv"), "root_id,cell,k\n1,11,x\n2,22,x\n3,33,\n");
    Path brain = folder.resolve("brain");
    Cli cli =
        Cli.run(
            "data",
            "import",
            edges,
            brain,
            "--column",
            "pre=a",
            "--column",
            "post=b",
            "--column",
            "count=n",
            "--column",
            "transmitter=kind",
            "--neurons",
            neurons,
            "--column",
            "id=cell",
            "--where",
            "k");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .contains("2 neurons, 1 connections (1 inhibitory)", "columns ignored: weight");
  }

  /// In BANC's table `root_id` is of an older version than the connections.
  @Test
  void tableOfBanc_givesTheIdsOfItsVersion() throws IOException {
    Path edges = Files.writeString(folder.resolve("e.csv"), "pre,post,count\n11,22,-3\n");
    Path meta =
        Files.writeString(
            folder.resolve("meta.csv"),
            "banc_888_id,root_id,root_626,root_888,proofread\n11,1,1,11,TRUE\n22,2,2,22,TRUE\n");
    Cli cli =
        Cli.run(
            "data",
            "import",
            edges,
            folder.resolve("brain"),
            "--neurons",
            meta,
            "--where",
            "proofread=true");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).contains("2 neurons, 1 connections");
  }

  @Test
  void notesOfAnOlderBrain_doNotStay() throws IOException {
    Path brain = folder.resolve("brain");
    Cli.run("data", "import", "manc", PUBLISHED.resolve("manc"), brain, "--w-syn", "0.5");
    Path tiny = TinyBrain.in(folder);
    assertThat(Cli.run("data", "export", brain, "--connectome", tiny, "--force").exitCode())
        .isZero();
    assertThat(brain.resolve("connectome.json")).doesNotExist();
    assertThat(run(brain, 11).out()).contains("\nw_syn 0.275 mV (Shiu et al. 2024)\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "2|codecs files brain|'codecs' is not a data set; allowed: codex, malecns, banc, hemibrain, manc; did you mean 'codex'?",
        "2|codex brain|data import codex needs the folder with its files",
        "1|codex files brain|contains no connections of codex; expected one of connections_princeton.csv*",
        "1|hemibrain archive brain|unpack the archive in it",
        "1|banc absent brain|absent: no such folder; name the folder with the files of banc",
        "2|edges.csv brain --connections x|--connections needs a data set",
        "2|edges.csv brain --where status=Traced|--where and --others need --neurons",
        "2|edges.csv brain --signs ACH=*|sign 'ACH=*': must be TRANSMITTER=+",
        "2|edges.csv brain --min-synapses 0|--min-synapses 0: must be at least 1",
        "1|edges.csv brain --neurons ids.csv --where side=left|has no column 'side'; its columns are 'root_id', 'status'",
        "1|edges.csv brain --neurons ids.csv --where status=traced|no neuron fulfils status=traced; values of 'status': [Orphan]",
        "1|edges.csv brain --transmitters ids.csv|has no column of transmitters such as consensus_nt",
        "1|odd.csv brain|allowed names: pre, pre_id,",
        "1|odd.csv brain|its columns are 'a', 'b', 'n'; name it with --column pre=COLUMN",
        "1|odd.csv brain --column pre=A|has no column 'A' (--column pre=A); did you mean 'a'?",
        "2|odd.csv brain --column per=a|--column per=a: must be ROLE=NAME with the role pre, post, count, sign, transmitter, id, transmitter_id; did you mean 'pre'?",
        "2|odd.csv brain --column pre=a --column pre=b|names a column for pre again",
        "1|edges.csv brain --neurons two.csv|(flywire_id, ",
        "1|edges.csv brain --neurons two.csv --where k|name it with --column id=COLUMN"
      })
  void mistake_isExplained(int exitCode, String arguments, String message) throws IOException {
    Files.createDirectories(folder.resolve("files"));
    Files.createFile(Files.createDirectories(folder.resolve("archive")).resolve("exported.tar.gz"));
    Files.writeString(folder.resolve("edges.csv"), "pre,post,count\n11,22,-3\n");
    Files.writeString(folder.resolve("ids.csv"), "root_id,status\n11,Orphan\n");
    Files.writeString(folder.resolve("odd.csv"), "a,b,n\n11,22,-3\n");
    Files.writeString(folder.resolve("two.csv"), "cell,k\n11,1\n22,1\n");
    List<Object> words = new ArrayList<>(List.of("data", "import"));
    for (String word : arguments.split(" ", -1)) {
      boolean isFile = word.matches("files|brain|archive|absent|\\w+\\.csv");
      words.add(isFile ? folder.resolve(word) : word);
    }
    Cli cli = Cli.run(words.toArray());
    assertThat(cli.err()).contains(message);
    assertThat(cli.exitCode()).isEqualTo(exitCode);
    assertThat(folder.resolve("brain")).doesNotExist();
  }

  private Cli run(Path brain, long id, String... more) {
    List<Object> words = new ArrayList<>(List.of("run", "--connectome", brain, "--excite", id));
    words.addAll(List.of("--t-run", "0.1", "--n-run", "1", "--no-spikes"));
    words.addAll(Arrays.asList(more));
    return Cli.run(words.toArray());
  }

  private Connectome open(Path brain) throws IOException {
    Path cache = folder.resolve("cache");
    return new ConnectomeStore(folder, cache, cache).open(brain.toString(), _ -> {});
  }

  private static List<String> rows(Connectome brain) {
    List<long[]> rows = new ArrayList<>();
    Connections connections = brain.connections();
    for (int pre = 0; pre < connections.neurons(); pre++) {
      for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
        long post = brain.neurons().id(connections.target(c));
        rows.add(new long[] {brain.neurons().id(pre), post, connections.weight(c)});
      }
    }
    rows.sort(Arrays::compare);
    List<String> lines = new ArrayList<>(List.of("pre,post,weight"));
    rows.forEach(row -> lines.add(row[0] + "," + row[1] + "," + row[2]));
    return lines;
  }
}
