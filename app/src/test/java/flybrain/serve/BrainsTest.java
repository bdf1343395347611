package flybrain.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.connectome.ConnectomeSource;
import flybrain.requests.Params;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrainsTest {
  @TempDir private Path folder;
  private final List<String> log = new ArrayList<>();
  private final Brains brains = new Brains(log::add);
  private Path five;

  @BeforeEach
  void write() throws IOException {
    five = Served.brain(folder.resolve("five"));
  }

  private static ConnectomeSource source(Path folder) {
    return Brains.source(Params.parse("{\"connectome\": \"%s\"}".formatted(folder)));
  }

  private OpenBrain open(Path connectome, Path... tables) throws IOException {
    return brains.of(brains.open(source(connectome), List.of(tables)));
  }

  private void close(long handle) {
    brains.close(Params.parse("{\"brain\": %d}".formatted(handle)));
  }

  @Test
  void filesThatAreOpen_areNotReadAgain() throws IOException {
    assertThat(open(five)).isSameAs(open(five));
    Path other = Served.brain(folder.resolve("other"));
    assertThat(open(other)).isNotSameAs(open(five));
  }

  @Test
  void filesThatChangedSince_areReadAgain() throws IOException {
    OpenBrain before = open(five);
    Path file = five.resolve("completeness.csv");
    Files.setLastModifiedTime(
        file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() - 10_000));
    OpenBrain after = open(five);
    assertThat(after).isNotSameAs(before);
    assertThat(after.connectome().fingerprint()).isEqualTo(before.connectome().fingerprint());
    assertThat(open(five)).isSameAs(after);
  }

  @Test
  void tableThatComesToBelongToABrain_isSeenWhenItIsOpenedAgain() throws IOException {
    assertThat(open(five).connectome().annotations().columns()).isEmpty();
    Files.writeString(five.resolve("neurons.csv"), "root_id,type\n55,MN\n");
    OpenBrain after = open(five);
    assertThat(after.connectome().annotations().columns()).isNotEmpty();
  }

  @Test
  void tablesOfARequest_makeABrainOfTheirOwn() throws IOException {
    Path table = Files.writeString(folder.resolve("a.csv"), "root_id,type\n55,MN\n");
    OpenBrain first = open(five, table);
    assertThat(open(five, table)).isNotSameAs(first);
    assertThat(open(five)).isNotSameAs(first);
    assertThat(first.connectome().annotations().columns()).hasSize(1);
  }

  @Test
  void brainWithoutAHandle_isLetGo_butNotOneWithAnother() throws IOException {
    long first = brains.open(source(five), List.of());
    long second = brains.open(source(five), List.of());
    OpenBrain brain = brains.of(first);
    close(first);
    assertThat(open(five)).isSameAs(brain);
    close(second);
    close(second + 1);
    assertThat(open(five)).isNotSameAs(brain);
    assertThatThrownBy(() -> close(first))
        .isInstanceOf(InputException.class)
        .hasMessage("parameter brain = %d: must be the handle of a brain that is open", first);
  }

  @Test
  void handles_areLimited_andNeverGivenTwice() throws IOException {
    List<Long> handles = new ArrayList<>();
    for (int k = 0; k < 64; k++) {
      handles.add(brains.open(source(five), List.of()));
    }
    assertThat(handles).doesNotHaveDuplicates();
    assertThatThrownBy(() -> open(five))
        .isInstanceOf(InputException.class)
        .hasMessage("64 brains are open, which is the most; close one");
    close(handles.get(7));
    assertThat(handles).doesNotContain(brains.open(source(five), List.of()));
  }

  /// Two files of any names are a connectome that is called after their folder.
  @Test
  void filesNamedOneByOne_areCalledAfterTheFolderOfTheConnections() throws IOException {
    Path neurons = Files.move(five.resolve("completeness.csv"), folder.resolve("n.csv"));
    Path rows = Files.move(five.resolve("connectivity.parquet"), five.resolve("c.parquet"));
    ConnectomeSource source =
        Brains.source(
            Params.parse(
                "{\"connectome\": {\"completeness\": \"%s\", \"connectivity\": \"%s\"}}"
                    .formatted(neurons, rows)));
    assertThat(source.name()).isEqualTo("five");
    assertThat(source.isSynthetic()).isFalse();
    assertThat(source.paths()).contains(neurons, rows);
    assertThat(brains.of(brains.open(source, List.of())).connectome().neurons().size())
        .isEqualTo(5);
  }
}
