package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DataAnnotateTest {
  @TempDir private Path folder;
  private Path brain;
  private Path types;

  @BeforeEach
  void makeBrain() throws IOException {
    brain = TinyBrain.in(folder);
    types =
        Files.writeString(
            folder.resolve("types.csv"),
            "root_id,cell_type,somaSide\n11,LC4,L\n22,LC4,R\n11,LC6,L\n99,LC4,L\n");
  }

  /// Annotations belong to the content of a brain, which that of other tests has too.
  @AfterEach
  void forget() {
    Cli.run("data", "annotate", brain, "--remove");
  }

  @Test
  void addedTables_areReportedKeptAndForgotten() {
    Cli added = Cli.run("data", "annotate", brain, types);
    assertThat(added.exitCode()).as(added.err()).isZero();
    assertThat(added.out())
        .isEqualTo(
            """
            tiny: 2 of 3 neurons are annotated
            %s: 4 rows, ids from 'root_id'
              columns: cell_type as type, somaSide as side
              rows left out because the connectome has no such neuron: 1
              further rows of a neuron, of which the first values are kept: 1
              type: 1 values differ from an earlier one and are left out, first 11: 'LC6', kept 'LC4'
            """
                .formatted(types));
    assertThat(added.err()).contains("kept in ");
    assertThat(Cli.run("data", "annotate", brain).out())
        .isEqualTo(
            """
            column  neurons  different  source
            type          2          1  types.csv
            side          2          2  types.csv
            """);
    JsonNode json = JsonMapper.shared().readTree(added(types, "--json").out());
    assertThat(json.get("annotated").asInt()).isEqualTo(2);
    assertThat(json.get("tables").get(0).get("columns").get("somaSide").asString())
        .isEqualTo("side");
    Cli removed = Cli.run("data", "annotate", brain, "--remove");
    assertThat(removed.err()).contains("removed ");
    assertThat(Cli.run("neurons", "LC4", "--connectome", brain).exitCode()).isEqualTo(2);
    assertThat(Cli.run("data", "annotate", brain, "--remove").err()).contains("nothing was added");
  }

  private Cli added(Object... words) {
    Object[] all = new Object[words.length + 3];
    all[0] = "data";
    all[1] = "annotate";
    all[2] = brain;
    System.arraycopy(words, 0, all, 3, words.length);
    Cli cli = Cli.run(all);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    return cli;
  }

  @Test
  void neuronsOfASelection_areListedWithAllColumns() {
    added(types);
    assertThat(Cli.run("neurons", "LC4 & side:left", "--connectome", brain, "--csv").out())
        .isEqualTo(
            """
            flywire_id,neuron_index,present,in_degree,out_degree,sets,type,side
            11,0,true,0,1,,LC4,left
            """);
    assertThat(Cli.run("neurons", "!LC4", "77", "--connectome", brain, "--csv").out())
        .endsWith("\n33,2,true,1,0,,,\n77,,false,,,,,\n");
    assertThat(Cli.run("neurons", "type:LC4", "--connectome", brain).out())
        .endsWith("\nsides as in types.csv\n");
  }

  @Test
  void typesAndSides_areInSummariesAndRates() throws IOException {
    added(types);
    Path spikes = folder.resolve("chain.parquet");
    Cli run =
        Cli.run(
            "run",
            "--connectome",
            brain,
            "--excite",
            "LC4 & side:left",
            "--read-out",
            "LC4",
            "--n-run",
            2,
            "--out",
            spikes);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("1 neuron of LC4 & side:left at 150 Hz")
        .containsPattern("\n  22 +LC4 +right +[0-9.]+ ")
        .containsPattern("\n  11 +LC4 \\(1 of 2\\) \\(driven\\) left +[0-9.]+ ")
        .contains("\nsides as in types.csv\n");
    assertThat(Cli.run("rates", spikes, "--csv").out())
        .startsWith("flyid,name,type,side,chain,chain_sd\n11,LC4,LC4,left,");
    assertThat(Cli.run("rates", spikes, "--csv", "--connectome", brain).out())
        .isEqualTo(Cli.run("rates", spikes, "--csv").out());
    JsonNode json =
        JsonMapper.shared()
            .readTree(
                Cli.run(
                        "run",
                        "--connectome",
                        brain,
                        "--excite",
                        11,
                        "--n-run",
                        1,
                        "--no-spikes",
                        "--json")
                    .out());
    assertThat(json.get("source_of_sides").asString()).isEqualTo("types.csv");
    assertThat(json.get("most_active").get(0).get("type").asString()).isEqualTo("LC4");
    assertThat(json.get("most_active").get(0).get("side").asString()).isEqualTo("right");
  }

  @Test
  void wrongUse_isExplained() {
    Cli remove = Cli.run("data", "annotate", brain, types, "--remove");
    assertThat(remove.exitCode()).isEqualTo(2);
    assertThat(remove.err()).contains("--remove: forgets all; leave out");
    Cli id = Cli.run("data", "annotate", brain, "--id", "x");
    assertThat(id.exitCode()).isEqualTo(2);
    Cli absent = Cli.run("data", "annotate", brain, folder.resolve("absent.csv"));
    assertThat(absent.exitCode()).isEqualTo(1);
    assertThat(absent.err()).contains("absent.csv: no such file");
  }
}
