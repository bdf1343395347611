package flybrain.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordedFilesTest {
  @TempDir private Path data;

  private Path create(String path) throws IOException {
    Path file = data.resolve("results").resolve(path);
    Files.createDirectories(file.getParent());
    return Files.createFile(file);
  }

  @Test
  void filesOfARound_areThoseOfItsFolder() throws IOException {
    Path one = create("my_run/round_01/event_t0.5s_n3.parquet");
    Path ten = create("my_run/round_10/event_t0.5s_n3.parquet");
    RunSize size = new RunSize(0.5, 3);
    assertThat(RecordedFiles.of(data, "my_run", 1).file("event", size)).isEqualTo(one);
    assertThat(RecordedFiles.of(data, "my run!", 10).file("event", size))
        .as("the label as it was typed")
        .isEqualTo(ten);
    assertThat(RecordedFiles.of(data, "my_run", 1).has("event", size)).isTrue();
    assertThat(RecordedFiles.of(data, "my_run", 2).has("event", size)).isFalse();
    assertThat(RecordedFiles.of(data, "my_run", 2).all()).as("no such folder").isEmpty();
  }

  @Test
  void withoutALabel_filesAreInTheFolderOfResults() throws IOException {
    Path file = create("event_t1.0s_n1.parquet");
    create("my_run/round_01/nest_t1.0s_n1.parquet");
    assertThat(RecordedFiles.of(data, "", 1).all()).containsExactly(file);
  }

  @Test
  void copiesAndOtherFiles_areNotOfTheRound() throws IOException {
    Path file = create("event_t1.0s_n1.parquet");
    create("old_event_t1.0s_n1.parquet");
    create("event_t1.0s_n1.parquet.part");
    create("event_t1.0s_n0.parquet");
    create("notes.txt");
    assertThat(RecordedFiles.of(data, "", 1).all()).containsExactly(file);
  }

  /// The reference suite writes `1` for its default duration.
  @Test
  void wholeSeconds_mayBeSpeltAsTheSuiteDoes() throws IOException {
    Path file = create("event_t1s_n1.parquet");
    RecordedFiles round = RecordedFiles.of(data, "", 1);
    assertThat(round.file("event", new RunSize(1, 1))).isEqualTo(file);
    assertThat(round.all()).containsExactly(file);
  }

  @Test
  void sizes_areThereOrAskedFor() throws IOException {
    create("event_t1.0s_n30.parquet");
    create("nest_t10.0s_n1.parquet");
    create("nest_t1.0s_n1.parquet");
    create("genn_t1.0s_n1.parquet");
    RecordedFiles round = RecordedFiles.of(data, "", 1);
    assertThat(round.sizes(List.of(), List.of()))
        .as("by trials, then duration")
        .containsExactly(new RunSize(1, 1), new RunSize(10, 1), new RunSize(1, 30));
    assertThat(round.sizes(List.of(1.0), List.of()))
        .containsExactly(new RunSize(1, 1), new RunSize(1, 30));
    assertThat(round.sizes(List.of(), List.of(1)))
        .containsExactly(new RunSize(1, 1), new RunSize(10, 1));
    assertThat(round.sizes(List.of(2.0, 0.1), List.of(7)))
        .as("whether they are there or not")
        .containsExactly(new RunSize(0.1, 7), new RunSize(2, 7));
    assertThat(round.sizes(List.of(3.0), List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"event, true", "brian2cpp, true", "reference, false", "nest, false", "pytorch, true"})
  void backendOfTheSuiteOrOfAnotherSize_isExpected(String key, boolean expected)
      throws IOException {
    create("event_t1.0s_n30.parquet");
    assertThat(RecordedFiles.of(data, "", 1).isExpected(key)).isEqualTo(expected);
  }

  @Test
  void otherRounds_areInTheirOrder() throws IOException {
    for (String round : List.of("round_10", "round_02", "round_01", "round_1", "rounds", "x")) {
      create("run/" + round + "/event_t1.0s_n1.parquet");
    }
    create("run/round_03");
    assertThat(RecordedFiles.otherRounds(data, "run", 2))
        .extracting(files -> files.folder().getFileName().toString())
        .as("a file is no round")
        .containsExactly("round_01", "round_10");
    assertThat(RecordedFiles.otherRounds(data, "", 1)).isEmpty();
  }

  @Test
  void missingRun_isNamedWithTheNearest() throws IOException {
    create("paper_2026/round_01/event_t1.0s_n1.parquet");
    Path absent = data.resolve("results/paper_2062");
    assertThatThrownBy(() -> RecordedFiles.run(data, "paper_2062"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            absent
                + ": no such folder of results; did you mean 'paper_2026'?; check --run-label and --data");
    assertThatThrownBy(() -> RecordedFiles.run(data, "//"))
        .isInstanceOf(InputException.class)
        .hasMessage("run label '//': must contain at least one of A-Z a-z 0-9 -");
    Path none = data.resolve("none");
    assertThatThrownBy(() -> RecordedFiles.run(none, ""))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(none.resolve("results") + ": no such folder of results; check");
  }
}
