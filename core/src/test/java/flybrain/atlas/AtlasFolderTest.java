package flybrain.atlas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.engine.Engines;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import flybrain.files.FolderLock;
import flybrain.laboratory.Laboratory;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An atlas of few neurons in short trials: its folder, wherever its process was killed.
class AtlasFolderTest {
  /// More neurons than one part has.
  private static final int NEURONS = 1030;

  private static final long FIRST = 720575940660219265L;
  private static final Recipe BASE = Recipe.DEFAULT.withDuration(0.02).withTrials(3);

  /// Each even neuron makes the next fire. Ids are the same number as a double.
  private static final Connectome BRAIN = pairs();

  @TempDir private Path folder;
  private Path atlas;
  private Path parts;

  private static Connectome pairs() {
    ConnectionsBuilder connections = new ConnectionsBuilder(NEURONS);
    for (int neuron = 0; neuron < NEURONS; neuron += 2) {
      connections.add(neuron, neuron + 1, 400);
    }
    return Connectome.of(
        "pairs",
        new Neurons(IntStream.range(0, NEURONS).mapToLong(k -> FIRST + k).toArray()),
        connections.build());
  }

  @BeforeEach
  void name() {
    atlas = folder.resolve("atlas");
    parts = atlas.resolve("parts");
  }

  private static NeuronSet first(int count) {
    return new NeuronSet("first", IntStream.range(0, count), List.of());
  }

  private static AtlasRun plan(Recipe base, double rate, NeuronSet neurons, double runaway) {
    return new AtlasRun(base, rate, neurons, runaway, Laboratory.on(BRAIN), Engines.EVENT, 2);
  }

  private static AtlasResults run(Path out, NeuronSet neurons) throws IOException {
    return plan(BASE, 2_000, neurons, 1e9).run(out, Progress.NONE);
  }

  private static BitSet bits(int... neurons) {
    BitSet bits = new BitSet();
    for (int neuron : neurons) {
      bits.set(neuron);
    }
    return bits;
  }

  private static Map<String, byte[]> tables(Path atlas) throws IOException {
    return Map.of(
        "atlas", Files.readAllBytes(atlas.resolve("atlas.parquet")),
        "driven", Files.readAllBytes(atlas.resolve("driven.parquet")));
  }

  private static void assertSame(Path one, Path other) throws IOException {
    tables(one)
        .forEach(
            (name, bytes) -> assertThat(other.resolve(name + ".parquet")).hasBinaryContent(bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 1023, 1024, 1025})
  void anyNumberOfNeurons_givesAWholeAtlas(int count) throws IOException {
    AtlasResults results = run(atlas, first(count));
    assertThat(results.finished()).isTrue();
    assertThat(results.driven()).isEqualTo(count);
    assertThat(results.all()).isEqualTo(count);
    assertThat(parts).doesNotExist();
    BitSet all = new BitSet();
    all.set(0, NEURONS);
    assertThat(results.from(all).stream().map(Response::driven).distinct())
        .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
    assertThat(results.from(new BitSet())).isEmpty();
    assertThat(results.to(new BitSet())).isEmpty();
    assertThat(results.runaway().isEmpty()).isTrue();
  }

  /// A process that was killed when it had all parts, at each moment of putting them together.
  @ParameterizedTest
  @CsvSource({
    "no table yet, ''",
    "a table under way, .driven.parquet.0123456789ab-999999999.part",
    "only the first table, driven.parquet",
    "all but the end, driven.parquet atlas.parquet"
  })
  void killedAtTheEnd_itIsFinishedWithoutDrivingAgain(String moment, String there)
      throws IOException {
    run(folder.resolve("whole"), first(1025));
    Path whole = folder.resolve("whole");
    stopBeforeTheEnd();
    for (String name : there.split(" ", -1)) {
      if (name.endsWith(".part")) {
        Files.writeString(atlas.resolve(name), "half");
      } else if (!name.isEmpty()) {
        Files.copy(whole.resolve(name), atlas.resolve(name));
      }
    }
    assertThat(AtlasResults.read(atlas).driven()).isEqualTo(1025);
    assertThat(AtlasResults.read(atlas).from(bits(1024)))
        .isEqualTo(AtlasResults.read(whole).from(bits(1024)))
        .isNotEmpty();
    Counts counts = new Counts();
    AtlasResults results = plan(BASE, 2_000, first(1025), 1e9).run(atlas, counts);
    assertThat(counts.done).as("two parts, or none").hasSizeLessThanOrEqualTo(2);
    assertThat(results.finished()).as(moment).isTrue();
    assertThat(parts).doesNotExist();
    assertSame(whole, atlas);
  }

  /// Drives all neurons, and fails before their parts are put together.
  private void stopBeforeTheEnd() throws IOException {
    Path inTheWay = atlas.resolve("driven.parquet");
    Counts counts =
        new Counts() {
          @Override
          public void stage(String name) {
            inTheWay.toFile().mkdir();
          }
        };
    assertThatThrownBy(() -> plan(BASE, 2_000, first(1025), 1e9).run(atlas, counts))
        .isInstanceOf(InputException.class);
    Files.delete(inTheWay);
    assertThat(parts).isDirectoryContaining("glob:**0001024.atlas.parquet");
  }

  /// How many neurons were done, whenever that was said.
  private static class Counts implements Progress {
    final List<Long> done = new ArrayList<>();

    @Override
    public void stage(String name) {}

    @Override
    public synchronized void at(long now, long total) {
      assertThat(total).isEqualTo(1025);
      done.add(now);
    }
  }

  /// The answers of a part come last: without them the part is not there.
  @Test
  void halfAPart_isDrivenAgain() throws IOException {
    run(folder.resolve("whole"), first(1025));
    stopBeforeTheEnd();
    assertThat(AtlasResults.read(atlas).driven()).isEqualTo(1025);
    Files.delete(parts.resolve("0000000.atlas.parquet"));
    assertThat(AtlasResults.read(atlas).driven()).isEqualTo(1);
    assertThat(AtlasResults.read(atlas).finished()).isFalse();
    run(atlas, first(1025));
    assertSame(folder.resolve("whole"), atlas);
  }

  /// The very first file of an atlas is what it is made from; killed while it is written, the
  /// folder has only a part of that file.
  @Test
  void killedBeforeAnythingWasThere_itBegins() throws IOException {
    Files.createDirectories(parts);
    Path part = atlas.resolve(".provenance.toml.0123456789ab-999999999.part");
    Files.writeString(part, "\"flybrain.at");
    Files.writeString(atlas.resolve(FolderLock.FILE), "");
    assertThat(run(atlas, first(2)).finished()).isTrue();
  }

  @Test
  void continuedAtlas_countsWhatIsThere() throws IOException {
    stopBeforeTheEnd();
    Files.delete(parts.resolve("0001024.atlas.parquet"));
    Counts counts = new Counts();
    plan(BASE, 2_000, first(1025), 1e9).run(atlas, counts);
    assertThat(counts.done).containsExactly(1024L, 1025L);
  }

  @Test
  void finishedAtlas_isLeftAsItIs() throws IOException {
    run(atlas, first(3));
    Map<String, byte[]> before = tables(atlas);
    Counts counts = new Counts();
    plan(BASE, 2_000, first(3), 1e9).run(atlas, counts);
    assertThat(counts.done).isEmpty();
    before.forEach(
        (name, bytes) -> assertThat(atlas.resolve(name + ".parquet")).hasBinaryContent(bytes));
  }

  @Test
  void twoProcesses_doNotMakeOneAtlas() throws IOException {
    Files.createDirectories(parts);
    FolderLock lock = FolderLock.of(atlas, IllegalStateException::new);
    try (lock) {
      assertThatThrownBy(() -> run(atlas, first(1)))
          .isInstanceOf(InputException.class)
          .hasMessage(atlas + ": this process is making this atlas; wait for it or end it");
    }
    assertThat(run(atlas, first(1)).finished()).isTrue();
  }

  @Test
  void fileInPlaceOfAFolder_isRefused() throws IOException {
    Files.writeString(atlas, "mine");
    assertThatThrownBy(() -> run(atlas, first(1)))
        .isInstanceOf(InputException.class)
        .hasMessage(atlas + ": is a file; name a folder for the atlas with --out");
    assertThat(atlas).hasContent("mine");
    assertThatThrownBy(() -> AtlasResults.read(atlas))
        .hasMessageStartingWith(atlas + ": is not a folder of an atlas");
    assertThatThrownBy(() -> AtlasResults.read(folder.resolve("absent")))
        .hasMessageContaining("make one with: flybrain atlas run");
  }

  @Test
  void damagedFacts_areNamed() throws IOException {
    run(atlas, first(1));
    Path facts = atlas.resolve("provenance.toml");
    Files.writeString(facts, "\"flybrain.atlas.neurons\" = \"fir");
    for (InputException refused :
        List.of(refusal(() -> AtlasResults.read(atlas)), refusal(() -> run(atlas, first(1))))) {
      assertThat(refused).hasMessageStartingWith(facts + ": is damaged");
    }
  }

  private interface Reading {
    Object read() throws IOException;
  }

  private static InputException refusal(Reading reading) throws IOException {
    try {
      reading.read();
    } catch (InputException e) {
      return e;
    }
    throw new AssertionError("was not refused");
  }

  /// What matters to the results is the same in a continued atlas; each message has both values.
  @Test
  void otherAtlas_isNotContinued() throws IOException {
    run(atlas, first(2));
    Map<AtlasRun, String> others =
        Map.of(
            plan(BASE, 1_000, first(2), 1e9), "rate = 2000.0, and it is 1000.0 now",
            plan(BASE.withTrials(4), 2_000, first(2), 1e9), "= 3, and it is 4 now",
            plan(BASE.withDuration(0.03), 2_000, first(2), 1e9), "= 0.02, and it is 0.03 now",
            plan(BASE.withParameters(Map.of("tau", 4.0)), 2_000, first(2), 1e9), "and it is");
    others.forEach((other, message) ->
        assertThatThrownBy(() -> other.run(atlas, Progress.NONE))
            .isInstanceOf(InputException.class)
            .hasMessageStartingWith(atlas + ": was started with ")
            .hasMessageContaining(message)
            .hasMessageContaining("start again in another folder (--out), or delete this one"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 10_000.5, Double.NaN, Double.POSITIVE_INFINITY})
  void rateThatNoDriveCanHave_isRefused(double rate) {
    assertThatThrownBy(() -> plan(BASE, rate, first(1), 1e9))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("rate = ")
        .hasMessageEndingWith("must be above 0 and at most 10000 Hz (one event per time step)");
  }

  /// The rows of a table, its columns as text.
  private List<String> rows(AtlasTables table) throws IOException {
    List<String> rows = new ArrayList<>();
    try (ParquetReader reader = new ParquetReader(atlas.resolve(table.fileName() + ".parquet"));
        ColumnBatches batches = reader.read(table.columns())) {
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int row = 0; row < batch.rows(); row++) {
          rows.add(
              batch.longs(0)[row]
                  + " "
                  + batch.longs(1)[row]
                  + " "
                  + (table == AtlasTables.DRIVEN
                      ? batch.doubles(2)[row]
                          + " "
                          + batch.longs(3)[row]
                          + " "
                          + batch.strings(4)[row]
                      : batch.longs(2)[row]
                          + " "
                          + batch.longs(3)[row]
                          + " "
                          + batch.doubles(4)[row]));
        }
      }
    }
    return rows;
  }

  /// Ids have all their digits; the rate is of all trials together, spikes are of one.
  @Test
  void tables_haveIdsAndIndicesAndTheRateOverAllTrials() throws IOException {
    run(atlas, NeuronSet.of("some", 5, 2));
    List<String> answers = rows(AtlasTables.ANSWERS);
    assertThat(answers).hasSize(3);
    assertThat(answers.get(0)).startsWith(FIRST + 2 + " 2 " + (FIRST + 2) + " 2 ");
    assertThat(answers.get(1)).startsWith(FIRST + 2 + " 2 " + (FIRST + 3) + " 3 ");
    assertThat(answers.get(2)).startsWith(FIRST + 5 + " 5 " + (FIRST + 5) + " 5 ");
    List<String> driven = rows(AtlasTables.DRIVEN);
    assertThat(driven).hasSize(2);
    double rate = Double.parseDouble(answers.get(2).replaceFirst(".* ", ""));
    // 3 trials of 20 ms.
    double spikes = rate * 0.06;
    assertThat(spikes).isGreaterThan(1);
    assertThat(driven.get(1)).isEqualTo(FIRST + 5 + " 5 " + Math.rint(spikes) / 3 + " 1 done");
  }

  /// Runaway is above the limit, not at it.
  @Test
  void exactlyTheLimit_isNotRunaway() throws IOException {
    AtlasResults plain = run(atlas, first(2));
    double rate = plain.from(bits(1)).getFirst().rate();
    AtlasResults at =
        plan(BASE, 2_000, NeuronSet.of("one", 1), rate).run(folder.resolve("at"), Progress.NONE);
    assertThat(at.runaway().isEmpty()).isTrue();
    AtlasResults below =
        plan(BASE, 2_000, NeuronSet.of("one", 1), rate - 1e-9)
            .run(folder.resolve("below"), Progress.NONE);
    assertThat(below.runaway()).isEqualTo(bits(1));
  }

  /// A silenced neuron still fires when it is driven, but reaches no other.
  @Test
  void silencedNeurons_driveNoOther() throws IOException {
    Recipe silenced =
        BASE.withSilenced(
            List.of(new NeuronReference.Id(FIRST), new NeuronReference.Id(FIRST + 3)));
    AtlasResults results = plan(silenced, 2_000, first(4), 1e9).run(atlas, Progress.NONE);
    assertThat(results.from(bits(0))).extracting(Response::neuron).containsExactly(0);
    assertThat(results.from(bits(2))).extracting(Response::neuron).containsExactly(2, 3);
    assertThat(results.to(bits(1))).extracting(Response::driven).containsExactly(1);
  }

  @Test
  void files_areTheFactsAndTheTables() throws IOException {
    AtlasResults results = run(atlas, first(2));
    assertThat(results.files())
        .containsExactlyInAnyOrder(
            atlas.resolve("provenance.toml"),
            atlas.resolve("atlas.parquet"),
            atlas.resolve("driven.parquet"));
    assertThat(results.fact("flybrain.atlas.rate")).isEqualTo("2000.0");
    assertThat(results.fact("no such fact")).isEmpty();
    try (Stream<Path> there = Files.list(atlas)) {
      assertThat(there).hasSize(4);
    }
  }
}
