package flybrain.cli;

import flybrain.attribution.Cause;
import flybrain.attribution.Causes;
import flybrain.attribution.Contribution;
import flybrain.attribution.SpikeCauses;
import flybrain.tables.Table;
import java.util.List;
import java.util.Locale;

/// Tables of what made a neuron spike, the largest contribution first.
///
/// `kind` is `excitation`, `inhibition`, `drive` or `reset`; in rows of the last two the id is the
/// neuron's own. `mv` is in mV, and `share` a fraction of all that is positive or, where `mv` is
/// negative, of all that is negative.
final class CauseTables {
  /// The columns that name a presynaptic neuron.
  static final List<String> PRESYNAPTIC = List.of("presynaptic_flywire_id", "name", "type", "side");

  private CauseTables() {}

  /// Means over spikes: a row for each presynaptic neuron.
  static Table of(Causes causes, ExplainedRun run) {
    Table table =
        new Table(
            "kind",
            "presynaptic_flywire_id",
            "name",
            "type",
            "side",
            "synapses",
            "inputs",
            "mv",
            "share");
    for (Cause cause : causes.causes()) {
      long id = run.id(cause.presynaptic());
      table.add(
          List.of(
              kind(cause.kind(), cause.height()),
              id,
              run.names().name(id),
              run.names().type(id),
              run.names().side(id),
              cause.synapses(),
              cause.inputs(),
              cause.height(),
              cause.share()));
    }
    return table;
  }

  /// One spike: a row for each presynaptic spike.
  static Table of(SpikeCauses causes, ExplainedRun run) {
    Table table =
        new Table(
            "kind",
            "presynaptic_flywire_id",
            "name",
            "type",
            "side",
            "synapses",
            "time_ms",
            "mv",
            "share");
    double excitation = causes.excitation();
    double inhibition = causes.inhibition();
    for (Contribution each : causes.contributions()) {
      long id = run.id(each.presynaptic());
      table.add(
          List.of(
              kind(each.kind(), each.height()),
              id,
              run.names().name(id),
              run.names().type(id),
              run.names().side(id),
              each.synapses(),
              run.time(each.step()),
              each.height(),
              each.height() / (each.height() < 0 ? inhibition : excitation)));
    }
    return table;
  }

  /// What is in the column `kind`.
  static String kind(Contribution.Kind kind, double height) {
    return kind == Contribution.Kind.SPIKE
        ? height < 0 ? "inhibition" : "excitation"
        : kind.name().toLowerCase(Locale.ROOT);
  }
}
