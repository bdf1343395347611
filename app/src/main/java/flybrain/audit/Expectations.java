package flybrain.audit;

import flybrain.InputException;
import flybrain.PythonNumber;
import flybrain.experiment.ExperimentFile;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.model.Parameters;
import flybrain.results.ResultRow;
import flybrain.spikes.SpikeFileName;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Gathers what is known of the run that a spike file is of: from the user, the file's provenance,
/// the manifest, and the file's name, in this order.
///
/// @param tRun as the user gives it, in s, or null
/// @param trials as the user gives it, or null
/// @param dt duration of a step in ms as the user gives it, or null
/// @param driven ids of neurons that the user says are driven, or null
/// @param rate of their input in Hz as the user gives it, or null
public record Expectations(
    @Nullable Double tRun,
    @Nullable Integer trials,
    @Nullable Double dt,
    @Nullable List<Long> driven,
    @Nullable Double rate) {
  /// Nothing is known but what files say.
  public static final Expectations NONE = new Expectations(null, null, null, null, null);

  private static final Pattern RATE = Pattern.compile("\\((?<rate>[0-9]+(\\.[0-9]+)?) Hz\\)");

  /// @throws InputException naming the option that makes no sense
  public Expectations {
    if (tRun != null && !(tRun > 0 && tRun < Double.POSITIVE_INFINITY)) {
      throw new InputException(
          "--t-run " + PythonNumber.text(tRun) + ": must be above 0 s and finite");
    }
    if (trials != null && trials < 1) {
      throw new InputException("--n-run " + trials + ": must be at least 1");
    }
    if (dt != null && !(dt > 0 && dt < Double.POSITIVE_INFINITY)) {
      throw new InputException("--dt " + PythonNumber.text(dt) + ": must be above 0 ms and finite");
    }
    if (rate != null && (driven == null || !(rate >= 0 && rate < Double.POSITIVE_INFINITY))) {
      throw new InputException(
          "--rate %s: must be at least 0 Hz and finite, and needs --driven"
              .formatted(PythonNumber.text(rate)));
    }
    driven = driven == null ? null : List.copyOf(driven);
  }

  /// The known properties of a file.
  ///
  /// @param facts key-value metadata of the file
  /// @param row of the manifest, empty if there is none
  ExpectedRun of(Path file, Map<String, String> facts, ResultRow row) {
    Optional<SpikeFileName> name = SpikeFileName.of(file);
    double namedDuration = name.map(SpikeFileName::tRun).orElse(Double.NaN);
    int namedTrials = name.map(SpikeFileName::trials).orElse(0);
    Parameters parameters = Parameters.SHIU_2024;
    double duration = number(facts.get("flybrain.t_run"), orElse(row.duration(), namedDuration));
    double count = number(facts.get("flybrain.n_run"), orElse(row.trials(), namedTrials));
    String backend =
        row.backendKey().isEmpty() ? name.map(SpikeFileName::backend).orElse("") : row.backendKey();
    boolean ours = facts.containsKey("flybrain.version");
    return new ExpectedRun(
        facts.getOrDefault("flybrain.backend", backend),
        facts.getOrDefault("flybrain.seed", ""),
        tRun != null ? tRun : duration,
        trials != null ? trials : (int) Math.clamp(count, 0, Integer.MAX_VALUE),
        dt != null ? dt : number(facts.get("flybrain.parameter.dt"), parameters.dt()),
        number(facts.get("flybrain.parameter.t_ref"), parameters.tRef()),
        driven(facts, row),
        facts.getOrDefault("flybrain.replay", ""),
        ours);
  }

  private @Nullable Map<Long, Double> driven(Map<String, String> facts, ResultRow row) {
    if (driven != null) {
      return rates(driven, rate == null ? Double.NaN : rate);
    }
    String experiment = facts.get("flybrain.experiment");
    if (experiment != null) {
      try {
        return driven(ExperimentFile.parse(experiment, "provenance"));
      } catch (InputException e) {
        return null;
      }
    }
    Matcher hertz = RATE.matcher(row.experiment());
    return Presets.find(row.experimentKey())
        .map(preset ->
            hertz.find() ? preset.withRate(Double.parseDouble(hertz.group("rate"))) : preset)
        .map(Expectations::driven)
        .orElse(null);
  }

  private static @Nullable Map<Long, Double> driven(Recipe recipe) {
    NeuronSets sets = NeuronSets.builtIn().with(recipe.sets());
    try {
      Map<Long, Double> driven = new HashMap<>();
      for (int place = 0; place < recipe.drives().size(); place++) {
        driven.putAll(
            rates(sets.idsOfAllVersions(recipe.drive(place).neurons()), recipe.rate(place)));
      }
      if (recipe.changes().stream().anyMatch(change -> change.ofDrives().isPresent())) {
        // The mean of a rate that changes is not worked out.
        recipe
            .changes()
            .forEach(
                change -> driven.putAll(rates(sets.idsOfAllVersions(change.driven()), Double.NaN)));
        driven.replaceAll((_, _) -> Double.NaN);
      }
      return driven;
    } catch (InputException e) {
      return null;
    }
  }

  private static Map<Long, Double> rates(Collection<Long> ids, double rate) {
    Map<Long, Double> rates = new HashMap<>();
    ids.forEach(id -> rates.put(id, rate));
    return rates;
  }

  private static double orElse(double value, double other) {
    return Double.isNaN(value) ? other : value;
  }

  private static double number(@Nullable String text, double otherwise) {
    try {
      return text == null || text.isBlank() ? otherwise : Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
