package flybrain.connectome;

import flybrain.InputException;
import flybrain.annotation.Transmitter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// The signs of transmitters: which excite and which inhibit.
///
/// @param signs 1, -1, or 0 for connections that are left out, by transmitter: the letters of the
///   six known ones, any other in capitals
/// @param unknown treatment of rows with any other transmitter
public record SignRule(Map<String, Integer> signs, ImportReport.UnknownTransmitter unknown) {
  /// GABA and glutamate inhibit, as in Shiu et al. 2024; any other than the six is an error.
  public static final SignRule SHIU_2024 =
      new SignRule(known(), ImportReport.UnknownTransmitter.ERROR);

  private static Map<String, Integer> known() {
    Map<String, Integer> signs = new LinkedHashMap<>();
    for (Transmitter each : Transmitter.values()) {
      signs.put(each.name(), each.sign());
    }
    return signs;
  }

  /// The same with the other treatment of unknown transmitters.
  public SignRule withUnknown(ImportReport.UnknownTransmitter other) {
    return new SignRule(signs, other);
  }

  /// The same with some signs changed or added.
  ///
  /// @param assignments such as `GLUT=+`, `histamine=-` or `OCT=0`; of two for one transmitter the
  ///   later counts
  /// @throws InputException for text that is not such an assignment
  public SignRule with(List<String> assignments) {
    Map<String, Integer> changed = new LinkedHashMap<>(signs);
    for (String assignment : assignments) {
      String[] parts = assignment.split("=", -1);
      if (parts.length != 2 || parts[0].isBlank() || !parts[1].strip().matches("[+-]1?|1|0")) {
        throw new InputException(
            "sign '%s': must be TRANSMITTER=+, TRANSMITTER=- or TRANSMITTER=0 (left out)"
                .formatted(assignment));
      }
      int sign = parts[1].contains("0") ? 0 : parts[1].contains("-") ? -1 : 1;
      changed.put(key(parts[0]), sign);
    }
    return new SignRule(changed, unknown);
  }

  /// The sign of a transmitter; empty if it has none here.
  OptionalInt of(String word) {
    Integer sign = signs.get(word);
    if (sign == null) {
      sign = signs.get(key(word));
    }
    return sign == null ? OptionalInt.empty() : OptionalInt.of(sign);
  }

  /// The rule for the user: `ACH +, GABA -, ...`.
  public String words() {
    return signs.entrySet().stream()
        .map(sign ->
            sign.getKey() + (sign.getValue() > 0 ? " +" : sign.getValue() < 0 ? " -" : " left out"))
        .collect(Collectors.joining(", "));
  }

  private static String key(String word) {
    String bare = word.strip();
    return Transmitter.of(bare).map(Enum::name).orElseGet(() -> bare.toUpperCase(Locale.ROOT));
  }
}
