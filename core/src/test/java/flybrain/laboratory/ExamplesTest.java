package flybrain.laboratory;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeExport;
import flybrain.connectome.Neurons;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.Presets;
import flybrain.parquet.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The programs in `examples`, compiled and run as their first lines say.
class ExamplesTest {
  @TempDir private Path folder;

  @Test
  void sugarRates_printsWhatTheLaboratoryReports() throws Exception {
    Path brain = folder.resolve("brain");
    Connectome connectome = sugarBrain();
    ConnectomeExport.write(connectome, brain, Compression.SNAPPY);
    List<String> printed = run("SugarRates.java", brain.toString());
    Report expected =
        Laboratory.on(connectome).run(Presets.get("sugar").withRate(100).withTrials(10));
    assertThat(expected.statistics().spikes()).isPositive();
    assertThat(printed)
        .hasSize(11)
        .startsWith("%.1f spikes a trial".formatted(expected.statistics().spikesPerTrial().mean()));
    int first = expected.statistics().mostActive().findFirst().orElseThrow();
    assertThat(printed.get(1))
        .isEqualTo(
            "%d %6.1f Hz, sd %.1f Hz"
                .formatted(
                    connectome.neurons().id(first),
                    expected.rate(first).mean(),
                    expected.rate(first).sd()));
  }

  /// All neurons of the built-in sets; none is connected.
  private static Connectome sugarBrain() {
    long[] ids =
        NeuronSets.builtIn().all().stream()
            .flatMap(set -> set.versions().values().stream().limit(1))
            .flatMap(List::stream)
            .mapToLong(Long::longValue)
            .distinct()
            .toArray();
    return Connectome.of("sugar", new Neurons(ids), new ConnectionsBuilder(ids.length).build());
  }

  private List<String> run(String example, String... arguments)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    List<String> java =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            Path.of("..", "examples", example).toString());
    Process process =
        new ProcessBuilder(Stream.concat(java.stream(), Stream.of(arguments)).toList())
            .redirectOutput(output.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    return Files.readAllLines(output);
  }
}
