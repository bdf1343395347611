package flybrain.bench;

import flybrain.PythonNumber;
import flybrain.connectome.Connectome;
import flybrain.experiment.Experiment;

/// The name of an experiment in results.
final class ExperimentName {
  private ExperimentName() {}

  /// The suite's name for its two experiments, otherwise the name and the drives; with the
  /// connectome unless it is v783, the suite's.
  static String of(Experiment experiment, Connectome brain) {
    String name =
        switch (experiment.name()) {
          case "sugar" -> "Sugar GRNs";
          case "p9" -> "P9s forward walking";
          default -> experiment.name();
        };
    String drive =
        experiment.replay() != null
            ? "replay"
            : PythonNumber.text(experiment.drive(0).rate()).replaceFirst("\\.0$", "") + " Hz";
    String place = brain.name().equals("v783") ? "" : ", " + brain.name();
    return "%s (%s)%s".formatted(name, drive, place);
  }
}
