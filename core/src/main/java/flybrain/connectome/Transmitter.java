package flybrain.connectome;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The transmitters that FlyWire predicts (Eckstein et al. 2024, doi 10.1016/j.cell.2024.03.016),
/// by the letters of Codex. GABA and glutamate inhibit, as in Shiu et al. 2024 (doi
/// 10.1038/s41586-024-07763-9).
enum Transmitter {
  ACH("ACETYLCHOLINE", 1),
  GABA("GABA", -1),
  GLUT("GLUTAMATE", -1),
  DA("DOPAMINE", 1),
  SER("SEROTONIN", 1),
  OCT("OCTOPAMINE", 1);

  private final String fullName;
  private final int sign;

  Transmitter(String fullName, int sign) {
    this.fullName = fullName;
    this.sign = sign;
  }

  /// 1 where it excites, -1 where it inhibits.
  int sign() {
    return sign;
  }

  /// The column of its score in FlyWire's tables, such as `gaba_avg`.
  String scoreColumn() {
    return name().toLowerCase(Locale.ROOT) + "_avg";
  }

  /// The transmitter of a word, in upper or lower case.
  static Optional<Transmitter> of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.name().equalsIgnoreCase(word) || each.fullName.equalsIgnoreCase(word))
        .findFirst();
  }

  /// The columns of all scores.
  static List<String> scoreColumns() {
    return Arrays.stream(values()).map(Transmitter::scoreColumn).toList();
  }
}
