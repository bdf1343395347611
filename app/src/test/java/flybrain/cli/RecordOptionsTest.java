package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `flybrain run --record` and its options.
class RecordOptionsTest {
  @TempDir private Path folder;
  private Path brain;
  private Path spikes;
  private Path states;

  @BeforeEach
  void makeBrain() throws IOException {
    brain = TinyBrain.in(folder);
    spikes = folder.resolve("spikes.parquet");
    states = folder.resolve("spikes-states.parquet");
  }

  @Test
  void states_areBesideTheSpikes() throws IOException {
    assertThat(run("--record v,g --record-neurons 33,22 --every 1ms --n-run 2").exitCode())
        .isZero();
    try (ParquetReader reader = new ParquetReader(states)) {
      assertThat(reader.rows()).isEqualTo(2 * 50 * 2);
      assertThat(reader.columns())
          .containsExactly("trial", "time_ms", "t", "neuron_index", "flywire_id", "v", "g");
      assertThat(reader.metadata())
          .containsEntry("flybrain.record", "v,g")
          .containsEntry("flybrain.record.every", "1.0")
          .containsEntry("flybrain.seed", "1")
          .containsKey("flybrain.experiment");
    }
  }

  @Test
  void spikes_areTheSameBytesWithAndWithoutRecording() throws IOException {
    assertThat(run("").exitCode()).isZero();
    byte[] without = Files.readAllBytes(spikes);
    assertThat(run("--record v --record-neurons 11").exitCode()).isZero();
    assertThat(spikes).hasBinaryContent(without);
  }

  @Test
  void csv_hasTheStatesAtEachSample() throws IOException {
    Path csv = folder.resolve("states.csv");
    Cli run = run("--record v --read-out 33 --every 0.02s --no-spikes --record-out", csv);
    assertThat(run.exitCode()).as(run.err()).isZero();
    // Nothing has reached the third neuron before its first sample.
    assertThat(Files.readAllLines(csv))
        .hasSize(4)
        .startsWith("trial,time_ms,t,neuron_index,flywire_id,v", "0,0,0,2,33,-52")
        .element(3)
        .asString()
        .startsWith("0,40,0.04,2,33,-");
    assertThat(states).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"png", "svg"})
  void picture_isDrawn(String format) {
    Path picture = folder.resolve("v." + format);
    assertThat(run("--record v --record-neurons 11,22 --record-figure", picture).exitCode())
        .isZero();
    assertThat(picture).isNotEmptyFile();
  }

  @Test
  void picture_hasTypesAndSidesBesideIds() throws IOException {
    Files.writeString(brain.resolve("neurons.csv"), "root_id,type,side\n22,LC4,left\n");
    Path picture = folder.resolve("v.svg");
    assertThat(run("--record v --record-neurons 11,22 --record-figure", picture).exitCode())
        .isZero();
    assertThat(Files.readString(picture)).contains("22 LC4 left", "sides as in neurons.csv");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--record x --read-out 33|--record x: must be v, g or v,g",
        "--record v|--record v: which neurons? name them with --record-neurons",
        "--record v --read-out 33 --every 0.15ms|--every 0.15ms: must be a multiple of dt = 0.1 ms",
        "--record v --read-out 33 --every 0ms|--every 0ms: must be a multiple of dt = 0.1 ms",
        "--record v --read-out 33 --every 1|--every 1: must be a time in ms or s",
        "--record v --read-out 33 --record-out a.json|a.json: must end with .parquet or .csv",
        "--record v --read-out 33 --record-figure a.gif|a.gif: a picture is written as PNG or SVG",
        "--every 1ms|--every 1ms: nothing is recorded; add --record v",
        "--record-neurons 11|--record-neurons 11: nothing is recorded; add --record v",
        "--record-out a.csv|--record-out a.csv: nothing is recorded; add --record v",
        "--record-figure a.png|--record-figure a.png: nothing is recorded; add --record v"
      })
  void wrongUsage_isOneLine(String options, String message) {
    Cli run = run(options);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err().lines().findFirst().orElseThrow()).contains(message);
    assertThat(spikes).doesNotExist();
  }

  @Test
  void backendThatCannotRecord_isRefusedBeforeTheConnectomeIsLoaded() {
    Cli run = run("--record v --record-neurons 11 --backend nest");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualToIgnoringNewLines(
            "flybrain: nest: cannot record v or g; use --backend event, or leave out --record");
  }

  @Test
  void missingNeuron_isNamed() {
    Cli run = run("--record v --record-neurons 12");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("tiny does not have these neurons: --record-neurons: 12");
    assertThat(spikes).doesNotExist();
  }

  @Test
  void fileOfSpikes_isNotAlsoThatOfStates() {
    Cli run = run("--record v --record-neurons 11 --record-out", spikes);
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("is the same file as");
  }

  @Test
  void otherTable_isKept() throws IOException {
    Path csv = Files.writeString(folder.resolve("other.csv"), "a,b\n1,2\n");
    Cli run = run("--record v --record-neurons 11 --record-out", csv);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("the existing file is a different table");
    assertThat(csv).hasContent("a,b\n1,2\n");
  }

  @Test
  void defaultFileOfAnotherExperiment_isKept() {
    assertThat(run("--record v --record-neurons 11").exitCode()).isZero();
    assertThat(run("--record v --record-neurons 11").exitCode()).isZero();
    Cli other = run("--record v --record-neurons 11 --seed 2");
    assertThat(other.exitCode()).isEqualTo(1);
    assertThat(other.err()).contains("seed: 2 and 1").contains("--record-out").contains("--force");
    assertThat(run("--record v --record-neurons 11 --seed 2 --force").exitCode()).isZero();
  }

  private Cli run(String options, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("run", "--connectome", brain, "--excite", 11, "--t-run", 0.05));
    if (!options.contains("--n-run")) {
      words.addAll(List.of("--n-run", 1));
    }
    if (!options.contains("--no-spikes")) {
      words.addAll(List.of("--out", spikes));
    }
    Stream.of(options.split(" ", -1)).filter(word -> !word.isEmpty()).forEach(words::add);
    words.addAll(Arrays.asList(more));
    return Cli.run(words.toArray());
  }
}
