package flybrain.annotation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotationTablesTest {
  /// Ids that are the same number as a double.
  private static final List<Long> IDS =
      List.of(720575940660219265L, 720575940660219266L, 720575940660219267L);

  @TempDir private Path folder;

  private final AnnotationTables tables = new AnnotationTables(IDS.size(), IDS::indexOf);

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private List<String> values(String column) {
    NeuronAnnotations annotations = tables.complete();
    return IntStream.range(0, IDS.size())
        .mapToObj(neuron -> annotations.value(column, neuron))
        .toList();
  }

  private List<String> columns() {
    return tables.complete().columns().stream().map(AnnotationColumn::name).toList();
  }

  @Test
  void tablesOfCodex_haveTheirColumnsUnderOneName() throws IOException {
    tables.add(
        write(
            "classification.csv",
            """
            root_id,flow,super_class,class,sub_class,hemilineage,side,nerve
            720575940660219265,intrinsic,optic,,t5_neuron,,right,
            720575940660219267,efferent,motor,,,MBp4,left,PhN
            """),
        null);
    tables.add(
        write(
            "consolidated_cell_types.csv",
            """
            root_id,primary_type,additional_type(s)
            720575940660219266,LC4,
            720575940660219265,"T5a","T5b,T5c"
            """),
        null);
    tables.add(
        write(
            "neurons.csv",
            "root_id,group,nt_type,nt_type_score\n720575940660219265,LO.LOP,ACH,0.9\n"),
        null);
    tables.add(write("names.csv", "root_id,name\n720575940660219265,LO.LOP.1\n"), null);
    assertThat(columns())
        .containsExactly(
            "type",
            "class",
            "super_class",
            "sub_class",
            "side",
            "hemilineage",
            "nerve",
            "transmitter",
            "name",
            "flow",
            "additional_type(s)",
            "group",
            "nt_type_score");
    assertThat(values("type")).containsExactly("T5a", "LC4", "");
    assertThat(values("cell_type")).isEqualTo(values("type"));
    assertThat(values("additional_types")).containsExactly("T5b,T5c", "", "");
    assertThat(values("Super Class")).containsExactly("optic", "", "motor");
    assertThat(values("side")).containsExactly("right", "", "left");
    assertThat(values("transmitter")).containsExactly("ACH", "", "");
    assertThat(tables.complete().column("side").orElseThrow().source())
        .isEqualTo("classification.csv");
    assertThat(tables.report().annotated()).isEqualTo(3);
    assertThat(tables.complete().cell(0)).isEqualTo("T5a");
    assertThat(tables.complete().cell(2)).isEqualTo("motor");
  }

  @Test
  void tsvOfFlywireAnnotations_takesTheFirstOfTwoNamesForOneThing() throws IOException {
    AnnotationReport.OfTable report =
        tables.add(
            write(
                "annotations.tsv",
                "supervoxel_id\troot_id\tpos_x\tside\tcell_class\ttop_nt\tito_lee_hemilineage"
                    + "\tcell_type\thartenstein_hemilineage\n"
                    + "78112261444987077\t720575940660219266\t12.5\tright\toptic\tacetylcholine"
                    + "\tputative\tLC4\tx\n"),
            null);
    assertThat(report.columns())
        .containsEntry("cell_class", "class")
        .containsEntry("pos_x", "x")
        .containsEntry("supervoxel_id", "supervoxel_id")
        .containsEntry("ito_lee_hemilineage", "hemilineage")
        .containsEntry("hartenstein_hemilineage", "hartenstein_hemilineage");
    assertThat(values("supervoxel_id")).containsExactly("", "78112261444987077", "");
    assertThat(values("x")).containsExactly("", "12.5", "");
  }

  @Test
  void sidesAsLetters_areWords() throws IOException {
    tables.add(
        write(
            "male.csv",
            """
            bodyId,somaSide,instance,type
            720575940660219265,L,LC4_L,LC4
            720575940660219266,R,LC4_R,LC4
            720575940660219267,M,x,y
            """),
        null);
    assertThat(values("side")).containsExactly("left", "right", "center");
    assertThat(values("name")).containsExactly("LC4_L", "LC4_R", "x");
  }

  @Test
  void severalPositions_leaveTheFirst() throws IOException {
    AnnotationReport.OfTable report =
        tables.add(
            write(
                "coordinates.csv",
                """
                root_id,position,supervoxel_id
                720575940660219265,[412344 118236 2680],78112261444987077
                720575940660219265,[1 2 3],78112261444987078
                720575940660219266,"[4, 5.5, -6]",78112261444987079
                """),
            null);
    assertThat(values("x")).containsExactly("412344", "4", "");
    assertThat(values("y")).containsExactly("118236", "5.5", "");
    assertThat(values("z")).containsExactly("2680", "-6", "");
    assertThat(report.furtherPositions()).isEqualTo(1);
    assertThat(report.repeated()).isEqualTo(1);
    assertThat(report.contradictions()).containsOnlyKeys("supervoxel_id");
  }

  @Test
  void rowsThatSayNothingOrTwoThings_areCounted() throws IOException {
    AnnotationReport.OfTable report =
        tables.add(
            write(
                "t.csv",
                """
                ,root_id,type,side
                0,720575940660219265,,left
                1,720575940660219265,LC4,left
                2,720575940660219265,LC6,right
                3,720575940660219265,LC9,
                4,999,LC4,left
                5,0,LC4,left
                6,,LC4,left
                7,720575940660219267,NA,nan
                """),
            null);
    assertThat(values("type")).containsExactly("LC4", "", "");
    assertThat(values("side")).containsExactly("left", "", "");
    assertThat(report.rows()).isEqualTo(8);
    assertThat(report.withoutId()).isEqualTo(2);
    assertThat(report.unknown()).isEqualTo(1);
    assertThat(report.repeated()).isEqualTo(3);
    assertThat(report.ignored()).containsExactly("");
    assertThat(report.contradictions().get("type"))
        .isEqualTo(new AnnotationReport.Contradictions(2, "720575940660219265: 'LC6', kept 'LC4'"));
    assertThat(report.contradictions().get("side"))
        .extracting(AnnotationReport.Contradictions::count)
        .isEqualTo(1L);
    assertThat(tables.report().annotated()).isEqualTo(1);
  }

  @Test
  void laterTable_onlyFillsGaps() throws IOException {
    tables.add(write("a.csv", "root_id,type\n720575940660219265,LC4\n"), null);
    AnnotationReport.OfTable second =
        tables.add(
            write("b.csv", "root_id,cell_type\n720575940660219265,LC4a\n720575940660219266,LC6\n"),
            null);
    assertThat(values("type")).containsExactly("LC4", "LC6", "");
    assertThat(tables.complete().column("type").orElseThrow().source()).isEqualTo("a.csv + b.csv");
    assertThat(second.contradictions()).containsOnlyKeys("type");
  }

  @Test
  void compressedTables_areUnpacked() throws IOException {
    byte[] text = "root_id;type\n720575940660219266;a, b\n".getBytes(UTF_8);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(text);
    }
    tables.add(Files.write(folder.resolve("t.csv.gz"), packed.toByteArray()), null);
    assertThat(values("type")).containsExactly("", "a, b", "");
    AnnotationTables others = new AnnotationTables(IDS.size(), IDS::indexOf);
    others.add(Files.write(folder.resolve("t.csv.zst"), Zstd.compress(text)), null);
    assertThat(others.complete().value("type", 1)).isEqualTo("a, b");
  }

  @Test
  void parquet_keepsIdsExactWhetherTheyAreNumbersOrText() throws IOException {
    for (Column id : List.of(Column.int64("root_id"), Column.string("root_id"))) {
      List<Column> columns = List.of(id, Column.string("type"), Column.float64("size"));
      ColumnBatch batch = new ColumnBatch(columns, 1);
      if (id.type() == Column.int64("").type()) {
        batch.longs(0)[0] = IDS.get(1);
      } else {
        batch.strings(0)[0] = IDS.get(1).toString();
      }
      batch.strings(1)[0] = "LC4";
      batch.doubles(2)[0] = 2.5;
      batch.setRows(1);
      Path file = folder.resolve("t.parquet");
      try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.ZSTD, Map.of())) {
        writer.write(batch);
        writer.commit();
      }
      AnnotationTables read = new AnnotationTables(IDS.size(), IDS::indexOf);
      read.add(file, null);
      assertThat(read.complete().value("type", 1)).isEqualTo("LC4");
      assertThat(read.complete().value("size", 1)).isEqualTo("2.5");
      assertThat(read.report().annotated()).isEqualTo(1);
    }
  }

  @Test
  void namesOfOneTransmitter_areNoContradiction() throws IOException {
    String id = "720575940660219265";
    tables.add(write("a.csv", "root_id,nt_type\n" + id + ",ACH\n"), null);
    tables.add(write("b.csv", "root_id,top_nt\n" + id + ",acetylcholine\n"), null);
    assertThat(tables.report().tables().get(1).contradictions()).isEmpty();
    tables.add(write("c.csv", "root_id,top_nt\n" + id + ",gaba\n"), null);
    assertThat(tables.report().tables().get(2).contradictions()).containsKey("transmitter");
    assertThat(values("transmitter")).containsExactly("ACH", "", "");
  }

  @Test
  void chosenIdColumn_isTaken() throws IOException {
    Path file = write("t.csv", "neuron,root_id,type\n720575940660219265,7,LC4\n");
    tables.add(file, "neuron");
    assertThat(values("type")).containsExactly("LC4", "", "");
    assertThatThrownBy(() -> tables.add(file, "neurn"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("t.csv: has no column 'neurn' for the ids; did you mean 'neuron'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b~1,2|none of its columns 'a', 'b' has a known name for ids",
        "root_id,type~7.2e17,LC4|t.csv: line 2: column 'root_id': neuron id '7.2e17': must be a whole number with all its",
        "root_id,type~720575940660219265|is not a table",
        "root_id,type~x,LC4|t.csv: line 2: column 'root_id': neuron id 'x'",
        "root_id~7|has no column besides the ids 'root_id'",
        "root_id,position~720575940660219265,here|t.csv: line 2: column 'position': 'here': must be three numbers",
        "''|is empty"
      })
  void tableThatCannotBeUsed_isRefused(String text, String message) throws IOException {
    Path file = write("t.csv", text.replace("~", "\n"));
    assertThatThrownBy(() -> tables.add(file, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("t.csv")
        .hasMessageContaining(message);
  }

  @Test
  void bytesThatAreNoText_areRefused() throws IOException {
    Path file = Files.write(folder.resolve("t.csv"), new byte[] {'r', ',', (byte) 0xff, '\n'});
    assertThatThrownBy(() -> tables.add(file, null)).hasMessageContaining("not a text file");
    assertThatThrownBy(() -> tables.add(folder.resolve("absent.csv"), null))
        .hasMessageContaining("absent.csv: no such file");
  }
}
