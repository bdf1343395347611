package flybrain.translation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import flybrain.translation.Translation.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdChangesFileTest {
  private static final IdVersion V630 = IdVersion.of("v630", null);
  private static final IdVersion V783 = IdVersion.of("v783", null);

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private IdChanges read(String text, String... columns) throws IOException {
    return IdChangesFile.read(file("ids.csv", text), V630, V783, List.of(columns));
  }

  /// The columns of fafbseg's `update_ids`.
  @Test
  void tableOfUpdateIds_hasSplitsMergesAndNeuronsWithoutId() throws IOException {
    IdChanges changes =
        read(
            """
            old_id,new_id,confidence,changed
            720575940627961104,720575940600000001,1.0,True
            2,21,0.6,True
            2,22,0.4,True
            3,0,1,True
            4,,1,True
            0,99,1,True
            """);
    Translation changed = changes.of(720575940627961104L).orElseThrow();
    assertThat(changed.ids()).containsExactly(720575940600000001L);
    assertThat(changed.from()).isEqualTo("ids.csv (old_id, new_id)");
    assertThat(changes.of(2).orElseThrow().status()).isEqualTo(Status.SPLIT);
    assertThat(changes.of(3).orElseThrow().reason()).isEqualTo("ids.csv has no id of v783 for it");
    assertThat(changes.of(4).orElseThrow().ids()).isEmpty();
    assertThat(changes.size()).isEqualTo(4);
  }

  @Test
  void columns_areFoundByTheNumbersOfTheVersionsOrNamed() throws IOException {
    String table = "root_id;root_783;root_630\n5;7;6\n";
    assertThat(read(table).of(6).orElseThrow().ids()).containsExactly(7L);
    assertThat(
            IdChangesFile.read(folder.resolve("ids.csv"), V783, V630, List.of())
                .of(7)
                .orElseThrow()
                .ids())
        .containsExactly(6L);
    assertThat(read(table, "root_630", "root_id").of(6).orElseThrow().ids()).containsExactly(5L);
  }

  @Test
  void columnsThatCannotBeTold_areListedWithTheOption() {
    assertThatThrownBy(() -> read("a,b\n1,2\n"))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "ids.csv: none of its columns 'a', 'b' are known to have the ids of v630 and of v783; "
                + "name both with --columns OLD,NEW");
    assertThatThrownBy(() -> read("root_630,c\n1,2\n", "root_630", "root_78"))
        .hasMessageContaining("has no column 'root_78'");
    assertThatThrownBy(() -> read("old_id,new_id\n")).hasMessageContaining("no row with an old id");
  }

  @Test
  void roundedId_isRefusedWithItsPlace() throws IOException {
    assertThatThrownBy(() -> read("old_id,new_id\n1,7.205759406e+17\n"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 2: column 'new_id'")
        .hasMessageContaining("a float or a spreadsheet rounds ids");
    List<Column> columns = List.of(Column.int64("old_id"), Column.float64("new_id"));
    ColumnBatch batch = ColumnBatch.ofRows(columns, 1);
    batch.longs(0)[0] = 1;
    batch.doubles(1)[0] = (double) 720575940660219265L;
    Path parquet = folder.resolve("ids.parquet");
    try (ParquetWriter writer = new ParquetWriter(parquet, columns, Compression.SNAPPY, Map.of())) {
      writer.write(batch);
      writer.commit();
    }
    assertThatThrownBy(() -> IdChangesFile.read(parquet, V630, V783, List.of()))
        .hasMessageContaining("ids.parquet: column 'new_id', row 0")
        .hasMessageContaining("a float or a spreadsheet rounds ids");
  }

  /// The form of the Codex' `coordinates`: several points a neuron.
  @Test
  void twoTables_areJoinedByWhatStays() throws IOException {
    Path old =
        file(
            "old.csv",
            """
            root_id,position,supervoxel_id
            1,[1 2 3],78001
            1,[4 5 6],78002
            2,[1 1 1],78003
            3,[2 2 2],78004
            4,[3 3 3],0
            5,[3 3 3],78005
            """);
    Path now =
        file(
            "new.csv",
            """
            root_id,position,supervoxel_id
            10,[1 2 3],78001
            11,[4 5 6],78002
            20,[1 1 1],78003
            20,[1 1 1],78005
            40,[3 3 3],0
            """);
    IdChanges changes = IdChangesFile.join(old, now, "supervoxel_id");
    assertThat(changes.of(1).orElseThrow().ids()).containsExactlyInAnyOrder(10L, 11L);
    assertThat(changes.of(2).orElseThrow().status()).isEqualTo(Status.MERGED);
    assertThat(changes.of(2).orElseThrow().from()).isEqualTo("old.csv and new.csv (supervoxel_id)");
    assertThat(changes.of(3).orElseThrow().reason())
        .isEqualTo("new.csv has no row with its supervoxel_id");
    assertThat(changes.of(4)).isEmpty();
    assertThatThrownBy(() -> IdChangesFile.join(old, now, "supervoxel"))
        .hasMessageContaining("did you mean 'supervoxel_id'?");
  }
}
