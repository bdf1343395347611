package flybrain.spikes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpikeFileNameTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "brian2cpp_t0.1s_n4.parquet, brian2cpp, 0.1, 4",
    "pytorch-cpu_t1000.0s_n30.parquet, pytorch-cpu, 1000, 30",
    "brian2cuda_t1s_n1.parquet, brian2cuda, 1, 1",
    "event_t10s_n999999999.parquet, event, 10, 999999999",
    "event_t5e-05s_n2.parquet, event, 5e-05, 2",
    "event_t1e+16s_n2.parquet, event, 1e16, 2",
    "old_brian2genn-cpu_t1.0s_n8.parquet, brian2genn-cpu, 1, 8",
    "My copy_t2_nest_t1.0s_n8.parquet, nest, 1, 8",
  })
  void nameOfBenchmark_isRead(String name, String backend, double tRun, int trials) {
    assertThat(SpikeFileName.of(folder.resolve(name)))
        .contains(new SpikeFileName(backend, tRun, trials));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sugarR.parquet",
        "event_t1s_n4.csv",
        "event_t1s_n4.parquet.part",
        "event_t1s_n4_copy.parquet",
        "Event_t1s_n4.parquet",
        "_t1s_n4.parquet",
        "event_t1_n4.parquet",
        "event_ts_n4.parquet",
        "event_t1.s_n4.parquet",
        "event_t.5s_n4.parquet",
        "event_t-1s_n4.parquet",
        "event_t1.0.0s_n4.parquet",
        "event_tes_n4.parquet",
        "event_t1es_n4.parquet",
        "event_t0.0s_n4.parquet",
        "event_t1e400s_n4.parquet",
        "event_t1s_n0.parquet",
        "event_t1s_n04.parquet",
        "event_t1s_n-4.parquet",
        "event_t1s_n1.0.parquet",
        "event_t1s_n1000000000.parquet",
        "event_t1s_n.parquet",
      })
  void otherName_isNone(String name) {
    assertThat(SpikeFileName.of(folder.resolve(name))).isEmpty();
    assertThat(SpikeFileName.of(Path.of("/"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, event_t0.1s_n4",
    "1, event_t1.0s_n4",
    "1000, event_t1000.0s_n4",
    "5e-5, event_t5e-05s_n4",
    "1e16, event_t1e+16s_n4",
  })
  void name_isWrittenAsPythonDoes(double tRun, String stem) {
    SpikeFileName name = new SpikeFileName("event", tRun, 4);
    assertThat(name.stem()).isEqualTo(stem);
    assertThat(SpikeFileName.of(Path.of(stem + ".parquet"))).contains(name);
  }

  @Test
  void spellingOfTheSuite_isFoundWhereOursIsMissing() throws IOException {
    SpikeFileName name = new SpikeFileName("nest", 10, 4);
    Path ours = folder.resolve("nest_t10.0s_n4.parquet");
    Path suite = folder.resolve("nest_t10s_n4.parquet");
    assertThat(name.in(folder)).isEqualTo(ours);
    Files.createFile(suite);
    assertThat(name.in(folder)).isEqualTo(suite);
    Files.createFile(ours);
    assertThat(name.in(folder)).isEqualTo(ours);
  }
}
