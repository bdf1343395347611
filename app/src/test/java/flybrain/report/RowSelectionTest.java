package flybrain.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.results.ResultRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowSelectionTest {
  private static final Path FILE = Path.of("benchmark-results.csv");
  private static final List<ResultRow> ROWS =
      List.of(row("noio", "sugar"), row("my_run", "p9"), row("", "sugar"), row("", ""));

  private static ResultRow row(String label, String experiment) {
    return new ResultRow(Map.of("run_label", label, "experiment_key", experiment));
  }

  private static RowSelection selection(String labels, String experiments) {
    return new RowSelection(names(labels), names(experiments));
  }

  private static List<String> names(String text) {
    return text.equals("all") ? List.of() : List.of(text.split("\\+", -1));
  }

  @ParameterizedTest
  @CsvSource({
    "all, all, 4",
    "noio, all, 1",
    "noio+my_run, all, 2",
    "all, sugar, 2",
    "all, sugar+p9, 3",
    "noio+my_run, sugar, 1",
    "'', all, 2",
    "'', sugar, 1",
    "all, '', 1",
    "my run!, all, 1",
    "no, all, 0",
    "NOIO, all, 0"
  })
  void rows_areChosenByLabelAndExperiment(String labels, String experiments, int count) {
    RowSelection selection = selection(labels, experiments);
    assertThat(ROWS.stream().filter(selection::has)).hasSize(count);
  }

  @ParameterizedTest
  @CsvSource({"all, all", "noio, sugar", "noio+my_run, all", "my run!, p9", "'', ''"})
  void selectionOfRowsThatAreThere_isRight(String labels, String experiments) {
    assertThatCode(() -> selection(labels, experiments).check(FILE, ROWS))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "noi      | all   | no row has run label 'noi'; there are '', 'my_run', 'noio'; did you mean 'noio'?",
        "noio+xyz | all   | no row has run label 'xyz'; there are '', 'my_run', 'noio'",
        "all      | suger | no row has experiment 'suger'; there are '', 'p9', 'sugar'; did you mean 'sugar'?",
        "noio     | p9    | no row has both run label 'noio' and experiment 'p9'",
        "my_run   | sugar+'' | no row has both run label 'my_run' and experiment 'sugar,'"
      })
  void whatIsNotThere_isNamedWithWhatIs(String labels, String experiments, String message) {
    RowSelection selection = selection(labels, experiments.replace("''", ""));
    assertThatThrownBy(() -> selection.check(FILE, ROWS))
        .isInstanceOf(InputException.class)
        .hasMessage(FILE + ": " + message);
  }

  @Test
  void fileWithoutRows_saysWhatAddsThem() {
    assertThatThrownBy(() -> selection("noio", "all").check(FILE, List.of()))
        .isInstanceOf(InputException.class)
        .hasMessage(FILE + ": has no rows; 'flybrain bench' adds them");
  }
}
