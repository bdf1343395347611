package flybrain.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import flybrain.InputException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tables in the forms in which they are published, made by pandas: `make_fixtures.py`.
class PublishedTablesTest {
  private static final List<Long> IDS =
      List.of(
          720575940660219265L,
          720575940660219266L,
          720575940660219300L,
          720575940621039145L,
          10001L,
          10002L,
          10003L,
          10004L);

  private static Path file(String name) {
    URL resource = PublishedTablesTest.class.getResource(name);
    try {
      return Path.of(Objects.requireNonNull(resource, name).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  private static AnnotationTables tables() {
    return new AnnotationTables(IDS.size(), IDS::indexOf);
  }

  /// What pandas finds, as `id column` and value.
  private static Map<String, String> expected(String dataset) throws IOException {
    Map<String, String> values = new TreeMap<>();
    try (CsvReader<NamedCsvRecord> rows =
        CsvReader.builder().ofNamedCsvRecord(file("expected.csv"))) {
      rows.stream()
          .filter(row -> row.getField("dataset").equals(dataset))
          .forEach(row ->
              values.put(row.getField("id") + " " + row.getField("column"), row.getField("value")));
    }
    return values;
  }

  @ParameterizedTest
  @CsvSource({
    "codex,classification.csv.gz consolidated_cell_types.csv.gz neurons.csv.gz coordinates.csv.gz"
        + " names.csv.gz",
    "tsv,neuron_annotations.tsv",
    "male,male-body-annotations.feather male-body-neurotransmitters.feather",
    "banc,banc-meta.feather",
    "banc,banc-meta.parquet"
  })
  void table_hasWhatPandasFindsInIt(String dataset, String names) throws IOException {
    AnnotationTables tables = tables();
    for (String name : names.split(" ", -1)) {
      tables.add(file(name), null);
    }
    NeuronAnnotations annotations = tables.complete();
    Map<String, String> expected = expected(dataset);
    List<String> columns =
        expected.keySet().stream().map(key -> key.replaceFirst("\\d+ ", "")).distinct().toList();
    Map<String, String> found = new TreeMap<>();
    for (int neuron = 0; neuron < IDS.size(); neuron++) {
      for (String column : columns) {
        String value = annotations.value(column, neuron);
        if (!value.isEmpty()) {
          found.put(IDS.get(neuron) + " " + column, value);
        }
      }
    }
    assertThat(found).isNotEmpty().isEqualTo(expected);
  }

  @Test
  void columnsOfOtherTypes_areReadOrNamed() throws IOException {
    AnnotationReport.OfTable male = tables().add(file("male-body-annotations.feather"), null);
    assertThat(male.idColumn()).isEqualTo("bodyId");
    assertThat(male.columns()).containsKeys("size", "traced");
    assertThat(tables().add(file("banc-meta.feather"), null).idColumn()).isEqualTo("root_888");
    AnnotationReport.OfTable transmitters =
        tables().add(file("male-body-neurotransmitters.feather"), null);
    assertThat(transmitters.columns()).containsEntry("consensus_nt", "transmitter");
    assertThat(transmitters.columns()).containsEntry("predicted_nt", "predicted_nt");
    assertThat(transmitters.unknown()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "float-ids.csv.gz|float-ids.csv.gz: line 2: column 'root_id': neuron id '7.205759406602193e+17': must be a whole",
        "float-ids.feather|: column 'bodyId', row 0 (counted from 0): neuron id '7.2e+17': must be a whole number with all its digits",
        "no-ids.csv|no-ids.csv: none of its columns 'flow', ",
        "cut.csv.gz|cut.csv.gz: is damaged (Unexpected end of ZLIB input stream)",
        "cut.feather|cut.feather: is truncated after",
        "cut.parquet|cut.parquet: is truncated after"
      })
  void brokenTable_isRefused(String name, String message) {
    assertThatThrownBy(() -> tables().add(file(name), null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
