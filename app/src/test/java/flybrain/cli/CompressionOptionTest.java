package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hardwood.InputFile;
import dev.hardwood.metadata.CompressionCodec;
import dev.hardwood.reader.ParquetFileReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `--compression` of the commands that write Parquet files.
class CompressionOptionTest {
  @TempDir private Path folder;
  private Path brain;

  @BeforeEach
  void makeBrain() throws IOException {
    brain = TinyBrain.in(folder);
  }

  @ParameterizedTest
  @CsvSource({",BROTLI", "brotli,BROTLI", "zstd,ZSTD", "snappy,SNAPPY"})
  void spikesOfARun_haveIt(String asked, CompressionCodec expected) throws IOException {
    Path spikes = folder.resolve("spikes.parquet");
    call(asked, "run", "--connectome", brain, "--excite", 11, "--n-run", 2, "--out", spikes);
    assertThat(codecs(spikes)).containsOnly(expected);
    assertThat(Cli.run("compare", "spikes", spikes, spikes, "--connectome", brain).out())
        .contains("equal");
  }

  @ParameterizedTest
  @CsvSource({",BROTLI", "zstd,ZSTD"})
  void spikesOfABenchmark_haveIt(String asked, CompressionCodec expected) throws IOException {
    Path experiment = folder.resolve("chain.toml");
    Files.writeString(experiment, "name = \"chain\"\n[drive]\nneurons = [11]\nrate = 100.0\n");
    List<Object> words = new ArrayList<>(List.of("bench", "--event", "--t-run", 0.1));
    words.addAll(List.of("--n-run", 1, "--connectome", brain, "--experiment", experiment));
    words.addAll(List.of("--data", folder.resolve("data")));
    call(asked, words.toArray());
    assertThat(codecs(folder.resolve("data/results/event_t0.1s_n1.parquet")))
        .containsOnly(expected);
  }

  @ParameterizedTest
  @CsvSource({",SNAPPY", "zstd,ZSTD", "brotli,BROTLI"})
  void connectionsOfAnExport_haveIt(String asked, CompressionCodec expected) throws IOException {
    Path copy = folder.resolve("copy");
    call(asked, "data", "export", copy, "--connectome", brain);
    assertThat(codecs(copy.resolve("connectivity.parquet"))).containsOnly(expected);
  }

  @ParameterizedTest
  @CsvSource({",SNAPPY", "zstd,ZSTD"})
  void connectionsOfAnImport_haveIt(String asked, CompressionCodec expected) throws IOException {
    Path edges =
        Files.writeString(folder.resolve("edges.csv"), "pre,post,count,sign\n1,2,3,1\n2,1,4,-1\n");
    Path made = folder.resolve("made");
    call(asked, "data", "import", edges, made);
    assertThat(codecs(made.resolve("connectivity.parquet"))).containsOnly(expected);
  }

  @Test
  void unknownCompression_isRefusedWithThoseThereAre() {
    Cli run = Cli.run("run", "sugar", "--compression", "lzo");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("'--compression': expected one of [SNAPPY, ZSTD, BROTLI]");
  }

  private static void call(String compression, Object... words) {
    List<Object> all = new ArrayList<>(List.of(words));
    if (compression != null) {
      all.addAll(List.of("--compression", compression));
    }
    Cli run = Cli.run(all.toArray());
    assertThat(run.exitCode()).as(run.err()).isZero();
  }

  private static List<CompressionCodec> codecs(Path file) throws IOException {
    try (ParquetFileReader reader = ParquetFileReader.open(InputFile.of(file))) {
      return reader.getFileMetaData().rowGroups().stream()
          .flatMap(group -> group.columns().stream())
          .map(column -> column.metaData().codec())
          .toList();
    }
  }
}
