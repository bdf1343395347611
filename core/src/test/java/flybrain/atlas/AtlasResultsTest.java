package flybrain.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.connectome.Neurons;
import flybrain.parquet.ColumnBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Three driven neurons, two to a part, in 5 trials of 0.4 s: 0 makes itself and 3 fire, 2 nobody,
/// and 3 makes 0, 1 and 3 fire.
class AtlasResultsTest {
  private static final Neurons NEURONS = new Neurons(new long[] {100, 101, 102, 103});
  private static final double SECONDS = 2;
  private static final int TRIALS = 5;

  @TempDir private Path folder;
  private Path atlas;

  @BeforeEach
  void keepParts() throws IOException {
    atlas = folder.resolve("atlas");
    try (AtlasFolder there =
        AtlasFolder.open(atlas, Map.of(AtlasRun.NEURONS, "all", "flybrain.atlas.size", "3"))) {
      keep(
          there,
          0,
          new Responses(0, new int[] {0, 3}, new int[] {7, 1}),
          new Responses(2, new int[0], new int[0]));
      keep(
          there,
          2,
          new Responses(3, new int[] {0, 1, 3}, new int[] {3, 2_000_000_000, 2_000_000_000}));
    }
  }

  /// Activity runs away above 1e9 spikes a second.
  private static void keep(AtlasFolder there, int first, Responses... responses)
      throws IOException {
    there.keep(first, table -> table.rows(List.of(responses), NEURONS, SECONDS, TRIALS, 1e9));
  }

  private static BitSet bits(int... neurons) {
    BitSet bits = new BitSet();
    IntStream.of(neurons).forEach(bits::set);
    return bits;
  }

  @Test
  void queries_areRowsAndColumnsOfTheMatrix() throws IOException {
    AtlasResults results = AtlasResults.read(atlas);
    // Spikes of all trials over 2 s.
    assertThat(results.from(bits(0, 2)))
        .containsExactly(new Response(0, 0, 3.5), new Response(0, 3, 0.5));
    assertThat(results.to(bits(0)))
        .containsExactly(new Response(0, 0, 3.5), new Response(3, 0, 1.5));
    assertThat(results.to(bits(1, 3)))
        .containsExactly(new Response(0, 3, 0.5), new Response(3, 1, 1e9), new Response(3, 3, 1e9));
    assertThat(results.from(bits(1))).isEmpty();
    assertThat(results.to(bits())).isEmpty();
    assertThat(results.runaway()).isEqualTo(bits(3));
  }

  @Test
  void sizes_areOfWhatIsThere() throws IOException {
    AtlasResults results = AtlasResults.read(atlas);
    assertThat(results.driven()).isEqualTo(3);
    assertThat(results.all()).isEqualTo(3);
    assertThat(results.answers()).isEqualTo(5);
    assertThat(results.finished()).isTrue();
    assertThat(results.fact(AtlasRun.NEURONS)).isEqualTo("all");
    assertThat(results.fact("nothing")).isEmpty();
    Files.delete(atlas.resolve("parts/0000002.atlas.parquet"));
    AtlasResults fewer = AtlasResults.read(atlas);
    assertThat(fewer.driven()).as("a part counts with its answers").isEqualTo(2);
    assertThat(fewer.finished()).isFalse();
    assertThat(fewer.answers()).isEqualTo(2);
  }

  /// A file manager or a folder that is kept in step with another computer may make them.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000 (copy).atlas.parquet",
        "copy of 0000000.atlas.parquet",
        "notes.atlas.parquet",
        ".0000009.atlas.parquet"
      })
  void copyOfAPart_doesNotCount(String name) throws IOException {
    Path parts = atlas.resolve("parts");
    Files.copy(parts.resolve("0000000.atlas.parquet"), parts.resolve(name));
    AtlasResults results = AtlasResults.read(atlas);
    assertThat(results.answers()).isEqualTo(5);
    assertThat(results.files()).doesNotContain(parts.resolve(name)).hasSize(5);
  }

  @Test
  void tables_haveIdsAndIndices() {
    List<Responses> responses = List.of(new Responses(3, new int[] {0, 3}, new int[] {4, 6}));
    ColumnBatch answers = AtlasTables.ANSWERS.rows(responses, NEURONS, SECONDS, TRIALS, 5);
    assertThat(answers.rows()).isEqualTo(2);
    assertThat(answers.longs(0)).startsWith(103, 103);
    assertThat(answers.longs(1)).startsWith(3, 3);
    assertThat(answers.longs(2)).startsWith(100, 103);
    assertThat(answers.longs(3)).startsWith(0, 3);
    assertThat(answers.doubles(4)).startsWith(2, 3);
    ColumnBatch driven = AtlasTables.DRIVEN.rows(responses, NEURONS, SECONDS, TRIALS, 5);
    assertThat(driven.longs(0)).startsWith(103);
    assertThat(driven.doubles(2)).as("spikes of the brain in a trial").startsWith(2);
    assertThat(driven.longs(3)).as("neurons that fired").startsWith(2);
    assertThat(driven.strings(4)[0]).as("exactly the limit").isEqualTo("done");
    assertThat(AtlasTables.DRIVEN.rows(responses, NEURONS, SECONDS, TRIALS, 4.9).strings(4)[0])
        .isEqualTo("runaway");
  }

  @Test
  void folderOfSomethingElse_isRefused() {
    assertThatThrownBy(() -> AtlasResults.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessage(folder + ": is not a folder of an atlas; make one with: flybrain atlas run");
  }
}
