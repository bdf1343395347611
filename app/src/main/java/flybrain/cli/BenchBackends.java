package flybrain.cli;

import flybrain.backend.Availability;
import flybrain.backend.Backend;
import flybrain.external.Backends;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Option;

/// The flags of `flybrain bench` that choose backends: the reference suite's, and each key.
final class BenchBackends {
  private static final List<String> BY_DEFAULT =
      List.of("event", "brian2cpp", "brian2cuda", "pytorch", "nestgpu", "genn");

  @Option(names = "--event", description = "flybrain's event-driven engine.")
  private boolean event;

  @Option(names = "--reference", description = "flybrain's clock-driven reference.")
  private boolean reference;

  @Option(
      names = {"--brian2-cpu", "--brian2cpp"},
      description = "Brian2, C++ standalone.")
  private boolean brian2cpp;

  @Option(
      names = {"--brian2cuda-gpu", "--brian2cuda"},
      description = "Brian2CUDA.")
  private boolean brian2cuda;

  @Option(names = "--pytorch", description = "PyTorch; on the CPU if there is no CUDA.")
  private boolean pytorch;

  @Option(names = "--pytorch-cpu", description = "PyTorch on the CPU.")
  private boolean pytorchCpu;

  @Option(names = "--nestgpu", description = "NEST GPU.")
  private boolean nestgpu;

  @Option(names = "--nest", description = "NEST on the CPU.")
  private boolean nest;

  @Option(names = "--genn", description = "GeNN.")
  private boolean genn;

  @Option(names = "--genn-cpu", description = "GeNN on the CPU.")
  private boolean gennCpu;

  @Option(names = "--brian2genn", description = "Brian2GeNN.")
  private boolean brian2genn;

  @Option(names = "--brian2genn-cpu", description = "Brian2GeNN on the CPU.")
  private boolean brian2gennCpu;

  /// Whether any was chosen; if not, it is the default set.
  boolean areChosen() {
    return !chosen().isEmpty();
  }

  /// The chosen backends or the default set, our own first, PyTorch where it can run.
  List<Backend> backends() {
    Set<String> keys = new LinkedHashSet<>();
    for (String key : areChosen() ? chosen() : BY_DEFAULT) {
      boolean withoutCuda =
          key.equals("pytorch")
              && Backends.named(key).availability() instanceof Availability.NotRun;
      keys.add(withoutCuda ? "pytorch-cpu" : key);
    }
    return keys.stream().map(Backends::named).toList();
  }

  private List<String> chosen() {
    List<String> keys = new ArrayList<>();
    add(keys, event, "event");
    add(keys, reference, "reference");
    add(keys, brian2cpp, "brian2cpp");
    add(keys, brian2cuda, "brian2cuda");
    add(keys, pytorch, "pytorch");
    add(keys, pytorchCpu, "pytorch-cpu");
    add(keys, nestgpu, "nestgpu");
    add(keys, nest, "nest");
    add(keys, genn, "genn");
    add(keys, gennCpu, "genn-cpu");
    add(keys, brian2genn, "brian2genn");
    add(keys, brian2gennCpu, "brian2genn-cpu");
    return keys;
  }

  private static void add(List<String> keys, boolean isChosen, String key) {
    if (isChosen) {
      keys.add(key);
    }
  }
}
