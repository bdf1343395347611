package flybrain.cli;

import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.engine.Engines;
import flybrain.external.Backends;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.IModelTransformer;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// The flags of `flybrain bench` that choose backends: the key of each, and the reference suite's
/// name if that is another.
final class BenchBackends implements IModelTransformer {
  @Override
  public CommandSpec transform(CommandSpec bench) {
    SequencedMap<String, String> suite = Backends.suiteFlags();
    ArgGroupSpec.Builder flags =
        ArgGroupSpec.builder().exclusive(false).validate(false).heading("Backends:%n");
    for (Backend backend : Backends.all()) {
      String key = backend.key();
      String[] names =
          Stream.of(suite.getOrDefault(key, key), key)
              .distinct()
              .map("--"::concat)
              .toArray(String[]::new);
      flags.addArg(
          OptionSpec.builder(names).type(boolean.class).description(backend.framework()).build());
    }
    return bench.addArgGroup(flags.build());
  }

  /// Whether any was chosen; if not, it is the default set.
  static boolean areChosen(ParseResult bench) {
    return !chosen(bench).isEmpty();
  }

  /// The chosen backends or the default set, ours and those that the reference suite runs; PyTorch
  /// where it can run.
  static List<Backend> of(ParseResult bench) {
    List<String> asked =
        areChosen(bench)
            ? chosen(bench)
            : Stream.concat(Stream.of(Engines.EVENT.key()), Backends.suiteFlags().keySet().stream())
                .toList();
    Set<String> keys = new LinkedHashSet<>();
    for (String key : asked) {
      boolean withoutCuda =
          key.equals("pytorch")
              && Backends.named(key).availability() instanceof Availability.NotRun;
      keys.add(withoutCuda ? "pytorch-cpu" : key);
    }
    return keys.stream().map(Backends::named).toList();
  }

  private static List<String> chosen(ParseResult bench) {
    return Backends.all().stream()
        .map(Backend::key)
        .filter(key -> bench.hasMatchedOption("--" + key))
        .toList();
  }
}
