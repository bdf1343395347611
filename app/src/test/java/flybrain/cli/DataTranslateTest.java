package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetReader;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DataTranslateTest {
  @TempDir private Path folder;

  private Cli translate(Object... words) {
    Object[] all = new Object[words.length + 2];
    all[0] = "data";
    all[1] = "translate";
    System.arraycopy(words, 0, all, 2, words.length);
    return Cli.run(all);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void namedSet_isTranslatedAndWhatIsLostIsNamed() {
    Cli cli = translate("sugar,sugar_left", "--csv");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out())
        .startsWith("old_flywire_id,flywire_id,status,source,reason,sets,type,side\n")
        .contains(
            "720575940620900446,720575940639259967,changed,",
            "720575940627961104,0,no counterpart,,\"in v630 only, and no table names its successor\"");
    assertThat(cli.out().lines()).hasSize(32);
    assertThat(cli.err())
        .contains(
            "v630 to v783: 29 unchanged, 1 changed, 1 no counterpart",
            "720575940627961104 (sugar_left): in v630 only, and no table names its successor");
  }

  @Test
  void preset_meansAllItsNeuronsAndTheDirectionMayBeTurned() {
    JsonNode rows =
        JsonMapper.shared().readTree(translate("Sugar_200Hz", "--to", "v630", "--json").out());
    assertThat(rows).hasSize(41);
    assertThat(rows.get(0).get("old_flywire_id").isString()).isTrue();
    assertThat(rows)
        .filteredOn(row -> row.get("sets").toString().contains("MN9_right"))
        .singleElement()
        .extracting(row -> row.get("flywire_id").asString())
        .isEqualTo("720575940645521262");
    Cli wrong = translate("sugar_GRNs");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.err())
        .contains("sugar_GRNs: has no ids of v630, only of v783; name another version with --from");
  }

  @Test
  void idsAlone_areThoseThatAFileOfIdsMayHave() throws IOException {
    Path table = file("update.csv", "old_id,new_id\n11,22\n12,22\n13,0\n14,33\n14,44\n");
    Path ids = file("ids.txt", "11 12 13 14 15\n");
    Cli cli = translate("@" + ids, "--table", table, "--ids");
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).isEqualTo("22\n33\n44\n");
    assertThat(cli.err())
        .contains(
            "1 no counterpart",
            "13: update.csv has no id of v783 for it",
            "15: no table has it",
            "14 was split: 33, 44",
            "22 was merged from several neurons, among them 11, 12");
    Cli strict = translate("@" + ids, "--table", table, "--ids", "--missing", "error");
    assertThat(strict.exitCode()).isEqualTo(1);
    assertThat(strict.out()).isEmpty();
    assertThat(strict.err()).contains("2 of 5 neurons have no counterpart in v783");
    assertThat(translate(15, "--table", table).exitCode()).isEqualTo(1);
  }

  @Test
  void table_keepsItsOtherColumnsAndLeavesOutWhatHasNoIdOfItsOwn() throws IOException {
    Path changes = file("update.csv", "root_630,root_783\n11,110\n12,121\n12,122\n");
    Path rates =
        file(
            "rates.csv",
            "name,flyid,sugar,neuron_index\n\"a, b\",11,12.50,0\nc,12,1e-3,1\nd,13,,2\ne,,7,3\n");
    Path out = folder.resolve("new.csv");
    Cli cli = translate(rates, "--table", changes, "--out", out);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(Files.readString(out))
        .isEqualTo("name,flyid,sugar,neuron_index,old_flywire_id\n\"a, b\",110,12.50,0,11\n");
    assertThat(cli.err())
        .contains(
            "rates.csv: 1 row without an id is left out",
            "rates.csv: 2 rows whose neuron has no id of its own are left out",
            "its column 'neuron_index' still counts the neurons of v630",
            "12 was split: 121, 122");
    Cli repeated = translate(rates, "--table", changes, "--split", "repeat", "--csv");
    assertThat(repeated.out()).endsWith("c,121,1e-3,1,12\nc,122,1e-3,1,12\n");
  }

  @Test
  void parquet_keepsTheTypesOfItsColumns() throws IOException {
    List<Column> columns =
        List.of(Column.int64("body"), Column.float64("rate"), Column.string("type"));
    ColumnBatch batch = ColumnBatch.ofRows(columns, 1);
    batch.longs(0)[0] = 720575940627961104L;
    batch.doubles(1)[0] = 0.1;
    batch.strings(2)[0] = "MN9";
    Path rows = folder.resolve("rows.parquet");
    try (ParquetWriter writer = new ParquetWriter(rows, columns, Compression.ZSTD, Map.of())) {
      writer.write(batch);
      writer.commit();
    }
    Path changes = file("c.csv", "old_id,new_id\n720575940627961104,720575940600000001\n");
    Path out = folder.resolve("out.parquet");
    Cli cli = translate(rows, "--table", changes, "-o", out);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    List<Column> wanted =
        List.of(
            Column.int64("body"),
            Column.float64("rate"),
            Column.string("type"),
            Column.int64("old_flywire_id"));
    try (ParquetReader reader = new ParquetReader(out);
        ColumnBatches batches = reader.read(wanted)) {
      assertThat(batches.next()).isTrue();
      assertThat(batches.batch().longs(0)[0]).isEqualTo(720575940600000001L);
      assertThat(batches.batch().doubles(1)[0]).isEqualTo(0.1);
      assertThat(batches.batch().strings(2)[0]).isEqualTo("MN9");
      assertThat(batches.batch().longs(3)[0]).isEqualTo(720575940627961104L);
    }
    assertThat(translate(rows, "--table", changes, "--json").out())
        .contains("\"body\" : \"720575940600000001\"");
  }

  @Test
  void connectomes_sayWhichIdsAreTheSameAndWhichNeuronsASelectionMeans() throws IOException {
    Path brain = TinyBrain.in(folder);
    Files.writeString(
        brain.resolve("neurons.csv"), "root_id,type,side\n11,LC4,left\n22,LC6,right\n");
    Cli same = translate("type:LC4", 44, "--from", brain, "--to", brain);
    assertThat(same.exitCode()).as(same.err()).isZero();
    assertThat(same.out())
        .isEqualTo(
            """
            old id  new id  status     sets  type  side
            11      11      unchanged        LC4   left
            44      -       unknown
            """);
    assertThat(same.err()).contains("44: not an id of tiny");
    Cli noBrain = translate("type:LC4");
    assertThat(noBrain.exitCode()).isEqualTo(1);
    assertThat(noBrain.err()).contains("the connectome v630, which could say which neurons");
  }

  @Test
  void wrongUsage_saysWhatToDo() throws IOException {
    Path ids = file("ids.csv", "720575940627961104\n720575940620900446\n");
    assertThat(translate(ids).err()).contains("has no line of column names", "write @");
    assertThat(translate(ids, "sugar").err()).contains("is a table to translate");
    assertThat(translate("sugar", "--ids", "--csv").exitCode()).isEqualTo(2);
    assertThat(translate("sugar", "--by", "supervoxel_id").err()).contains("joins two tables");
    assertThat(translate("sugar", "--columns", "a,b").err()).contains("of a --table");
    assertThat(translate("sugar", "--to", "v738").err()).contains("did you mean 'v783'?");
    assertThat(translate("sugar", "--to", "v738").exitCode()).isEqualTo(2);
    assertThat(translate("sugar", "--id", "x").err()).contains("name a table to translate");
  }
}
