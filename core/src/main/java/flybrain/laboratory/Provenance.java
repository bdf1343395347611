package flybrain.laboratory;

import flybrain.Version;
import flybrain.backend.Backend;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;
import flybrain.experiment.ExperimentText;
import flybrain.experiment.Replay;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where spikes come from, as the key-value metadata of their file.
final class Provenance {
  private Provenance() {}

  /// Everything it takes to run the same again.
  static Map<String, String> of(Plan plan) {
    Connectome connectome = plan.brain();
    Experiment experiment = plan.experiment();
    Backend backend = plan.backend();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("flybrain.version", Version.number());
    facts.put("flybrain.connectome", connectome.name());
    facts.put("flybrain.connectome.sha256", connectome.fingerprint());
    facts.put("flybrain.connectome.w_syn", Double.toString(connectome.weight().millivolts()));
    facts.put("flybrain.connectome.w_syn_source", connectome.weight().source());
    facts.put("flybrain.backend", backend.key());
    facts.put("flybrain.framework", backend.framework());
    if (plan.recipe() != null) {
      facts.put("flybrain.experiment", ExperimentText.of(plan.recipe()));
    }
    facts.put("flybrain.seed", Long.toString(experiment.seed()));
    facts.put("flybrain.t_run", Double.toString(experiment.duration()));
    facts.put("flybrain.n_run", Integer.toString(experiment.trials()));
    facts.put("flybrain.silence_mode", experiment.silence().mode().toString());
    experiment
        .parameters()
        .asMap()
        .forEach((name, value) -> facts.put("flybrain.parameter." + name, value.toString()));
    Replay replay = experiment.replay();
    if (replay != null) {
      facts.put("flybrain.replay", replay.source());
    }
    facts.put("flybrain.warnings", String.join("\n", plan.warnings()));
    return facts;
  }

  /// Facts reported by a backend: versions, device and the seeds of its trials.
  static Map<String, String> ofBackend(Map<String, String> said) {
    Map<String, String> facts = new LinkedHashMap<>();
    said.forEach((name, value) -> facts.put("flybrain." + name, value));
    return facts;
  }
}
