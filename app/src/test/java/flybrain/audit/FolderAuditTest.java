package flybrain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.audit.Finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FolderAuditTest {
  @TempDir private Path temporary;

  /// A folder of files whose name has a space, as many folders of labs.
  private Path folder() {
    return temporary.resolve("my results");
  }

  private static SpikeFileBuilder spikes(int first) {
    return new SpikeFileBuilder()
        .columns("time_ms", "trial", "neuron_index", "flywire_id")
        .evenly(0, 0, 30, 5)
        .spikes(0, 1, first);
  }

  private Audit audit() throws IOException {
    return FolderAudit.of(folder(), Expectations.NONE, Progress.NONE);
  }

  @Test
  void filesOfAFolder_areCounted() throws IOException {
    spikes(100).write(folder().resolve("a.parquet"));
    spikes(200).write(folder().resolve("deep/er/b.parquet"));
    Audit audit = audit();
    assertThat(audit.findings()).isEmpty();
    assertThat(audit.notes()).isEmpty();
    assertThat(audit.files()).isEqualTo(2);
    assertThat(audit.spikes()).isEqualTo(62);
  }

  @Test
  void noFolderOrNothingInIt_isExplained() throws IOException {
    assertThatThrownBy(this::audit)
        .isInstanceOf(InputException.class)
        .hasMessage(folder() + ": no such folder; name one of a run, such as data/results/LABEL");
    Files.createDirectories(folder().resolve("empty"));
    Files.writeString(folder().resolve("notes.txt"), "x");
    assertThatThrownBy(this::audit)
        .isInstanceOf(InputException.class)
        .hasMessage(
            folder()
                + ": has no spike files (.parquet), no manifest.csv, no checksums.sha256 and no"
                + " benchmark-results.csv");
  }

  @Test
  void damagedFile_isNamedOnceWithoutItsFolder() throws IOException {
    spikes(100).write(folder().resolve("a.parquet"));
    Files.writeString(folder().resolve("b.parquet"), "PAR1");
    Audit audit = audit();
    assertThat(audit.findings())
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "b.parquet",
                "unreadable",
                "is truncated after 4 bytes; get or write the file again",
                "a spike file",
                "damaged, or of another schema"));
    assertThat(audit.files()).isEqualTo(2);
    assertThat(audit.spikes()).as("of those that can be read").isEqualTo(31);
  }

  @Test
  void damagedTables_areNamedWithTheirLine() throws IOException {
    Files.createDirectories(folder().resolve("run"));
    Files.writeString(folder().resolve("benchmark-results.csv"), "a,b\n");
    Files.writeString(folder().resolve("run/manifest.csv"), "");
    Files.write(folder().resolve("run/checksums.sha256"), new byte[] {(byte) 0xff});
    assertThat(audit().findings())
        .extracting(Finding::file, Finding::what, Finding::expected)
        .containsExactlyInAnyOrder(
            tuple("run/checksums.sha256", "unreadable", "what sha256sum prints"),
            tuple("run/manifest.csv", "unreadable", "a table of benchmarks"),
            tuple("benchmark-results.csv", "unreadable", "a table of benchmarks"));
    assertThat(audit().findings())
        .extracting(Finding::value)
        .allMatch(text -> !text.contains("my results"))
        .anyMatch(text -> text.startsWith("is not UTF-8; "))
        .anyMatch(text -> text.startsWith("line 1: has no column framework, n_run, t_run; "));
  }

  @Test
  void unfinishedFile_isAWarning() throws IOException {
    spikes(100).write(folder().resolve("a.parquet"));
    Files.writeString(folder().resolve(".b.parquet.1.part"), "");
    assertThat(audit().findings())
        .containsExactly(
            new Finding(
                Severity.WARNING,
                ".b.parquet.1.part",
                "unfinished file",
                ".b.parquet.1.part",
                "complete files only",
                "a process that is running, or was killed"));
  }

  /// Empty tables of pandas have no columns, and a benchmark's name is that of a spike file.
  @ParameterizedTest
  @CsvSource({"rates.parquet, 1", "event_t1.0s_n1.parquet, 0"})
  void tableOfSomethingElse_isANote(String name, int notes) throws IOException {
    spikes(100).write(folder().resolve("a.parquet"));
    new SpikeFileBuilder()
        .columns("flywire_id")
        .spikes(0, 0, 1)
        .write(folder().resolve("tables").resolve(name));
    Audit audit = audit();
    assertThat(audit.files()).isEqualTo(2 - notes);
    assertThat(audit.notes())
        .isEqualTo(
            notes == 0
                ? List.of()
                : List.of("tables/rates.parquet: is a table without spikes, skipped"));
    assertThat(audit.findings()).hasSize(1 - notes);
  }

  @ParameterizedTest
  @CsvSource({
    "manifest.csv, checksums.sha256, a list of checksums beside manifest.csv",
    "checksums.sha256, manifest.csv, a manifest beside checksums.sha256"
  })
  void tableWithoutTheOther_isAnIncompleteBundle(String there, String missing, String expected)
      throws IOException {
    Files.createDirectories(folder().resolve("run"));
    Files.writeString(
        folder().resolve("run").resolve(there),
        there.startsWith("m") ? "run_label,framework,n_run,t_run,spike_path\n" : "");
    assertThat(audit().findings())
        .contains(
            new Finding(
                Severity.WARNING,
                "run/" + missing,
                "missing file",
                "none",
                expected,
                "an incomplete bundle"));
  }

  /// Indices are those of a connectome: of one that files name, otherwise of a run or a folder.
  @ParameterizedTest
  @CsvSource({
    "a/x, b/x, '', '', 0",
    "a/x, a/y, '', '', 1",
    "a/x, b/x, 1f, 1f, 1",
    "a/x, a/y, 1f, 2f, 0"
  })
  void indices_areComparedWithinAConnectome(
      String one, String other, String sum, String otherSum, int found) throws IOException {
    SpikeFileBuilder shifted = spikes(200).cell("neuron_index", s -> s.neuron() + 1L);
    SpikeFileBuilder plain = spikes(100);
    if (!sum.isEmpty()) {
      plain.fact("connectome.sha256", sum);
      shifted.fact("connectome.sha256", otherSum);
    }
    plain.write(folder().resolve(one + ".parquet"));
    shifted.write(folder().resolve(other + ".parquet"));
    assertThat(audit().findings())
        .hasSize(found)
        .allMatch(each -> each.what().equals("two indices of a neuron"));
  }

  /// The rounds of a run are of one connectome.
  @Test
  void indices_areComparedBetweenTheRoundsOfARun() throws IOException {
    spikes(100).write(folder().resolve("run/round_01/a.parquet"));
    spikes(200)
        .cell("neuron_index", s -> s.neuron() + 1L)
        .write(folder().resolve("run/round_02/a.parquet"));
    Files.writeString(folder().resolve("run/checksums.sha256"), "");
    assertThat(audit().findings())
        .extracting(Finding::what, Finding::value)
        .contains(
            tuple(
                "two indices of a neuron",
                "neuron %d: neuron_index 1; 0 in run/round_01/a.parquet"
                    .formatted(SpikeFileBuilder.id(0))));
  }

  @Test
  void copyInAnotherFolder_isFound() throws IOException {
    spikes(100).write(folder().resolve("a/x.parquet"));
    spikes(100).write(folder().resolve("b/x.parquet"));
    assertThat(audit().findings())
        .extracting(Finding::file, Finding::what)
        .containsExactly(tuple("b/x.parquet", "same spikes as a/x.parquet"));
  }

  @Test
  void progress_growsToItsEnd() throws IOException {
    spikes(100).write(folder().resolve("a.parquet"));
    spikes(200).write(folder().resolve("b.parquet"));
    List<Long> done = new ArrayList<>();
    List<Long> totals = new ArrayList<>();
    FolderAudit.of(
        folder(),
        Expectations.NONE,
        new Progress() {
          @Override
          public void stage(String name) {}

          @Override
          public void at(long at, long total) {
            done.add(at);
            totals.add(total);
          }
        });
    long bytes = 0;
    for (Path file : FolderAudit.files(folder())) {
      bytes += Files.size(file);
    }
    assertThat(totals).containsOnly(5 * bytes);
    assertThat(done).isSorted().allMatch(at -> at <= totals.getFirst());
    // Times, spikes and indices; rounded down for each batch.
    assertThat(done.getLast()).isBetween(3 * bytes - 6, 3 * bytes);
  }

  @Test
  void files_areThoseThatAnAuditReads() throws IOException {
    assertThat(FolderAudit.files(folder())).isEmpty();
    for (String name :
        List.of("a.parquet", "b.csv", "manifest.csv", "checksums.sha256", "x/c.parquet")) {
      Files.createDirectories(folder().resolve(name).getParent());
      Files.writeString(folder().resolve(name), "");
    }
    Files.createDirectories(folder().resolve("d.parquet"));
    assertThat(FolderAudit.files(folder()).stream().map(folder()::relativize).map(Path::toString))
        .containsExactlyInAnyOrder("a.parquet", "manifest.csv", "checksums.sha256", "x/c.parquet");
  }
}
