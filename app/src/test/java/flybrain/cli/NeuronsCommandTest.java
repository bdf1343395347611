package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NeuronsCommandTest {
  private static final String MN9_LEFT = "720575940660219265";

  @TempDir Path folder;

  @Test
  void setFileAndId_areListedOnTheSyntheticBrain() throws IOException {
    Path ids =
        Files.writeString(
            folder.resolve("ids.txt"), "flywire_id,side\n5,\n" + MN9_LEFT + ",left\n");
    Cli cli = Cli.run("neurons", "p9", "@" + ids, "--json", "--connectome", "synthetic");
    assertThat(cli.err())
        .startsWith(ids + ": 2 ids from its column 'flywire_id'\n")
        .contains("connectome synthetic: built in");
    assertThat(cli.exitCode()).isZero();
    JsonNode rows = JsonMapper.shared().readTree(cli.out());
    assertThat(rows.values()).hasSize(4);
    assertThat(rows.get(0).get("present").booleanValue()).isTrue();
    assertThat(rows.get(0).get("sets").get(0).stringValue()).isEqualTo("p9");
    assertThat(rows.get(0).get("out_degree").intValue()).isPositive();
    assertThat(rows.get(2).get("flywire_id").stringValue()).isEqualTo("5");
    assertThat(rows.get(2).get("neuron_index").isNull()).isTrue();
    assertThat(rows.get(3).get("flywire_id").stringValue()).isEqualTo(MN9_LEFT);
  }

  @Test
  void tableFile_hasWhatIsShown() throws IOException {
    Path out = folder.resolve("neurons.parquet");
    Cli cli = Cli.run("neurons", "p9", 5, "--connectome", "synthetic", "--out", out);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    try (ParquetReader reader = new ParquetReader(out);
        ColumnBatches rows =
            reader.read(List.of(Column.int64("flywire_id"), Column.string("sets")))) {
      assertThat(reader.columns())
          .containsExactly(
              "flywire_id", "neuron_index", "present", "in_degree", "out_degree", "sets");
      assertThat(rows.next()).isTrue();
      assertThat(rows.batch().longs(0)).startsWith(720575940627652358L, 720575940635872101L, 5);
      assertThat(rows.batch().strings(1)).startsWith("p9;P9_left", "p9;P9_right", "");
    }
    assertThat(Cli.run("neurons", "--out", folder.resolve("x.txt")).exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2|neurons suger|neuron set 'suger' is unknown; did you mean 'sugar'?",
        "2|neurons 7.2e17|neuron id '7.2e17': must be a whole number with all its digits",
        "1|neurons @absent-ids.txt|absent-ids.txt: no such file of neuron ids",
        "1|neurons --search frobnicate|--search 'frobnicate': no set has this",
        "2|neurons --sets absent-sets.json|absent-sets.json: no such file of neuron sets",
        "1|neurons --connectome sinthetic|did you mean 'synthetic'?",
        "2|neurons sugar --search jon|--search finds sets only; leave out [sugar]",
        "2|neurons --csv --json|--csv, --json",
        "2|neurons --srach jon|Unknown option"
      })
  void mistake_isExplained(int code, String arguments, String message) {
    Cli cli = Cli.run((Object[]) arguments.split(" ", -1));
    assertThat(cli.exitCode()).isEqualTo(code);
    assertThat(cli.err()).contains(message).doesNotContain("\tat ");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  @Tag("shared")
  void setsOfTheUser_areListedOnTheRealBrain() throws IOException {
    Path mine = Files.writeString(folder.resolve("mine.json"), "{\"mine\": [1, " + MN9_LEFT + "]}");
    String brain = System.getProperty("flybrain.shared", "") + "/data/flywire-783-min5";
    assertThat(Cli.run("neurons", "--csv", "--sets", mine, "--connectome", brain).out())
        .contains("\nsugar,set,21,21,")
        .contains("\nsugar_left,set,10,9,")
        .contains("\nbitter,set,21,21,")
        .contains("\njon_ce,set,70,70,")
        .contains("\nMN9_right,read_out,1,1,")
        .contains("\ngallinule,sez_type,10,10,")
        .contains("\nbitter_GRNs,set,42,42,")
        .endsWith("\nmine,user,2,1,your set,1,not in this connectome,you\n");
  }

  @Test
  @Tag("shared")
  void sugarOnTheRealBrain_readsOutBothMotorNeuronsWithoutAWarning() throws IOException {
    String brain = System.getProperty("flybrain.shared", "") + "/data/flywire-783-min5";
    Path out = folder.resolve("sugar.parquet");
    Cli run =
        Cli.run("run", "sugar", "--connectome", brain, "--n-run", 1, "--t-run", 0.1, "--out", out);
    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).doesNotContain("warning");
    assertThat(run.out())
        .contains("720575940660219265  MN9_left")
        .contains("720575940618238523  MN9_right");
  }
}
