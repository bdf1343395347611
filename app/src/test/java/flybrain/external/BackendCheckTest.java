package flybrain.external;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.engine.Engines;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackendCheckTest {
  @Test
  void ourEngines_giveTheKnownSpikes() {
    for (Backend engine : Engines.all()) {
      assertThatCode(() -> BackendCheck.run(engine, Progress.NONE)).doesNotThrowAnyException();
    }
  }

  @Test
  void unknownKey_namesTheNearestAndAll() {
    assertThatThrownBy(() -> Backends.named("brain2cpp"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("backend 'brain2cpp' is unknown; did you mean 'brian2cpp'?")
        .hasMessageContaining("event, reference, brian2cpp");
  }

  @Test
  void keys_areUnique() {
    List<String> keys = Backends.all().stream().map(Backend::key).toList();
    org.assertj.core.api.Assertions.assertThat(keys).doesNotHaveDuplicates();
  }
}
