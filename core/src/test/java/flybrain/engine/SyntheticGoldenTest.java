package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.backend.Backend;
import flybrain.connectome.Connectome;
import flybrain.connectome.SyntheticBrain;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Replay;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Both engines against the spikes of Brian2 on the whole synthetic brain, sugar drive for 1 s.
class SyntheticGoldenTest {
  private static final Path GOLDEN = Path.of("../validation/synthetic");

  @TestFactory
  Stream<DynamicTest> engines_giveTheSpikesOfBrian2() throws IOException {
    Connectome brain = SyntheticBrain.generate();
    Experiment experiment = experiment(GoldenTest.rows(GOLDEN.resolve("sugar-200hz.input.csv.gz")));
    int[][] spikes = GoldenTest.rows(GOLDEN.resolve("sugar-200hz.brian2-spikes.csv.gz"));
    assertThat(spikes).hasNumberOfRows(17_279);
    return Engines.all().stream()
        .map(engine ->
            DynamicTest.dynamicTest(
                engine.key(),
                () -> assertThat(spikesOf(engine, brain, experiment)).isEqualTo(spikes)));
  }

  private static int[][] spikesOf(Backend engine, Connectome brain, Experiment experiment)
      throws IOException {
    return Stream.of(Runs.rows(Runs.run(engine, brain, experiment, 1)))
        .map(row -> new int[] {row[1], row[2]})
        .toArray(int[][]::new);
  }

  private static Experiment experiment(int[][] events) {
    int[] steps = Stream.of(events).mapToInt(row -> row[0]).toArray();
    int[] neurons = Stream.of(events).mapToInt(row -> row[1]).toArray();
    NeuronSet driven =
        new NeuronSet("sugar", Stream.of(events).mapToInt(row -> row[1]).distinct(), List.of());
    return new Experiment(
        "sugar",
        List.of(new Drive(driven, 0)),
        Silence.NONE,
        10_000,
        1,
        1,
        Parameters.SHIU_2024,
        List.of(),
        new Replay("golden", steps, neurons));
  }
}
