package flybrain.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.export.ExportedRuns.Spike;
import flybrain.spikes.FiringRates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NeoTableTest {
  @TempDir private Path folder;

  private ExportedRun run(double duration, int trials, Spike... spikes) throws IOException {
    Path file = ExportedRuns.write(folder.resolve("a.parquet"), true, List.of(spikes));
    return new ExportedRun(
        file,
        "run",
        Map.of(),
        FiringRates.of(file, duration, trials),
        new ExportedNeurons(
            new long[] {33, 11, 22},
            new int[] {2, 0, 1},
            List.of("MN9_left", "", ""),
            List.of("a,b", "", "GRN \"x\""),
            List.of("left", "right", "")));
  }

  private List<String> rows(ExportedRun run) throws IOException {
    Path target = folder.resolve("a.csv");
    NeoTable.write(run, target);
    List<String> lines = Files.readAllLines(target);
    assertThat(lines.getFirst())
        .isEqualTo("flywire_id,neuron_index,name,type,side,trial,t_stop_ms,spikes,times_ms");
    return lines.subList(1, lines.size());
  }

  /// By neuron in the order of the export, then by trial; times as Python writes them.
  @Test
  void rows_areTheTrainsOfNeuronsWithWhatIsKnownOfThem() throws IOException {
    assertThat(
            rows(
                run(
                    0.25,
                    2,
                    new Spike(1, 249.9, 33, 2),
                    new Spike(1, 0, 22, 1),
                    new Spike(0, 100, 11, 0),
                    new Spike(1, 3.3000000000000003, 33, 2),
                    new Spike(0, 0.1, 99, 8),
                    new Spike(1, 12.5, 11, 0))))
        .containsExactly(
            "33,2,MN9_left,\"a,b\",left,0,250.0,0,",
            "33,2,MN9_left,\"a,b\",left,1,250.0,2,3.3000000000000003 249.9",
            "11,0,,,right,0,250.0,1,100.0",
            "11,0,,,right,1,250.0,1,12.5",
            "22,1,,\"GRN \"\"x\"\"\",,0,250.0,0,",
            "22,1,,\"GRN \"\"x\"\"\",,1,250.0,1,0.0");
  }

  @Test
  void runWithoutSpikes_hasARowForEachTrain() throws IOException {
    assertThat(rows(run(1, 2))).hasSize(6).allMatch(row -> row.endsWith(",1000.0,0,"));
  }

  @Test
  void spikeAfterItsTrial_leavesTheOldFile() throws IOException {
    Path target = Files.writeString(folder.resolve("a.csv"), "old");
    ExportedRun run = run(0.1, 1, new Spike(0, 100, 33, 2));
    assertThatThrownBy(() -> NeoTable.write(run, target))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(": a spike at 100 ms, but a trial lasts 0.1 s; give the duration");
    assertThat(target).hasContent("old");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("a.parquet", "a.csv");
  }
}
