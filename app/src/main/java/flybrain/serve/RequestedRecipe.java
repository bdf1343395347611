package flybrain.serve;

import flybrain.experiment.ExperimentFile;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.experiment.TomlSection;
import flybrain.requests.Params;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The experiment of a request: the text of an experiment file, or an object with the same keys,
/// and what other parameters of the request change in it.
final class RequestedRecipe {
  private static final String SOURCE = "experiment";
  private static final List<String> OWN = List.of("preset", "rate", "rate2");

  private RequestedRecipe() {}

  /// @throws flybrain.InputException for whatever is wrong in it, naming it
  static Recipe of(Params params) {
    JsonNode experiment = params.node("experiment");
    Recipe recipe;
    if (experiment.isString()) {
      recipe = ExperimentFile.parse(experiment.asString(), SOURCE);
    } else if (experiment.isObject()) {
      recipe = of(experiment);
    } else {
      throw params.wrong(
          "experiment", "the text of an experiment file, or an object with its keys");
    }
    if (params.has("n_run")) {
      recipe = recipe.withTrials(params.count("n_run", 1));
    }
    if (params.has("t_run")) {
      recipe = recipe.withDuration(params.number("t_run"));
    }
    return params.has("seed") ? recipe.withSeed(params.whole("seed")) : recipe;
  }

  private static Recipe of(JsonNode experiment) {
    Params keys = new Params(experiment);
    keys.allow(Stream.concat(ExperimentFile.KEYS.stream(), OWN.stream()).toArray(String[]::new));
    Recipe base = keys.has("preset") ? Presets.get(keys.text("preset")) : Recipe.DEFAULT;
    Recipe recipe = ExperimentFile.in(toml(experiment), base);
    if (keys.has("rate")) {
      recipe = recipe.withRate(keys.number("rate"));
    }
    return keys.has("rate2") ? recipe.withRate(1, keys.number("rate2")) : recipe;
  }

  private static TomlSection toml(JsonNode experiment) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonNode> entry : experiment.properties()) {
      if (!OWN.contains(entry.getKey()) && !entry.getValue().isNull()) {
        text.append(entry.getKey()).append(" = ").append(value(entry.getValue())).append('\n');
      }
    }
    return TomlSection.parse(text.toString(), SOURCE, Path.of(""), SOURCE);
  }

  /// A value of JSON in TOML, in which texts and numbers are written alike.
  private static String value(JsonNode json) {
    if (json.isObject()) {
      StringJoiner table = new StringJoiner(", ", "{ ", " }");
      for (Map.Entry<String, JsonNode> entry : json.properties()) {
        if (!entry.getValue().isNull()) {
          table.add(quoted(entry.getKey()) + " = " + value(entry.getValue()));
        }
      }
      return table.toString();
    }
    if (json.isArray()) {
      List<String> items = new ArrayList<>();
      json.values().forEach(item -> items.add(value(item)));
      return items.toString();
    }
    return inToml(json.toString());
  }

  private static String quoted(String key) {
    return inToml(JsonMapper.shared().writeValueAsString(key));
  }

  /// The one character that a text of JSON may have as it is and a text of TOML may not.
  private static String inToml(String json) {
    return json.replace("\u007f", "\\u007F");
  }
}
