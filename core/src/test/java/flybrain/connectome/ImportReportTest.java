package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.ImportReport.UnknownTransmitter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportReportTest {
  /// Each number has its own name; no two are the same here.
  @Test
  void map_hasEverythingByName() {
    ImportReport report =
        new ImportReport(
            "column 'sign'",
            "ACH +",
            UnknownTransmitter.INHIBITORY,
            List.of("neuropil"),
            true,
            new ImportReport.Rows(100, 1, 2, 3, 4, Map.of("histamine", 5L, "", 6L)),
            new ImportReport.Pairs(80, 7, 8, 9, 10, 11, 12, 13, 14, 15));
    assertThat(report.asMap())
        .containsExactly(
            Map.entry("sign", "column 'sign'"),
            Map.entry("sign_rule", "ACH +"),
            Map.entry("rows", 100L),
            Map.entry("rows_without_neuron", 1L),
            Map.entry("rows_without_synapses", 2L),
            Map.entry("rows_of_other_neurons", 3L),
            Map.entry("rows_of_transmitters_left_out", 4L),
            Map.entry("rows_of_unknown_transmitter", 11L),
            Map.entry("unknown_transmitters", Map.of("histamine", 5L, "", 6L)),
            Map.entry("unknown_transmitter_rule", "inhibitory"),
            Map.entry("ignored_columns", List.of("neuropil")),
            Map.entry("column_names_assumed", true),
            Map.entry("min_synapses", 10),
            Map.entry("pairs_below_min_synapses", 11L),
            Map.entry("synapses_below_min_synapses", 12L),
            Map.entry("connections", 80),
            Map.entry("inhibitory", 15),
            Map.entry("pairs_of_several_rows", 7L),
            Map.entry("pairs_of_both_signs", 8L),
            Map.entry("pairs_that_cancel", 9L),
            Map.entry("neurons_of_both_signs", 13),
            Map.entry("self_connections", 14));
  }
}
