package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.backend.BackendException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A compiler that is missing or fails, reported in our words and without running one.
class CompilerTest {
  @TempDir private Path folder;

  @Test
  void missingProgram_isNamed() throws IOException {
    assertThat(brian2().availability()).isEqualTo(notRun("a C++ compiler; g++", "g++"));
    program("g++", "exit 0");
    assertThat(brian2().availability()).isEqualTo(notRun("make; it", "make"));
  }

  private static Availability notRun(String what, String program) {
    return new Availability.NotRun(
        "%s is not on the PATH (apt install %s)".formatted(what, program));
  }

  @Test
  @Tag("frameworks")
  void failingMake_isReportedWithItsReason() throws IOException {
    program("g++", "exec /usr/bin/g++ \"$@\"");
    program(
        "make",
        "echo compiling; echo 'g++: fatal error: Killed signal terminated program' >&2; exit 2");
    Backend backend = brian2();
    assumeTrue(backend.availability() instanceof Availability.Ready, "needs brian2cpp");
    assertThatThrownBy(() -> Circuit.small().on(backend))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith(
            "brian2cpp: make and g++ could not compile Brian2's program: g++: fatal error: Killed signal terminated program; log: ")
        .message()
        .doesNotContain("clean=True")
        .satisfies(message -> {
          Path log = Path.of(message.substring(message.indexOf("; log: ") + 7));
          assertThat(log).content().contains("compiling\n", "g++: fatal error");
          Files.delete(log);
        });
  }

  private Backend brian2() {
    Map<String, String> variables = new HashMap<>(Map.of("PATH", folder + ":/bin-none"));
    List<Backend> all = ExternalBackends.in(Environments.folder(), variables);
    return all.stream().filter(one -> one.key().equals("brian2cpp")).findFirst().orElseThrow();
  }

  private void program(String name, String words) throws IOException {
    Path program = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + words + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
  }
}
