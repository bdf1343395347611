package flybrain.cli;

import flybrain.connectome.Connectome;
import flybrain.connectome.ImportReport;
import flybrain.tables.TableFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The report of `flybrain data import` about a table.
final class ImportText {
  private ImportText() {}

  /// The brain in a line.
  static String summary(Connectome brain, ImportReport report, Path folder) {
    return String.format(
        Locale.ROOT,
        "%s: %,d neurons, %,d connections (%,d inhibitory) in %s\n",
        brain.name(),
        brain.neurons().size(),
        brain.connections().size(),
        report.pairs().inhibitory(),
        folder);
  }

  /// Lines for what was read, dropped and assumed; zero counts are left out.
  static String of(ImportReport report) {
    StringBuilder text = new StringBuilder();
    ImportReport.Rows rows = report.rows();
    ImportReport.Pairs pairs = report.pairs();
    add(text, rows.all(), "rows");
    if (report.namesAssumed()) {
      text.append("  no header; columns assumed: pre_root_id, post_root_id, neuropil, syn_count,")
          .append(" nt_type\n");
    }
    text.append("  sign: ").append(report.sign()).append('\n');
    if (!report.signRule().isEmpty()) {
      text.append("  signs of transmitters: ").append(report.signRule()).append('\n');
    }
    if (!report.ignoredColumns().isEmpty()) {
      text.append("  columns ignored: ")
          .append(String.join(", ", report.ignoredColumns()))
          .append('\n');
    }
    add(text, rows.noRoot(), "rows left out because an id is 0, -1 or -2^63 (no neuron)");
    add(text, rows.zero(), "rows left out because they have no synapses");
    add(text, rows.others(), "rows left out because a neuron is not among the chosen ones");
    add(text, rows.signless(), "rows left out because their transmitter has no sign");
    add(
        text,
        rows.unknown(),
        "rows of an unknown transmitter (%s), %s"
            .formatted(words(rows), rule(report.unknownRule())));
    add(text, pairs.summed(), "pairs of neurons with several rows, added up");
    add(
        text,
        pairs.dropped(),
        String.format(
            Locale.ROOT,
            "pairs left out because they have fewer than %d synapses (%,d synapses in all)",
            pairs.least(),
            pairs.droppedSynapses()));
    add(text, pairs.contradicting(), "pairs with rows of both signs, added with their signs");
    add(text, pairs.cancelled(), "pairs that add up to 0, connections without effect");
    add(text, pairs.contradictingNeurons(), "presynaptic neurons that both excite and inhibit");
    add(text, pairs.self(), "connections of a neuron with itself, kept");
    return text.toString();
  }

  private static void add(StringBuilder text, long number, String what) {
    if (number > 0) {
      text.append(String.format(Locale.ROOT, "  %s: %,d\n", what, number));
    }
  }

  private static String words(ImportReport.Rows rows) {
    return rows.unknownTransmitters().keySet().stream()
        .map(word -> word.isEmpty() ? "empty" : word)
        .limit(8)
        .collect(Collectors.joining(", "));
  }

  private static String rule(ImportReport.UnknownTransmitter rule) {
    return switch (rule) {
      case EXCITATORY -> "taken as excitatory";
      case INHIBITORY -> "taken as inhibitory";
      case SKIP, ERROR -> "left out";
    };
  }

  /// Everything as JSON.
  static String json(Connectome brain, ImportReport report, Path folder) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("connectome", brain.name());
    fields.put("folder", folder.toString());
    fields.put("neurons", brain.neurons().size());
    fields.put("w_syn", brain.weight().millivolts());
    fields.put("w_syn_source", brain.weight().source());
    fields.putAll(report.asMap());
    return TableFiles.json(fields);
  }
}
