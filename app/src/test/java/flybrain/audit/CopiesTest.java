package flybrain.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import flybrain.audit.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopiesTest {
  private static final int MANY = 20;

  private final Findings findings = new Findings();
  private final List<AuditedFile> files = new ArrayList<>();

  /// A trial with spikes of its own content.
  private static TrialPrint print(int content, int spikes) {
    TrialPrint print = new TrialPrint();
    for (int k = 0; k < spikes; k++) {
      print.add(SpikeFileBuilder.id(k), k, content);
    }
    return print;
  }

  private CopiesTest file(String name, ExpectedRun run, int... contents) {
    SortedMap<Integer, TrialPrint> prints = new TreeMap<>();
    for (int trial = 0; trial < contents.length; trial++) {
      prints.put(trial, print(contents[trial], MANY));
    }
    files.add(new AuditedFile(name, run, 0, 0, prints, Set.of()));
    return this;
  }

  private List<Finding> check() {
    Copies.check(files, findings);
    return findings.all();
  }

  @Test
  void trialsOfTheirOwn_areNoCopies() {
    file("a", Runs.by("nest", "", 3), 1, 2, 3).file("b", Runs.by("genn", "", 2), 4, 5);
    assertThat(check()).isEmpty();
  }

  @Test
  void trialsOfAFileThatAreAlike_areNamedInGroups() {
    file("a", Runs.by("nest", "", 6), 1, 2, 1, 3, 2, 1);
    assertThat(check())
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "a",
                "identical trials",
                "trials 0, 2, 5",
                "spikes of its own in each trial",
                "copied trials, or one seed for several trials"),
            new Finding(
                Severity.ERROR,
                "a",
                "identical trials",
                "trials 1, 4",
                "spikes of its own in each trial",
                "copied trials, or one seed for several trials"));
  }

  @ParameterizedTest
  @CsvSource({"8, 'trials 0, 1, 2, 3, 4, 5, 6, 7'", "9, 'trials 0, 1, 2, 3, 4, 5, 6, 7 ... (9)'"})
  void manyTrials_areCounted(int count, String value) {
    file("a", Runs.by("nest", "", count), new int[count]);
    assertThat(check()).extracting(Finding::value).containsExactly(value);
  }

  /// Two trials of one spike each are often equal.
  @ParameterizedTest
  @CsvSource({"19, 0", "20, 1"})
  void fewSpikes_mayBeAlikeByChance(int spikes, int found) {
    SortedMap<Integer, TrialPrint> prints =
        new TreeMap<>(Map.of(0, print(1, spikes), 1, print(1, spikes)));
    files.add(new AuditedFile("a", Runs.by("nest", "", 2), 0, 0, prints, Set.of()));
    assertThat(check()).hasSize(found);
  }

  @Test
  void trialsOfAnotherFile_areNamedOnceForEachPair() {
    file("a", Runs.by("nest", "", 3), 1, 2, 3);
    file("b", Runs.by("genn", "", 4), 9, 2, 1, 3);
    file("c", Runs.by("brian2cpp", "", 1), 3);
    assertThat(check())
        .containsExactly(
            new Finding(
                Severity.ERROR,
                "b",
                "same spikes as a",
                "trials 2, 1, 3",
                "spikes of its own in each trial, round and framework",
                "a copied file, or one seed for several rounds"),
            new Finding(
                Severity.ERROR,
                "c",
                "same spikes as a",
                "trials 0",
                "spikes of its own in each trial, round and framework",
                "a copied file, or one seed for several rounds"));
  }

  /// The same trial of the same seed, by one backend in runs of two sizes or by our two engines, is
  /// meant to be the same.
  @ParameterizedTest
  @CsvSource({
    "event, 7, 2, event, 7, 3, 0",
    "event, 7, 2, reference, 7, 2, 0",
    "reference, 7, 2, event, 7, 3, 0",
    "nest, 7, 2, nest, 7, 3, 0",
    "event, 7, 2, event, 7, 2, 1",
    "event, 7, 2, event, 8, 3, 1",
    "event, 7, 2, nest, 7, 2, 1",
    "nest, 7, 2, genn, 7, 3, 1",
    "event, '', 2, event, '', 2, 1",
    "event, '', 2, reference, '', 2, 1"
  })
  void sameTrialOfTheSameSeed_isMeantToBeTheSame(
      String one, String seed, int trials, String other, String otherSeed, int otherTrials, int n) {
    file("a", Runs.by(one, seed, trials), 1, 2);
    file("b", Runs.by(other, otherSeed, otherTrials), 1, 3);
    assertThat(check()).hasSize(n).allMatch(each -> each.severity() == Severity.ERROR);
  }

  @Test
  void otherTrialOfTheSameSeed_isACopy() {
    file("a", Runs.by("event", "7", 2), 1, 2).file("b", Runs.by("event", "7", 3), 3, 1);
    assertThat(check()).extracting(Finding::value).containsExactly("trials 1");
  }

  /// Of three runs, the third is as it has to be to the second and a copy of the first.
  @Test
  void copyOfTheFirstOfSeveral_isFoundWhateverTheOthersAre() {
    file("a", Runs.by("nest", "7", 2), 1, 2);
    file("b", Runs.by("event", "7", 2), 1, 4);
    file("c", Runs.by("event", "7", 3), 1, 5);
    assertThat(check())
        .extracting(Finding::file, Finding::what)
        .containsExactly(tuple("b", "same spikes as a"), tuple("c", "same spikes as a"));
  }

  @Test
  void replayedInput_givesTheSameSpikesInEveryBackend() {
    ExpectedRun replay = Runs.replayed(1, 1, Map.of());
    file("a", replay, 1).file("b", replay, 1);
    assertThat(check()).isEmpty();
    file("c", Runs.by("event", "1", 1), 1);
    assertThat(check()).extracting(Finding::file).containsExactly("c");
  }

  /// Runs of old files may share their first seeds.
  @ParameterizedTest
  @CsvSource({
    "brian2cpp, 1, brian2cpp, 4, WARNING",
    "brian2cpp, 4, brian2cpp, 4, ERROR",
    "brian2cpp, 1, genn, 4, ERROR"
  })
  void firstTrialOfOldRunsOfTwoSizes_isAWarning(
      String one, int trials, String other, int others, Severity severity) {
    file("a", Runs.by(one, "", trials), 1).file("b", Runs.by(other, "", others), 1, 2);
    assertThat(check()).extracting(Finding::severity).containsExactly(severity);
  }

  /// The shared first trial may be chance of seeds, the copied second one is not.
  @ParameterizedTest
  @CsvSource({"1, 2, 1, 3, 2", "2, 1, 3, 1, 2"})
  void anyCopyAmongSharedFirstSeeds_isAnError(int a0, int a1, int b0, int b1, int b2) {
    file("a", Runs.by("brian2cpp", "", 2), a0, a1);
    file("b", Runs.by("brian2cpp", "", 3), b0, b1, b2);
    assertThat(check()).extracting(Finding::severity).containsExactly(Severity.ERROR);
  }
}
