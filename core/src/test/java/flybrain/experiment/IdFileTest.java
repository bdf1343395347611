package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.SharedData;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdFileTest {
  private static final long MN9 = 720575940660219265L;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\n720575940660219265\n6\n",
        "5,720575940660219265,6",
        "5\r\n720575940660219265\r\n6\r\n",
        "\uFEFF5 720575940660219265\t6 # all three",
        "# comment\n\n5, 720575940660219265,\n 6;\n",
        "\"5\"\n\"720575940660219265\"\n\"6\"\n"
      })
  void list_isReadInItsOrder(String text) throws IOException {
    assertThat(IdFile.of(file(text))).isEqualTo(new IdFile.Ids(List.of(5L, MN9, 6L), ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "flywire_id,type~5,a~720575940660219265,\"b,c\"~6,|flywire_id",
        ",Completed~5,True~720575940660219265,True~6,True|``",
        "id;side~\"5\";left~'720575940660219265';right~6;left|id",
        "root_id^side~5^left~720575940660219265^right~6^left|root_id",
        ",bodyId~0,5~1,720575940660219265~2,6|bodyId",
        "\"\",\"bodyId\"~\"1\",5~\"2\",720575940660219265~\"3\",6|bodyId",
        "supervoxel_id^root_id^type~1^5^LC4~0^720575940660219265^LC4~2^6^LC4|root_id",
        "id,valid,pt_root_id,position~1,t,5,x~2,t,720575940660219265,x~3,t,6,x|pt_root_id",
        "\"root_id\"^\"side\"~\"1\"^5^\"left\"~\"2\"^720575940660219265^\"left\"~\"3\"^6^\"left\"|root_id",
        "\"x\" \"root_id\"~\"1\" \"a\" 5~\"2\" \"b\" 720575940660219265~\"3\" \"c\" 6|root_id",
        "Root ID,note~5,a # b~720575940660219265,~6,|Root ID",
        "# from Codex~my_neurons~5~720575940660219265 # MN9~6|my_neurons",
        "flyid,MN9~5,1.5~720575940660219265,2~6,|flyid"
      })
  void table_isReadByTheNameOfItsColumn(String text, String column) throws IOException {
    Path file = file(text.replace('~', '\n').replace('^', '\t'));
    assertThat(IdFile.of(file)).isEqualTo(new IdFile.Ids(List.of(5L, MN9, 6L), column));
    assertThat(IdFile.of(file).note(file))
        .isEqualTo(
            column.isEmpty() ? "" : "%s: 3 ids from its column '%s'".formatted(file, column));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|no neuron id in this file",
        "# only a comment|no neuron id in this file",
        "sugar|no neuron id in this file",
        "5~6~x7|:3: neuron id 'x7': must be a whole number such as 720575940660219265",
        "5~6~5|:3: neuron id 5 appears twice, first in line 1",
        "5~0|:2: neuron id '0': must be a whole number from 1 to 9223372036854775807",
        "5~-1|:2: neuron id '-1': must be a whole number from 1",
        "7.2E17~3|:1: neuron id '7.2E17': must be a whole number with all its digits",
        "id,rate~7.2E17,3|:2: neuron id '7.2E17': must be a whole number with all its digits",
        "5~99999999999999999999|:2: neuron id '99999999999999999999': must be a whole number from 1",
        "id,x~,3|:2: neuron id ''",
        "ids: 2~3|:1: neuron id 'ids:'",
        "A,5~B,6|:1: neuron id 'A'",
        "\"\",\"x\"~\"1\",5~\"2\",6|none of its columns '', 'x' has a known name for ids "
            + "(flywire_id, banc_888_id",
        ",0~0,5~1,6|none of its columns '', '0' has a known name for ids",
        "cell,side~5,left|none of its columns 'cell', 'side' has a known name for ids",
        "root_id,Root ID~5,6|has several columns named 'root_id'",
        "root_id,note~5,\"a~6,b~7,c|is not a table of neuron ids",
        "1,5~2,6|its lines begin with the row numbers 1, 2, ...; add a header line",
        "0 5~1 6~2 7|its lines begin with the row numbers 0, 1, ...",
        "version https://git-lfs.github.com/spec/v1|is a Git LFS pointer, not the file itself; get the file with: git lfs pull"
      })
  void badFile_namesLineAndValue(String text, String message) throws IOException {
    Path file = file(text.replace('~', '\n'));
    assertThatThrownBy(() -> IdFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "1f8b0800,compressed with gzip; unpack it",
    "504b030414,a zip archive or an Excel workbook",
    "4152524f573100,a Feather (Arrow) file",
    "fffe35000a00,UTF-16 text",
    "350a00ff,not a text file",
    "350afffe,not a text file of neuron ids"
  })
  void binaryFile_isNamedAndNotShown(String hex, String message) throws IOException {
    Path file = folder.resolve("ids");
    Files.write(file, HexFormat.of().parseHex(hex));
    assertThatThrownBy(() -> IdFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message)
        .message()
        .matches("[\\x20-\\x7e]*");
  }

  @Test
  void unreadableFile_isNamed() {
    Path absent = folder.resolve("absent.txt");
    assertThatThrownBy(() -> IdFile.read(absent))
        .isInstanceOf(InputException.class)
        .hasMessage(absent + ": no such file of neuron ids");
    assertThatThrownBy(() -> IdFile.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(folder.toString());
  }

  @Test
  void parquet_isReadByTheNameOfItsColumn() throws IOException {
    Path numbers =
        parquet(Column.int64("supervoxel_id"), Column.int64("root_id"), "1", "5", "2", "" + MN9);
    assertThat(IdFile.of(numbers)).isEqualTo(new IdFile.Ids(List.of(5L, MN9), "root_id"));
    Path text = parquet(Column.int64("n"), Column.string("bodyId"), "1", "5", "2", "" + MN9);
    assertThat(IdFile.of(text)).isEqualTo(new IdFile.Ids(List.of(5L, MN9), "bodyId"));
    Path other = parquet(Column.int64("n"), Column.string("m"), "1", "5", "2", "6");
    assertThatThrownBy(() -> IdFile.of(other))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("none of its columns 'n', 'm' has a known name for ids");
    Path rounded = parquet(Column.int64("n"), Column.float64("id"), "1", "7.2e17", "2", "6");
    assertThatThrownBy(() -> IdFile.of(rounded))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("column 'id'");
    Path none = parquet(Column.int64("n"), Column.int64("id"), "1", "5", "2", "0");
    assertThatThrownBy(() -> IdFile.of(none))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(": row 1: neuron id '0': must be a whole number from 1");
  }

  private Path parquet(Column first, Column second, String... values) throws IOException {
    Path file = folder.resolve("ids.parquet");
    List<Column> columns = List.of(first, second);
    ColumnBatch batch = new ColumnBatch(columns, values.length / 2);
    for (int k = 0; k < values.length; k++) {
      switch (columns.get(k % 2).type()) {
        case INT64 -> batch.longs(k % 2)[k / 2] = Long.parseLong(values[k]);
        case DOUBLE -> batch.doubles(k % 2)[k / 2] = Double.parseDouble(values[k]);
        case STRING -> batch.strings(k % 2)[k / 2] = values[k];
      }
    }
    batch.setRows(values.length / 2);
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.SNAPPY, Map.of())) {
      writer.write(batch);
      writer.commit();
    }
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"pandas.csv", "r.csv", "annotation.tsv"})
  @Tag("shared")
  void rowNumbersOfOthers_areNeverIds(String name) {
    assertThat(IdFile.read(SharedData.path("cases/row-numbers-as-ids/" + name)))
        .containsExactly(2L, 3L);
  }

  private Path file(String text) throws IOException {
    return Files.write(folder.resolve("ids.txt"), text.getBytes(StandardCharsets.UTF_8));
  }
}
