package flybrain.external;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.backend.Backend;
import flybrain.engine.Engines;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
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

  /// Name in tables of each backend by its key, the reference suite's first and in its order.
  public static SequencedMap<String, String> frameworks() {
    SequencedMap<String, String> names = new LinkedHashMap<>();
    suiteFlags().keySet().forEach(key -> names.put(key, named(key).framework()));
    all().forEach(backend -> names.putIfAbsent(backend.key(), backend.framework()));
    return names;
  }

  /// The flag of `bench` that each of the reference suite's default backends has there, without
  /// dashes, by key and in the suite's order.
  public static SequencedMap<String, String> suiteFlags() {
    return ExternalBackends.suiteFlags();
  }

  /// Whether a backend is among the reference suite's default ones.
  public static boolean isOfSuite(String key) {
    return suiteFlags().containsKey(key);
  }
}
