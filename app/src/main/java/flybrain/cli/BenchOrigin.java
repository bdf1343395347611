package flybrain.cli;

import flybrain.backend.Backend;
import flybrain.backend.Prepared;
import flybrain.bench.Suite;
import flybrain.connectome.Connectome;
import flybrain.experiment.Resolution;
import java.util.HashMap;
import java.util.Map;

/// Where the results of a benchmark come from: as in `run`, and the threads, which matter for
/// times.
///
/// @param threads number of threads or processes that a backend may use
record BenchOrigin(int threads) implements Suite.Origin {
  @Override
  public Map<String, String> of(Connectome connectome, Resolution resolution, Backend backend) {
    return Provenance.of(connectome, resolution, backend);
  }

  @Override
  public Map<String, String> of(Prepared prepared) {
    Map<String, String> facts = new HashMap<>(Provenance.of(prepared));
    facts.put("flybrain.threads", Integer.toString(threads));
    return facts;
  }

  @Override
  public String machine() {
    return "%s %s, %d processors, %d threads, Java %s, flybrain %s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            threads,
            Runtime.version(),
            Version.number());
  }
}
