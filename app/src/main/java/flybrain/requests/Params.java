package flybrain.requests;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.NeuronId;
import flybrain.experiment.NeuronReference;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The parameters of a request; each message names the parameter, its value and what is allowed.
///
/// @param json an object
public record Params(JsonNode json) {
  private static final int MOST_SHOWN = 60;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// Reads an object.
  ///
  /// @throws InputException if the text is not a JSON object, saying why
  public static Params parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.isObject()) {
        return new Params(json);
      }
    } catch (JacksonException e) {
      throw new InputException(e.getOriginalMessage(), e);
    }
    throw new InputException("must be a JSON object");
  }

  /// Refuses every parameter that is not allowed.
  public Params allow(String... names) {
    for (String name : json.propertyNames()) {
      if (!List.of(names).contains(name)) {
        throw new InputException(
            "parameter '%s' is unknown%s; allowed: %s"
                .formatted(name, NearestName.hint(name, List.of(names)), String.join(", ", names)));
      }
    }
    return this;
  }

  /// Whether a parameter is there; null counts as not.
  public boolean has(String name) {
    JsonNode value = json.get(name);
    return value != null && !value.isNull();
  }

  public JsonNode node(String name) {
    return json.path(name);
  }

  public String text(String name) {
    if (!node(name).isString()) {
      throw wrong(name, "text");
    }
    return node(name).asString();
  }

  /// A file or folder, or null for none.
  public @Nullable Path path(String name) {
    return has(name) ? path(name, text(name)) : null;
  }

  /// Files, from a path or a list of paths; none if the parameter is not there.
  public List<Path> paths(String name) {
    List<Path> paths = new ArrayList<>();
    if (has(name)) {
      JsonNode value = node(name);
      for (JsonNode each : value.isArray() ? value.values() : List.of(value)) {
        if (!each.isString()) {
          throw wrong(name, "a file, or a list of files");
        }
        paths.add(path(name, each.asString()));
      }
    }
    return paths;
  }

  private static Path path(String name, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new InputException("%s = '%s': %s".formatted(name, text, e.getReason()), e);
    }
  }

  public double number(String name) {
    JsonNode value = node(name);
    if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
      throw wrong(name, "a finite number");
    }
    return value.asDouble();
  }

  public long whole(String name) {
    JsonNode value = node(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw wrong(name, "a whole number of 64 bits");
    }
    return value.asLong();
  }

  public int count(String name, int least) {
    long value = has(name) ? whole(name) : -1;
    if (value < least || value > Integer.MAX_VALUE) {
      throw wrong(name, "a whole number from %d to %d".formatted(least, Integer.MAX_VALUE));
    }
    return (int) value;
  }

  public boolean flag(String name) {
    if (!node(name).isBoolean()) {
      throw wrong(name, "true or false");
    }
    return node(name).asBoolean();
  }

  /// The name of a constant, in any case.
  public <E extends Enum<E>> E word(String name, Class<E> type) {
    List<String> words = new ArrayList<>();
    for (E constant : Objects.requireNonNull(type.getEnumConstants())) {
      if (node(name).isString() && node(name).asString().equalsIgnoreCase(constant.name())) {
        return constant;
      }
      words.add(constant.name().toLowerCase(Locale.ROOT));
    }
    throw wrong(name, String.join(" or ", words));
  }

  /// Numbers by name; none if the parameter is not there.
  public Map<String, Double> numbers(String name) {
    Map<String, Double> numbers = new LinkedHashMap<>();
    if (has(name)) {
      if (!node(name).isObject()) {
        throw wrong(name, "numbers by name");
      }
      Params inner = new Params(node(name));
      node(name).propertyNames().forEach(key -> numbers.put(key, inner.number(key)));
    }
    return numbers;
  }

  /// The neurons of a request, from `neurons` or `selection`.
  public List<NeuronReference> neurons() {
    if (has("neurons") == has("selection")) {
      throw new InputException(
          "neurons are %s; give one of the parameters neurons, selection: ids, names, or a"
                  .formatted(has("neurons") ? "given twice" : "missing")
              + " selection such as 'LC4 & side:right'");
    }
    return neurons(has("neurons") ? "neurons" : "selection");
  }

  /// References to neurons: an id, a text as on a command line, or a list of ids and texts.
  public List<NeuronReference> neurons(String name) {
    JsonNode value = node(name);
    if (value.isString()) {
      return NeuronReference.parseList(value.asString());
    }
    if (!value.isArray()) {
      return List.of(reference(name, value));
    }
    List<NeuronReference> references = new ArrayList<>();
    value.values().forEach(item -> references.add(reference(name, item)));
    return references;
  }

  private static NeuronReference reference(String name, JsonNode value) {
    if (value.isNumber()) {
      return new NeuronReference.Id(NeuronId.parse(value.asString()));
    }
    if (value.isString()) {
      return NeuronReference.parse(value.asString());
    }
    throw wrong(name, value, "ids and names of neurons, one or a list of them");
  }

  public InputException wrong(String name, String allowed) {
    return wrong(name, node(name), allowed);
  }

  private static InputException wrong(String name, JsonNode value, String allowed) {
    String text = value.toString();
    String shown = text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
    return new InputException(
        value.isMissingNode()
            ? "parameter %s is missing: must be %s".formatted(name, allowed)
            : "parameter %s = %s: must be %s".formatted(name, shown, allowed));
  }
}
