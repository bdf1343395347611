package flybrain.audit;

import static flybrain.audit.SpikeFileBuilder.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import flybrain.audit.Finding.Severity;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Columns besides times and trials: indices of neurons and names of experiments.
class TablesOfFilesTest {
  private static final String[] NAMED = {"time_ms", "trial", "flywire_id", "exp_name"};

  @TempDir private Path folder;
  private final Findings findings = new Findings();
  private final NeuronIndexAudit indices = new NeuronIndexAudit(findings);
  private long progress;

  private void checkIndices(String name, SpikeFileBuilder spikes) throws IOException {
    try (ParquetReader reader = new ParquetReader(spikes.write(folder.resolve(name)))) {
      indices.check(reader, name, rows -> progress += rows);
    }
  }

  private void checkNames(String name, SpikeFileBuilder spikes) throws IOException {
    try (ParquetReader reader = new ParquetReader(spikes.write(folder.resolve(name)))) {
      ExperimentNameAudit.check(reader, name, findings, rows -> progress += rows);
    }
  }

  private static SpikeFileBuilder spikesOf(int... neurons) {
    SpikeFileBuilder spikes = new SpikeFileBuilder();
    for (int neuron : neurons) {
      spikes.spikes(0, neuron, 10 * neuron);
    }
    return spikes;
  }

  @Test
  void oneIndexForEachNeuron_isRightInEveryFile() throws IOException {
    checkIndices("a.parquet", spikesOf(0, 5, 0));
    checkIndices("b.parquet", spikesOf(5, 700, 3));
    checkIndices("c.parquet", spikesOf());
    assertThat(findings.all()).isEmpty();
    assertThat(progress).isEqualTo(6);
  }

  @Test
  void neuronOfTwoIndices_isNamedByItsFirst() throws IOException {
    checkIndices(
        "a.parquet",
        spikesOf(1, 2, 2, 1)
            .cell("neuron_index", spike -> spike.ms() == 20 ? 7L : (long) spike.neuron())
            .spikes(0, 2, 30));
    assertThat(findings.all())
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "a.parquet",
                "two indices of a neuron",
                "neuron %d: neuron_index 2; 7".formatted(id(2)),
                "one neuron_index per flywire_id",
                "columns sorted or joined separately"));
  }

  @Test
  void indexOfTwoNeurons_isNamedOnce() throws IOException {
    checkIndices("a.parquet", spikesOf(1, 2, 3, 4).cell("neuron_index", _ -> 9L));
    assertThat(findings.all())
        .extracting(Finding::what, Finding::value)
        .containsExactly(
            tuple(
                "two neurons of an index",
                "neuron_index 9: neuron %d; %d".formatted(id(2), id(1))));
  }

  @Test
  void otherFileWithOtherIndices_isNamed() throws IOException {
    checkIndices("a.parquet", spikesOf(1, 2));
    checkIndices("b.parquet", spikesOf(2, 3).cell("neuron_index", s -> s.neuron() + 1L));
    assertThat(findings.all())
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "b.parquet",
                "two indices of a neuron",
                "neuron %d: neuron_index 3; 2 in a.parquet".formatted(id(2)),
                "one neuron_index per flywire_id",
                "indices of another connectome, or counted differently"));
  }

  @Test
  void neuronsOfOtherIdsAtKnownIndices_areNamed() throws IOException {
    checkIndices("a.parquet", spikesOf(1, 2));
    checkIndices("b.parquet", spikesOf(5).cell("neuron_index", _ -> 2L));
    assertThat(findings.all())
        .extracting(Finding::file, Finding::what, Finding::value)
        .containsExactly(
            tuple(
                "b.parquet",
                "two neurons of an index",
                "neuron_index 2: neuron %d; %d in a.parquet".formatted(id(5), id(2))));
  }

  /// The index of each neuron is kept in an array that grows.
  @Test
  void manyNeurons_areAllChecked() throws IOException {
    SpikeFileBuilder spikes = new SpikeFileBuilder();
    for (int neuron = 0; neuron < 1500; neuron++) {
      spikes.spikes(0, neuron, 1);
    }
    checkIndices(
        "a.parquet",
        spikes
            .cell("neuron_index", s -> s.ms() > 1 ? 0L : (long) s.neuron())
            .spikes(0, 1400, 2)
            .spikes(0, 600, 2));
    assertThat(findings.all())
        .extracting(Finding::value)
        .containsExactly("neuron %d: neuron_index 0; 1400".formatted(id(1400)));
  }

  @Test
  void fileWithoutIndices_isNotChecked() throws IOException {
    checkIndices("a.parquet", spikesOf(1, 1).columns("time_ms", "trial", "flywire_id"));
    assertThat(findings.all()).isEmpty();
    assertThat(progress).isZero();
  }

  @Test
  void nameOfTheFile_isInEveryRow() throws IOException {
    checkNames(
        "event_t1.0s_n2.parquet",
        spikesOf(1, 2, 3).columns(NAMED).cell("exp_name", _ -> "event_t1.0s_n2"));
    assertThat(findings.all()).isEmpty();
    assertThat(progress).isEqualTo(3);
  }

  @Test
  void nameOfAnotherFile_isShownWithTheNumberOfItsRows() throws IOException {
    checkNames(
        "a.parquet",
        spikesOf(1, 2, 3)
            .columns(NAMED)
            .cell("exp_name", s -> s.neuron() == 1 ? "a" : "b" + s.neuron()));
    assertThat(findings.all())
        .containsExactly(
            new Finding(
                Severity.WARNING,
                "a.parquet",
                "exp_name of another file",
                "b2; 2 of 3 rows",
                "a",
                "a renamed file, or joined files"));
  }

  /// `flybrain run --name` gives the experiment a name of its own.
  @ParameterizedTest
  @CsvSource({"mine, 0", "a, 1"})
  void nameThatWasGiven_isExpected(String written, int found) throws IOException {
    checkNames(
        "a.parquet",
        spikesOf(1).columns(NAMED).cell("exp_name", _ -> written).fact("exp_name", "mine"));
    assertThat(findings.all()).hasSize(found);
  }

  @Test
  void nameOfAnotherType_isUnreadable() throws IOException {
    checkNames("a.parquet", spikesOf(1).columns(NAMED).cell("exp_name", _ -> 5L));
    assertThat(findings.all())
        .extracting(Finding::severity, Finding::what, Finding::expected)
        .containsExactly(tuple(Severity.WARNING, "unreadable exp_name", "a"));
    assertThat(findings.all().getFirst().value())
        .isEqualTo("column 'exp_name' is of type int64; must be string");
  }

  @Test
  void fileWithoutNames_isNotChecked() throws IOException {
    checkNames("a.parquet", spikesOf(1).columns("time_ms", "trial", "flywire_id"));
    assertThat(findings.all()).isEmpty();
  }
}
