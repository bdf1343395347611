package flybrain.cli;

import flybrain.Version;
import flybrain.cli.RunSummary.NeuronRate;
import flybrain.connectome.Connectome;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Recipe;
import flybrain.experiment.Replay;
import flybrain.experiment.TimedChange;
import flybrain.laboratory.Plan;
import flybrain.laboratory.Report;
import flybrain.spikes.Measurement;
import flybrain.spikes.SpikeStatistics;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The summary of a run as JSON.
final class RunJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private RunJson() {}

  /// The summary, ending in a line break. Rates are in Hz, times in s; ids are strings, because
  /// readers that take numbers as doubles would round them.
  static String of(RunSummary summary) {
    Report report = summary.report();
    Plan plan = report.plan();
    SpikeStatistics statistics = report.statistics();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("version", Version.number());
    json.put("connectome", connectome(plan.brain()));
    json.put("backend", plan.backend().key());
    json.put("framework", plan.backend().framework());
    json.put("experiment", experiment(plan));
    json.put("spikes", statistics.spikes());
    json.put("active_neurons", statistics.activeNeurons());
    json.put("spikes_per_trial", measurement(statistics.spikesPerTrial()));
    json.put("active_neurons_per_trial", measurement(statistics.activePerTrial()));
    json.put("most_active", summary.mostActive().stream().map(RunJson::neuron).toList());
    json.put(
        "most_active_driven", summary.mostActiveDriven().stream().map(RunJson::neuron).toList());
    json.put("read_out", summary.readOuts().stream().map(RunJson::neuron).toList());
    json.put("source_of_sides", summary.sourceOfSides());
    json.put("setup_time", report.times().setup());
    json.put("build_time", report.times().build());
    json.put("sim_time", report.times().simulation());
    json.put("program_time", report.times().programs() > 0 ? report.times().programs() : null);
    json.put("total_time", report.times().total());
    json.put("realtime_ratio", report.realTimeRatio());
    Path file = report.file();
    json.put("file", file == null ? null : file.toString());
    json.put("warnings", plan.warnings());
    return MAPPER.writeValueAsString(json) + "\n";
  }

  private static Map<String, @Nullable Object> connectome(Connectome brain) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", brain.name());
    json.put("sha256", brain.fingerprint());
    json.put("neurons", brain.neurons().size());
    json.put("connections", brain.connections().size());
    json.put("w_syn", brain.weight().millivolts());
    json.put("w_syn_source", brain.weight().source());
    return json;
  }

  private static Map<String, @Nullable Object> change(Plan plan, TimedChange change) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("time", change.time());
    json.put("until", Double.isFinite(change.until()) ? change.until() : null);
    json.put("over", change.over());
    json.put("every", change.over() > 0 ? change.every() : null);
    change
        .drives()
        .forEach((place, drive) -> {
          Map<String, @Nullable Object> set = new LinkedHashMap<>();
          set.put("neurons", neurons(plan, drive.neurons()));
          set.put("rate", drive.rate());
          json.put(Recipe.driveName(place), set);
        });
    if (change.silences()) {
      Map<String, @Nullable Object> silence = new LinkedHashMap<>();
      silence.put("neurons", neurons(plan, change.silenced()));
      silence.put("mode", change.silenceMode() == null ? null : change.silenceMode().toString());
      json.put("silence", silence);
    }
    return json;
  }

  private static @Nullable Map<String, @Nullable Object> neurons(
      Plan plan, @Nullable List<NeuronReference> changed) {
    NeuronSet set = changed == null ? null : plan.sets().get(changed);
    return set == null ? null : neurons(set);
  }

  private static Map<String, @Nullable Object> experiment(Plan plan) {
    Experiment experiment = plan.experiment();
    List<TimedChange> changes = plan.recipe() == null ? List.of() : plan.recipe().changes();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", experiment.name());
    json.put("t_run", experiment.duration());
    json.put("n_run", experiment.trials());
    json.put("seed", experiment.seed());
    json.put("drive", drive(experiment.drive(0)));
    json.put("drive2", drive(experiment.drive(1)));
    json.put("drives", experiment.drives().stream().map(RunJson::drive).toList());
    Map<String, @Nullable Object> silence = new LinkedHashMap<>();
    silence.put("neurons", neurons(experiment.silence().neurons()));
    silence.put("mode", experiment.silence().mode().toString());
    json.put("silence", silence);
    json.put("changes", changes.stream().map(change -> change(plan, change)).toList());
    Replay replay = experiment.replay();
    json.put("replay", replay == null ? null : replay.source());
    json.put("parameters", experiment.parameters().asMap());
    return json;
  }

  private static Map<String, @Nullable Object> drive(Drive drive) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("neurons", neurons(drive.neurons()));
    json.put("rate", drive.rate());
    return json;
  }

  private static Map<String, @Nullable Object> neurons(NeuronSet set) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", set.name());
    json.put("size", set.size());
    json.put("absent", set.absent().stream().map(String::valueOf).toList());
    return json;
  }

  private static Map<String, @Nullable Object> neuron(NeuronRate neuron) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", neuron.name());
    json.put("type", neuron.cell());
    json.put("side", neuron.side());
    json.put("flywire_id", Long.toString(neuron.flywireId()));
    json.put("neuron_index", neuron.index());
    json.put("driven", neuron.driven());
    json.put("rate", neuron.rate().mean());
    json.put("sample_sd", sd(neuron.rate()));
    return json;
  }

  private static Map<String, @Nullable Object> measurement(Measurement measurement) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("mean", measurement.mean());
    json.put("sample_sd", sd(measurement));
    return json;
  }

  private static @Nullable Double sd(Measurement of) {
    return of.hasSd() ? of.sd() : null;
  }
}
