package flybrain.external;

import flybrain.ForeignText;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/// A message of a worker, treated as untrusted input: a field that is missing, of another type or
/// out of range is wrong output, never a default.
///
/// @param json an object with a `type`, which is text
record WorkerMessage(JsonNode json) {
  private static final int LONGEST_TEXT = 1000;
  private static final int MOST_ENTRIES = 50;

  String type() {
    return json.path("type").asString("");
  }

  /// A text, without what a terminal would obey.
  String text(String field) throws WrongOutput {
    return text(field, json.path(field));
  }

  private String text(String field, JsonNode value) throws WrongOutput {
    if (!value.isString()) {
      throw wrong(field, value, "must be text");
    }
    return ForeignText.line(value.asString(), LONGEST_TEXT);
  }

  /// Texts by name.
  Map<String, String> texts(String field) throws WrongOutput {
    JsonNode values = json.path(field);
    if (!values.isObject() || values.size() > MOST_ENTRIES) {
      throw wrong(
          field, values, "must be text by name, at most %d entries".formatted(MOST_ENTRIES));
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : values.properties()) {
      String name = ForeignText.line(entry.getKey(), LONGEST_TEXT);
      texts.put(name, text(field + "." + name, entry.getValue()));
    }
    return texts;
  }

  /// A whole number within bounds.
  long whole(String field, long least, long most) throws WrongOutput {
    return whole(field, json.path(field), least, most);
  }

  private long whole(String field, JsonNode value, long least, long most) throws WrongOutput {
    if (!value.isIntegralNumber()
        || !value.canConvertToLong()
        || value.asLong() < least
        || value.asLong() > most) {
      throw wrong(
          field,
          value,
          most == Long.MAX_VALUE
              ? "must be a whole number of at least " + least
              : "must be a whole number from %d to %d".formatted(least, most));
    }
    return value.asLong();
  }

  /// A time in s.
  double seconds(String field) throws WrongOutput {
    JsonNode value = json.path(field);
    if (!value.isNumber() || !(value.asDouble() >= 0) || Double.isInfinite(value.asDouble())) {
      throw wrong(field, value, "must be a time in s, finite and not negative");
    }
    return value.asDouble();
  }

  boolean flag(String field) throws WrongOutput {
    JsonNode value = json.path(field);
    if (!value.isBoolean()) {
      throw wrong(field, value, "must be true or false");
    }
    return value.asBoolean();
  }

  /// The seeds of all trials, with blanks between them; no two trials may share one.
  String seeds(String field, int trials) throws WrongOutput {
    JsonNode values = json.path(field);
    if (!values.isArray() || values.size() != trials) {
      throw wrong(
          field,
          values,
          "must be %d, one per trial%s"
              .formatted(trials, values.isArray() ? "; these are " + values.size() : ""));
    }
    Set<Long> seen = new HashSet<>();
    StringJoiner seeds = new StringJoiner(" ");
    for (JsonNode value : values.values()) {
      long seed = whole(field, value, 0, Long.MAX_VALUE);
      if (!seen.add(seed)) {
        throw new WrongOutput("two trials have the seed " + seed);
      }
      seeds.add(Long.toString(seed));
    }
    return seeds.toString();
  }

  private WrongOutput wrong(String field, JsonNode value, String allowed) {
    String shown = value.isMissingNode() ? "missing" : "= " + start(value.toString());
    return new WrongOutput("in '%s' %s %s: %s".formatted(type(), field, shown, allowed));
  }

  /// How a text begins, for a message about it.
  static String start(String text) {
    return ForeignText.line(text, 80);
  }
}
