package flybrain.external;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.backend.Backend;
import flybrain.engine.Engines;
import java.util.List;
import java.util.stream.Stream;

/// Every backend there is, our own first.
public final class Backends {
  private Backends() {}

  public static List<Backend> all() {
    return Stream.concat(Engines.all().stream(), ExternalBackends.all().stream()).toList();
  }

  /// The backend with a key.
  ///
  /// @throws InputException for an unknown key, with the nearest one and all of them
  public static Backend named(String key) {
    List<Backend> all = all();
    List<String> keys = all.stream().map(Backend::key).toList();
    return all.stream()
        .filter(backend -> backend.key().equals(key))
        .findFirst()
        .orElseThrow(() ->
            new InputException(
                "backend '%s' is unknown%s; allowed: %s"
                    .formatted(key, NearestName.hint(key, keys), String.join(", ", keys))));
  }
}
