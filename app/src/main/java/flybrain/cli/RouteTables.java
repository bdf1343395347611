package flybrain.cli;

import flybrain.Decimal;
import flybrain.attribution.CausalTree;
import flybrain.attribution.Route;
import flybrain.attribution.Routes;
import flybrain.tables.Table;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The routes by which excitation comes to a neuron, as tables and as a tree.
final class RouteTables {
  private final ExplainedRun run;
  private final boolean byType;

  /// @param byType whether neurons of one type and side are taken together
  RouteTables(ExplainedRun run, boolean byType) {
    this.run = run;
    this.byType = byType;
  }

  /// The strongest routes: `share` of the excitation, `hz` of the neuron's rate in proportion, and
  /// ids and names from the driven neuron on; no ids where several neurons are taken together.
  ///
  /// @param rate of the neuron in Hz, null if a single spike is traced back
  Table table(Routes routes, @Nullable Double rate) {
    Table table = new Table("share", "hz", "neurons", "origin", "flywire_ids", "route");
    for (Route route : routes.strongest()) {
      table.add(
          Arrays.asList(
              route.share(),
              rate == null ? null : (Double) (route.share() * rate),
              route.neurons().size(),
              route.origin().name().toLowerCase(Locale.ROOT),
              ids(route),
              names(route)));
    }
    return table;
  }

  /// Null where several neurons are taken together.
  @Nullable List<String> ids(Route route) {
    return byType
        ? null
        : route.neurons().stream().map(neuron -> Long.toString(run.id(neuron))).toList();
  }

  /// The neurons of a route, the driven one first.
  String names(Route route) {
    return route.neurons().stream().map(this::name).collect(Collectors.joining(" > "));
  }

  private String name(int neuron) {
    return byType ? run.kind(neuron) : run.label(neuron);
  }

  /// The strongest routes as text.
  String text(Routes routes, @Nullable Double rate, int top) {
    Table shown =
        new Table(rate == null ? List.of("share", "route") : List.of("share", "hz", "route"));
    double sum = 0;
    for (Route route : routes.strongest().subList(0, Math.min(top, routes.strongest().size()))) {
      String share = String.format(Locale.ROOT, "%.2f %%", 100 * route.share());
      String names = names(route);
      shown.add(
          rate == null
              ? List.of(share, names)
              : List.of(share, String.format(Locale.ROOT, "%.2f", route.share() * rate), names));
      sum += route.share();
    }
    return String.format(
        Locale.ROOT,
        "\nstrongest routes from the drive, %.1f %% of the excitation together\n%s",
        100 * sum,
        shown.size() == 0
            ? "none of more than %.1f %%\n".formatted(100 * routes.certain())
            : shown.text());
  }

  /// The tree as text, a line for each branch.
  String text(CausalTree tree, double least) {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "\ntraced back, branches of at least %s %% of the excitation\n",
                Decimal.text(least)));
    append(tree, "", "", text);
    return text.toString();
  }

  private void append(CausalTree tree, String start, String below, StringBuilder text) {
    String name =
        tree.origin() == null ? name(tree.neuron()) : tree.origin().name().toLowerCase(Locale.ROOT);
    text.append(start)
        .append(name)
        .append(String.format(Locale.ROOT, "  %.1f %%\n", 100 * tree.share()));
    List<CausalTree> branches = tree.branches();
    for (int k = 0; k < branches.size(); k++) {
      boolean last = k == branches.size() - 1;
      append(branches.get(k), below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "), text);
    }
  }
}
