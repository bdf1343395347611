package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.experiment.Recipe;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MostActiveNeuronsTest {
  private static final long FIRST = 720575940660219265L;

  @TempDir private Path folder;

  /// A row of the table of rates.
  private record Rate(String experiment, int neuron, double rate) {}

  private void write(Rate... rates) throws IOException {
    ColumnBatch rows = ColumnBatch.ofRows(CampaignTables.RATES.columns(), rates.length);
    for (int row = 0; row < rates.length; row++) {
      rows.strings(0)[row] = rates[row].experiment;
      rows.longs(1)[row] = FIRST + rates[row].neuron;
      rows.longs(2)[row] = rates[row].neuron;
      rows.doubles(3)[row] = rates[row].rate;
      rows.doubles(4)[row] = Double.NaN;
      rows.longs(5)[row] = 1;
    }
    // Beside the other tables, which say that the campaign is finished.
    for (CampaignTables table : CampaignTables.values()) {
      ColumnBatch of =
          table == CampaignTables.RATES ? rows : ColumnBatch.ofRows(table.columns(), 0);
      try (ParquetWriter writer =
          new ParquetWriter(
              folder.resolve(table.fileName() + ".parquet"),
              table.columns(),
              Compression.SNAPPY,
              Map.of())) {
        writer.write(of);
        writer.commit();
      }
    }
  }

  private List<Long> most(int count, Integer... leftOut) throws IOException {
    return MostActiveNeurons.of(folder, "a_50Hz", count, Set.of(leftOut)).stream()
        .map(id -> id - FIRST)
        .toList();
  }

  @Test
  void highestRates_comeFirst_tiesById_ofThisExperimentOnly() throws IOException {
    write(
        new Rate("a_50Hz", 7, 10),
        new Rate("a_50Hz", 3, 20),
        new Rate("a_50Hz", 9, 20),
        new Rate("a_50Hz", 1, 10),
        new Rate("a_50Hz2", 5, 99),
        new Rate("a_5Hz", 6, 99));
    assertThat(most(3)).containsExactly(3L, 9L, 1L);
    assertThat(most(1)).containsExactly(3L);
    assertThat(most(100)).containsExactly(3L, 9L, 1L, 7L);
    assertThat(most(2, 3)).containsExactly(9L, 1L);
    assertThat(most(2, 1, 3, 7, 9)).isEmpty();
  }

  @Test
  void nothingFired_noneAreFound() throws IOException {
    write();
    assertThat(most(5)).isEmpty();
  }

  private static PlannedExperiment planned(
      int number, String name, PlannedExperiment.Role role, String rate) {
    return new PlannedExperiment(
        number,
        name,
        "a",
        role,
        "",
        "",
        rate.isEmpty() ? Map.of() : Map.of("rate", rate),
        Recipe.DEFAULT,
        List.of(),
        BrainChange.NONE,
        "");
  }

  private static NeuronChoice.MostActive choice(@Nullable Double at, @Nullable String experiment) {
    return new NeuronChoice.MostActive(3, "a", at, experiment, false, "screen.toml:7: ");
  }

  private static final List<PlannedExperiment> STEP =
      List.of(
          planned(0, "a_control", PlannedExperiment.Role.CONTROL, ""),
          planned(1, "a_50Hz", PlannedExperiment.Role.ARM, "50"),
          planned(2, "a_0.1Hz", PlannedExperiment.Role.ARM, "0.1"));

  @Test
  void experiment_isTheOneOfTheRate_orOfTheName() {
    assertThat(MostActiveNeurons.experiment(choice(50.0, null), STEP).number()).isEqualTo(1);
    assertThat(MostActiveNeurons.experiment(choice(0.1, null), STEP).number()).isEqualTo(2);
    assertThat(MostActiveNeurons.experiment(choice(null, "a_control"), STEP).number()).isZero();
    assertThat(MostActiveNeurons.experiment(choice(null, null), STEP.subList(0, 2)).number())
        .as("the only arm")
        .isEqualTo(1);
  }

  @Test
  void experimentThatIsNotOne_isRefused_withWhatThereIs() {
    assertThatThrownBy(() -> MostActiveNeurons.experiment(choice(60.0, null), STEP))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "screen.toml:7: step 'a' has no experiment at 60 Hz; name one with `at` (a rate of its"
                + " `rates`) or `experiment`: a_control, a_50Hz, a_0.1Hz");
    assertThatThrownBy(() -> MostActiveNeurons.experiment(choice(null, "a_5Hz"), STEP))
        .hasMessageContaining("step 'a' has no experiment 'a_5Hz'; name one");
    assertThatThrownBy(() -> MostActiveNeurons.experiment(choice(null, null), STEP))
        .hasMessageContaining("step 'a' has 2 experiments of which any could be meant");
    List<PlannedExperiment> many = new ArrayList<>();
    for (int k = 0; k < 11; k++) {
      many.add(planned(k, "e" + k, PlannedExperiment.Role.ARM, "5"));
    }
    assertThatThrownBy(() -> MostActiveNeurons.experiment(choice(null, null), many))
        .hasMessageEndingWith("e8, e9, ...");
    assertThatThrownBy(() -> MostActiveNeurons.experiment(choice(null, null), many.subList(0, 10)))
        .hasMessageEndingWith("e8, e9");
  }
}
