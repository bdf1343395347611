package flybrain.annotation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The transmitters that FlyWire predicts (Eckstein et al. 2024, doi 10.1016/j.cell.2024.03.016),
/// by the letters of Codex. GABA and glutamate inhibit, as in Shiu et al. 2024 (doi
/// 10.1038/s41586-024-07763-9).
public enum Transmitter {
  /// Acetylcholine, which excites.
  ACH(1, "acetylcholine"),
  /// GABA, which inhibits.
  GABA(-1, "gamma-aminobutyric acid"),
  /// Glutamate, which inhibits.
  GLUT(-1, "glutamate", "GLU"),
  /// Dopamine, taken to excite.
  DA(1, "dopamine"),
  /// Serotonin, taken to excite.
  SER(1, "serotonin", "5HT", "5-HT"),
  /// Octopamine, taken to excite.
  OCT(1, "octopamine", "OA");

  private final int sign;

  @SuppressWarnings("ImmutableEnumChecker") // List.of gives a list that nobody can change.
  private final List<String> names;

  /// @param names in other tables than those of Codex
  Transmitter(int sign, String... names) {
    this.sign = sign;
    this.names = List.of(names);
  }

  /// 1 where it excites, -1 where it inhibits.
  public int sign() {
    return sign;
  }

  /// The column of its score in FlyWire's tables, such as `gaba_avg`.
  public String scoreColumn() {
    return name().toLowerCase(Locale.ROOT) + "_avg";
  }

  /// The transmitter of a word, in upper or lower case: the letters of Codex, its name, or another
  /// name of it in tables; empty for any other word.
  public static Optional<Transmitter> of(String word) {
    return Arrays.stream(values())
        .filter(each ->
            each.name().equalsIgnoreCase(word)
                || each.names.stream().anyMatch(name -> name.equalsIgnoreCase(word)))
        .findFirst();
  }

  /// Whether two words mean the same transmitter.
  static boolean isSame(String one, String other) {
    Optional<Transmitter> known = of(one);
    return known.isPresent() && known.equals(of(other));
  }

  /// The columns of all scores, in the order of the transmitters.
  public static List<String> scoreColumns() {
    return Arrays.stream(values()).map(Transmitter::scoreColumn).toList();
  }
}
