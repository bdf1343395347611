package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Progress;
import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.backend.BackendException;
import flybrain.files.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentTest {
  @TempDir private Path environments;

  private Environment environment;
  private Path module;

  @BeforeEach
  void makeAnEnvironment() throws IOException {
    environment =
        new Environment(
            new Environment.Kind(
                "nest",
                List.of("nest"),
                new Packages("nest-simulator", List.of("3.11", "3.13"), "80 MB")),
            environments);
    module = Files.writeString(environments.resolve("nest.py"), "");
  }

  @Test
  void nothingThere_isMissing() throws IOException {
    assertThat(environment.state()).isInstanceOf(Environment.State.Missing.class);
  }

  @Test
  void folderWithoutStamp_isBroken() throws IOException {
    Files.createDirectories(environment.folder());
    assertThat(environment.state())
        .isEqualTo(new Environment.State.Broken("its installation was not finished"));
  }

  @Test
  void stamp_isUsable() throws IOException {
    stamp(environment.requirements().getLast().hash());
    assertThat(environment.state()).isInstanceOf(Environment.State.Usable.class);
  }

  @Test
  void halfAStamp_isBroken() throws IOException {
    Files.createDirectories(environment.folder());
    Files.writeString(environment.stampFile(), "{\"requirements\": ");
    assertThat(environment.state()).isInstanceOf(Environment.State.Broken.class);
  }

  @Test
  void otherRequirements_areBroken() throws IOException {
    stamp("0123");
    assertThat(environment.state())
        .isEqualTo(new Environment.State.Broken("it was made from different requirements"));
  }

  @Test
  void lostModule_isBroken() throws IOException {
    stamp(environment.requirements().getLast().hash());
    Files.delete(module);
    assertThat(environment.state()).isEqualTo(new Environment.State.Broken(module + " is gone"));
  }

  @Test
  void backend_hasTheStateOfItsEnvironment() throws IOException {
    ExternalBackend nest = nest();
    assertThat(nest.availability()).isEqualTo(new Availability.Installable());
    assertThat(nest.status()).isEqualTo("installable: nest-simulator 3.10.0");
    assertThatThrownBy(() -> BackendCheck.run(nest, Progress.NONE))
        .isInstanceOf(BackendException.class)
        .hasMessage("nest: is not installed; run: flybrain backends install nest");
    Files.createDirectories(environment.folder());
    assertThat(nest.status())
        .isEqualTo(
            "installable (the environment is broken: its installation was not finished):"
                + " nest-simulator 3.10.0");
    stamp(environment.requirements().getLast().hash());
    assertThat(nest.availability()).isEqualTo(new Availability.Ready());
    assertThat(nest.status()).isEqualTo("ready (Python 3.11.7)");
  }

  @Test
  void environmentsFolder_isTheUsersUnlessNamed() {
    UserFolders folders = new UserFolders(Path.of("/cache"), Path.of("/data"));
    assertThat(Environments.folder(Map.of("FLYBRAIN_ENVIRONMENTS", "/e"), folders))
        .isEqualTo(Path.of("/e"));
    assertThat(Environments.folder(Map.of(), folders)).isEqualTo(Path.of("/data/environments"));
  }

  private ExternalBackend nest() {
    for (Backend backend : ExternalBackends.in(environments, Map.of())) {
      if (backend instanceof ExternalBackend external && external.key().equals("nest")) {
        return external;
      }
    }
    throw new AssertionError("no backend nest");
  }

  private void stamp(String requirements) throws IOException {
    Files.createDirectories(environment.folder());
    Environment.Stamp stamp =
        new Environment.Stamp(
            requirements,
            module.toString(),
            List.of(module.toString()),
            Map.of("Python", "3.11.7"));
    Files.write(environment.stampFile(), Environment.bytes(stamp));
  }
}
