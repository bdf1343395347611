package flybrain.view;

import flybrain.InputException;
import flybrain.NearestName;
import java.util.List;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/// The parameters of a request by HTTP; each message names the parameter, its value and what is
/// allowed.
record Query(Fields fields) {
  private static final int MOST_SHOWN = 60;

  /// Refuses every parameter that is not allowed.
  Query allow(String... names) {
    for (String name : fields.getNames()) {
      if (!List.of(names).contains(name)) {
        throw new InputException(
            "parameter '%s' is unknown%s; allowed: %s"
                .formatted(
                    shortened(name),
                    NearestName.hint(name, List.of(names)),
                    names.length == 0 ? "none" : String.join(", ", names)));
      }
    }
    return this;
  }

  /// A text that must be there.
  String text(String name) {
    String value = fields.getValue(name);
    if (value == null || value.isBlank()) {
      throw new InputException("parameter %s is missing: must be text".formatted(name));
    }
    return value;
  }

  /// A whole number.
  ///
  /// @param otherwise where the parameter is missing; null if it must be there
  int whole(String name, int least, int most, @Nullable Integer otherwise) {
    String value = fields.getValue(name);
    if (value == null && otherwise != null) {
      return otherwise;
    }
    if (value == null
        || !value.matches("\\d{1,9}")
        || Integer.parseInt(value) < least
        || Integer.parseInt(value) > most) {
      throw new InputException(
          "parameter %s = %s: must be a whole number from %d to %d"
              .formatted(name, value == null ? "(missing)" : shortened(value), least, most));
    }
    return Integer.parseInt(value);
  }

  private static String shortened(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
  }
}
