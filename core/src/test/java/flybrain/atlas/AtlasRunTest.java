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
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtlasRunTest {
  /// More than two parts of neurons: chains of three, and a pair that excites itself for ever.
  private static final Connectome BRAIN = chains(2100);

  private static final Recipe BASE =
      Recipe.DEFAULT.withName("atlas").withDuration(0.3).withTrials(2);

  @TempDir private Path folder;

  private static Connectome chains(int neurons) {
    ConnectionsBuilder connections = new ConnectionsBuilder(neurons);
    for (int first = 0; first + 2 < neurons - 3; first += 3) {
      connections.add(first, first + 1, 150 + first % 200).add(first + 1, first + 2, 300);
    }
    connections.add(neurons - 2, neurons - 1, 2000).add(neurons - 1, neurons - 2, 2000);
    return Connectome.of(
        "chains",
        new Neurons(IntStream.range(0, neurons).mapToLong(k -> 1000 + 7L * k).toArray()),
        connections.build());
  }

  @Test
  void everyRow_isTheRateOfARunWithThatNeuronAlone() throws IOException {
    AtlasResults atlas = run(folder.resolve("a"), BASE, all(), 2);
    assertThat(atlas.finished()).isTrue();
    assertThat(atlas.driven()).isEqualTo(2100);
    List<Response> found = atlas.from(bits(IntStream.range(0, 2100)));
    assertThat(found).hasSize((int) atlas.answers());
    int[] sample = {0, 1, 2, 3, 300, 1023, 1024, 1500, 2097, 2098, 2099};
    try (Laboratory laboratory = Laboratory.on(BRAIN)) {
      for (int neuron : sample) {
        Report alone =
            laboratory.run(
                BASE.withDriven(List.of(new NeuronReference.Id(BRAIN.neurons().id(neuron))))
                    .withRate(100));
        List<Response> expected = new ArrayList<>();
        alone
            .statistics()
            .mostActive()
            .sorted()
            .forEach(other -> expected.add(new Response(neuron, other, alone.rate(other).mean())));
        assertThat(atlas.from(bits(IntStream.of(neuron))))
            .usingElementComparator(
                Comparator.comparingInt(Response::driven)
                    .thenComparingInt(Response::neuron)
                    // 1 / 0.3 s times a mean is another rounding than spikes / 0.6 s.
                    .thenComparing(
                        Response::rate,
                        (one, other) -> Math.abs(one - other) < 1e-9 ? 0 : one < other ? -1 : 1))
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void to_isTheColumnOfTheMatrix() throws IOException {
    AtlasResults atlas = run(folder.resolve("a"), BASE, all(), 3);
    List<Response> all = atlas.from(bits(IntStream.range(0, 2100)));
    BitSet asked = bits(IntStream.of(2, 5, 2099));
    assertThat(atlas.to(asked))
        .isEqualTo(all.stream().filter(each -> asked.get(each.neuron())).toList())
        .extracting(Response::driven)
        .contains(0, 1, 2, 2098);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void threads_doNotChangeTheFiles(int threads) throws IOException {
    run(folder.resolve("a"), BASE, all(), 4);
    run(folder.resolve("b"), BASE, all(), threads);
    assertSame(folder.resolve("a"), folder.resolve("b"));
  }

  /// As after a process that was killed: only the first part is there, and half a file.
  @Test
  void interruptedAtlas_isContinuedWithTheSameFiles() throws IOException {
    run(folder.resolve("a"), BASE, all(), 2);
    Path b = folder.resolve("b");
    assertThatThrownBy(() ->
            atlas(BASE, all(), 2)
                .run(
                    b,
                    new Progress() {
                      @Override
                      public void stage(String name) {}

                      @Override
                      public synchronized void at(long done, long total) {
                        if (done == 2050) {
                          throw new IllegalStateException("stopped");
                        }
                      }
                    }))
        .isInstanceOf(IllegalStateException.class);
    Files.writeString(b.resolve("parts").resolve(".0001024.atlas.parquet.tmp"), "half");
    AtlasResults half = AtlasResults.read(b);
    assertThat(half.finished()).isFalse();
    assertThat(half.driven()).isLessThan(2100);
    assertThat(run(b, BASE, all(), 2).finished()).isTrue();
    Files.deleteIfExists(b.resolve("parts"));
    assertSame(folder.resolve("a"), b);
  }

  @Test
  void someNeurons_areDrivenInTheOrderOfTheirIndices() throws IOException {
    AtlasResults atlas = run(folder.resolve("a"), BASE, NeuronSet.of("some", 9, 3), 2);
    assertThat(atlas.driven()).isEqualTo(2);
    assertThat(atlas.from(bits(IntStream.range(0, 2100))).stream().map(Response::driven).distinct())
        .containsExactly(3, 9);
  }

  @Test
  void neuronWhoseActivityRunsAway_isMarked() throws IOException {
    try (Laboratory laboratory = Laboratory.on(BRAIN)) {
      AtlasResults atlas =
          new AtlasRun(BASE, 100, all(), 420, laboratory, Engines.EVENT, 2)
              .run(folder.resolve("a"), Progress.NONE);
      assertThat(atlas.runaway()).isEqualTo(bits(IntStream.of(2098, 2099)));
    }
  }

  @Test
  void otherFolder_isRefused() throws IOException {
    Path a = folder.resolve("a");
    NeuronSet some = NeuronSet.of("some", 1, 2);
    run(a, BASE, some, 1);
    assertThatThrownBy(() -> run(a, BASE.withSeed(2), some, 1))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(a + ": was started with")
        .hasMessageContaining("seed = 1, and it is 2 now; start again in another folder");
    assertThatThrownBy(() -> run(a, BASE, NeuronSet.of("some", 1, 3), 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("was started with");
    Path other = Files.createDirectories(folder.resolve("other"));
    Files.writeString(other.resolve("a.txt"), "mine");
    assertThatThrownBy(() -> run(other, BASE, some, 1))
        .hasMessage(
            other + ": is a folder of other files, not of an atlas; name another with --out");
    assertThatThrownBy(() -> AtlasResults.read(other))
        .hasMessageStartingWith(other + ": is not a folder of an atlas");
  }

  private AtlasRun atlas(Recipe base, NeuronSet neurons, int threads) {
    return new AtlasRun(base, 100, neurons, 1e5, Laboratory.on(BRAIN), Engines.EVENT, threads);
  }

  private AtlasResults run(Path out, Recipe base, NeuronSet neurons, int threads)
      throws IOException {
    return atlas(base, neurons, threads).run(out, Progress.NONE);
  }

  private static NeuronSet all() {
    return new NeuronSet("all", IntStream.range(0, 2100), List.of());
  }

  private static BitSet bits(IntStream neurons) {
    BitSet bits = new BitSet();
    neurons.forEach(bits::set);
    return bits;
  }

  private static void assertSame(Path one, Path other) throws IOException {
    try (Stream<Path> files = Files.list(one)) {
      assertThat(files.filter(Files::isRegularFile))
          .hasSizeGreaterThan(2)
          .allSatisfy(
              file -> assertThat(other.resolve(file.getFileName())).hasSameBinaryContentAs(file));
    }
  }
}
