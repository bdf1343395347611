package flybrain.connectome;

import java.util.ArrayList;
import java.util.List;

/// The plan of one small circuit of the synthetic brain: who drives it and what it reaches.
///
/// @param drivers groups of [PresetNeurons] that drive it, together
/// @param driveRate rate at which the presets drive each of them, in Hz
/// @param relays number of excitatory neurons that the drivers excite
/// @param followers number of neurons that the relays excite; every third is inhibitory
/// @param readOuts groups of [PresetNeurons] that the relays excite
record Circuit(
    List<String> drivers, int driveRate, int relays, int followers, List<String> readOuts) {
  /// Groups of this prefix are cell types of the subesophageal zone.
  static final String SEZ = "sez/";

  /// The neurons whose silencing the paper's figure S5C shows; inhibitory here too.
  static final String THREE_INHIBITORY = "three_inhibitory";

  private static final List<String> FEEDING = List.of("MN9_left", "MN9_right");
  private static final List<String> GROOMING = List.of("aDN1", "aDN2_left", "aBN1");

  Circuit {
    drivers = List.copyOf(drivers);
    readOuts = List.copyOf(readOuts);
  }

  /// One circuit for each preset.
  ///
  /// The size of the first gives the published activity of the sugar drive; the others are the
  /// smallest that show a response. Rates: spec of the presets (sugar 200 Hz, p9 100 Hz, all others
  /// 150 Hz).
  ///
  /// @param groups the groups of [PresetNeurons]
  static List<Circuit> all(List<String> groups) {
    List<Circuit> all = new ArrayList<>();
    all.add(new Circuit(List.of("sugar_right_v783", "sugar_right_v630"), 200, 60, 192, FEEDING));
    for (String taste : List.of("sugar_left", "bitter", "ir94e", "water")) {
      all.add(new Circuit(List.of(taste), 150, 30, 60, FEEDING));
    }
    all.add(new Circuit(List.of("jon_ce"), 150, 30, 60, GROOMING));
    all.add(new Circuit(List.of("jon_d_m"), 150, 30, 60, GROOMING));
    List<String> withInhibition = new ArrayList<>(GROOMING);
    withInhibition.add(THREE_INHIBITORY);
    all.add(new Circuit(List.of("jon_f"), 150, 30, 60, withInhibition));
    all.add(new Circuit(List.of("p9"), 100, 20, 40, List.of()));
    for (String group : groups) {
      if (group.startsWith(SEZ)) {
        all.add(new Circuit(List.of(group), 150, 8, 12, FEEDING));
      }
    }
    return all;
  }
}
