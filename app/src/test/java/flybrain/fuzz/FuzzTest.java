package flybrain.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// A few thousand damaged files, the same each time; `validation/fuzz` tries as many as one likes.
class FuzzTest {
  private static final int TRIES = 250;

  /// Far above what all of them take; a reader that never ends is found, a slow machine is not.
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> damagedFiles_areRefusedInOneLineOrRead() throws IOException {
    List<Subject> subjects = Subjects.all(folder.resolve("sound"));
    return subjects.stream()
        .map(subject ->
            DynamicTest.dynamicTest(
                subject.name(),
                () -> Assertions.assertTimeoutPreemptively(PATIENCE, () -> damage(subject))));
  }

  private void damage(Subject subject) throws IOException {
    Trial trial = new Trial(subject, folder.resolve(subject.name()));
    for (int seed = 0; seed < TRIES; seed++) {
      Trial.Outcome outcome = trial.run(new SplittableRandom(seed));
      assertThat(outcome.fault()).as("%s, seed %d", subject.name(), seed).isEmpty();
    }
  }
}
