package flybrain.campaign;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.campaign.NeuronChoice.MostActive;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds the most active neurons of an experiment that has ended.
final class MostActiveNeurons {
  private MostActiveNeurons() {}

  /// The experiment of a step that a choice of neurons means.
  ///
  /// @throws InputException if there is none, or several
  static PlannedExperiment experiment(MostActive choice, List<PlannedExperiment> ofStep) {
    List<PlannedExperiment> meant =
        ofStep.stream()
            .filter(each ->
                choice.experiment() != null
                    ? each.name().equals(choice.experiment())
                    : each.role() == PlannedExperiment.Role.ARM
                        && (choice.at() == null
                            || each.value("rate").equals(Decimal.text(choice.at()))))
            .toList();
    if (meant.size() == 1) {
      return meant.getFirst();
    }
    throw new InputException(
        "%sstep '%s' has %s %s; name one with `at` (a rate of its `rates`) or `experiment`: %s"
            .formatted(
                choice.place(),
                choice.step(),
                meant.isEmpty() ? "no experiment" : meant.size() + " experiments",
                choice.experiment() != null
                    ? "'" + choice.experiment() + "'"
                    : choice.at() != null
                        ? "at " + Decimal.text(choice.at()) + " Hz"
                        : "of which any could be meant",
                ofStep.stream()
                        .map(PlannedExperiment::name)
                        .limit(10)
                        .collect(Collectors.joining(", "))
                    + (ofStep.size() > 10 ? ", ..." : "")));
  }

  /// A neuron and its rate.
  private record Active(long id, double rate) {}

  /// FlyWire ids, those with the highest rates first, ties by id; fewer if fewer fired.
  ///
  /// @param leftOut indices of neurons that do not count
  static List<Long> of(Path folder, String experiment, int count, Set<Integer> leftOut)
      throws IOException {
    List<Active> active = new ArrayList<>();
    for (Path file : CampaignResults.files(folder, CampaignTables.RATES)) {
      try (ParquetReader reader = new ParquetReader(file);
          ColumnBatches batches = reader.read(CampaignTables.RATES.columns())) {
        while (batches.next()) {
          ColumnBatch rows = batches.batch();
          for (int row = 0; row < rows.rows(); row++) {
            int neuron = (int) rows.longs(2)[row];
            if (rows.strings(0)[row].equals(experiment) && !leftOut.contains(neuron)) {
              active.add(new Active(rows.longs(1)[row], rows.doubles(3)[row]));
            }
          }
        }
      }
    }
    return active.stream()
        .sorted(
            Comparator.comparingDouble((Active each) -> -each.rate()).thenComparingLong(Active::id))
        .limit(count)
        .map(Active::id)
        .toList();
  }
}
