package flybrain.figures;

import java.util.List;

/// A figure of Shiu et al. 2024 that comes from simulation, and how it shows its data.
sealed interface PaperFigure {
  /// As the paper calls it, such as `1D`.
  String figure();

  /// The step of the campaign `paper` with which it is drawn.
  String step();

  /// A population of the paper whose neurons are numbered.
  ///
  /// @param set its name among the sets
  /// @param names what the names of its neurons begin with
  /// @param words for its neurons
  record Population(String set, String names, String words) {}

  /// Rates of the neurons that fire most, ranked, over the rate of the drive.
  ///
  /// @param driven population
  /// @param most neurons
  record Responders(String figure, String step, Population driven, int most)
      implements PaperFigure {}

  /// Rate of a read-out with each neuron driven alone, over the rate of the drive.
  ///
  /// @param named population that is named among the neurons
  record Alone(String figure, String step, String readOut, Population named)
      implements PaperFigure {}

  /// Rate of a read-out with each neuron silenced, as a share of the control.
  ///
  /// @param driven population
  record Silenced(String figure, String step, String readOut, Population driven)
      implements PaperFigure {}

  /// Rates of read-outs with each cell type driven alone.
  record Types(String figure, String step, List<String> readOuts) implements PaperFigure {}

  /// Rate of a read-out over the rates of two drives.
  record TwoRates(String figure, String step, String readOut, Population first, Population second)
      implements PaperFigure {}

  /// Rate of a read-out over the rate of the drive.
  ///
  /// @param curves the steps with its experiments
  record Doses(String figure, String step, String readOut, String title, List<Curve> curves)
      implements PaperFigure {}

  /// A curve and what it is called.
  record Curve(String step, String name) {}

  /// All of them.
  static List<PaperFigure> all() {
    Population sugar = new Population("sugar", "sugar", "sugar neurons");
    Population sugarLeft = new Population("sugar_left", "sugar", "sugar neurons of the other side");
    Population bitter = new Population("bitter", "bitter", "bitter neurons");
    Population ir94e = new Population("ir94e", "ir94e", "Ir94e neurons");
    Population water = new Population("water", "water", "water neurons");
    Population organ = new Population("jon_all", "JON", "Johnston's organ neurons");
    Curve withoutSilencing = new Curve("5G_F", "JON F");
    return List.of(
        new Responders("1D", "1D", sugar, 200),
        new Alone("1E", "1E", "MN9_left", sugar),
        new Silenced("1F", "1F", "MN9_left", sugar),
        new Types("2", "2", List.of("MN9_left", "MN9_right")),
        new TwoRates("3A", "3A", "MN9_left", sugar, bitter),
        new TwoRates("3B", "3B", "MN9_left", sugar, ir94e),
        new Responders("4A", "4A", water, 200),
        new Alone("4B", "4B", "MN9_left", water),
        new Silenced("4C", "4C", "MN9_left", water),
        new TwoRates("4E", "4E", "MN9_left", sugar, water),
        new Responders("5B", "5B", organ, 300),
        new Alone("5C", "5C", "aDN1", organ),
        new Silenced("5D", "5D", "aDN1", organ),
        new Doses(
            "5G",
            "5G_F",
            "aBN1",
            "two groups of Johnston's organ neurons driven",
            List.of(new Curve("5G_CE", "JON CE"), withoutSilencing)),
        new Responders("S1D", "S1D", sugarLeft, 200),
        new Alone("S4A", "5C", "aDN2_left", organ),
        new Silenced("S4B", "5D", "aDN2_left", organ),
        new Doses(
            "S5C",
            "S5C",
            "aBN1",
            "JON F driven, three inhibitory neurons silenced",
            List.of(withoutSilencing, new Curve("S5C", "JON F, three silenced"))));
  }
}
