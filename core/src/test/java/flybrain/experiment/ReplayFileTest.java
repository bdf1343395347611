package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Property;
import flybrain.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplayFileTest {
  @TempDir Path folder;

  @Property(tries = 30)
  void eventsInAnyOrder_areSortedByStepThenNeuron(RandomGenerator random) throws IOException {
    int neurons = 1 + random.nextInt(50);
    int steps = 1 + random.nextInt(300);
    TreeSet<Long> sorted = new TreeSet<>();
    random
        .ints(random.nextInt(3000))
        .forEach(_ -> sorted.add((long) random.nextInt(steps) * neurons + random.nextInt(neurons)));
    List<Long> shuffled = sorted.stream().collect(Collectors.toList());
    Collections.shuffle(shuffled, new Random(random.nextLong()));
    Path file =
        write(
            "step,neuron_index\n"
                + shuffled.stream()
                    .map(e -> e / neurons + "," + e % neurons + "\n")
                    .collect(Collectors.joining()));
    Replay replay = ReplayFile.read(file, neurons, steps);
    assertThat(
            IntStream.range(0, replay.size())
                .mapToObj(k -> (long) replay.step(k) * neurons + replay.neuron(k)))
        .containsExactlyElementsOf(sorted);
    assertThat(replay.source()).isEqualTo(file.toString());
  }

  @Test
  void headerAlone_hasNoEvents() throws IOException {
    assertThat(ReplayFile.read(write("step,neuron_index\n"), 3, 10).size()).isZero();
  }

  @Test
  void quoteThatIsNeverClosed_isRefusedInOneLine() throws IOException {
    Path file = write("step,neuron_index\n1,\"2\n3,1\n4,2\n");
    assertThatThrownBy(() -> ReplayFile.read(file, 3, 10))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": is not a CSV file of events: ")
        .message()
        .hasLineCount(1);
  }

  @Test
  void windowsFileWithSpaces_isRead() throws IOException {
    Replay replay =
        ReplayFile.read(write("\uFEFFstep, neuron_index\r\n 9, 2\r\n\r\n0,0\r\n"), 3, 10);
    assertThat(replay.size()).isEqualTo(2);
    assertThat(replay.step(1)).isEqualTo(9);
    assertThat(replay.neuron(1)).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|is empty; expected the header step,neuron_index",
        "0,1~1,2|:1: header '0,1': must be step,neuron_index",
        "neuron_index,step~0,1|:1: header 'neuron_index,step'",
        "time,neuron_index~0,1|:1: header 'time,neuron_index'",
        "step,neuron_index~0,1~1,3|:3: neuron_index '3': must be a whole number from 0 to 2",
        "step,neuron_index~0,-1|:2: neuron_index '-1': must be",
        "step,neuron_index~-1,0|:2: step '-1': must be a whole number from 0 to 9",
        "step,neuron_index~10,0|:2: step '10': must be a whole number from 0 to 9 (10 steps",
        "step,neuron_index~0.5,0|:2: step '0.5': must be",
        "step,neuron_index~0,MN9|:2: neuron_index 'MN9': must be",
        "step,neuron_index~0,99999999999|:2: neuron_index '99999999999'",
        "step,neuron_index~0|Record 2 has 1 fields, but first record had 2 fields",
        "step,neuron_index~0,1,2|Record 2 has 3 fields, but first record had 2 fields",
        "step,neuron_index~4,1~0,1~4,1|the event 4,1 (step,neuron_index) appears twice"
      })
  void badEvents_nameLineAndValue(String text, String message) throws IOException {
    Path file = write(text.replace('~', '\n'));
    assertThatThrownBy(() -> ReplayFile.read(file, 3, 10))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageContaining(message);
  }

  @Test
  void absentFile_isNamed() {
    assertThatThrownBy(() -> ReplayFile.read(folder.resolve("absent.csv"), 3, 10))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("absent.csv: no such file");
    assertThatThrownBy(() -> ReplayFile.read(folder, 3, 10))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is a folder; name a file");
  }

  @Test
  @Tag("shared")
  void recordedEvents_areReadWhole() throws IOException {
    Path file = SharedData.path("data/looming-circuit/lplc2-right-50hz.input.csv");
    Replay replay = ReplayFile.read(file, 668, 10_000);
    assertThat(replay.size()).isEqualTo(Files.readAllLines(file).size() - 1);
    assertThat(IntStream.range(0, replay.size()).map(replay::neuron).distinct().count())
        .isEqualTo(102);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.resolve("events.csv"), text);
  }
}
