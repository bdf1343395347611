package flybrain.cli;

import flybrain.attribution.Cause;
import flybrain.attribution.Causes;
import flybrain.attribution.Contribution;
import flybrain.attribution.Route;
import flybrain.attribution.Routes;
import flybrain.tables.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What made a neuron spike in an experiment, and in another condition.
///
/// The rate of the neuron is shared out: a presynaptic neuron or a route with a tenth of the
/// excitation has a tenth of the rate. So the differences of all add up to the difference of the
/// rates.
final class ComparedCauses {
  private final ExplainedRun control;
  private final ExplainedRun compared;
  private final ComparedCondition condition;
  private final RouteTables names;
  private final int neuron;
  private final int[] trials;

  /// @param compared run of the condition
  /// @param neuron its index
  /// @param trials which trials of both
  ComparedCauses(
      ExplainedRun control,
      ExplainedRun compared,
      ComparedCondition condition,
      RouteTables names,
      int neuron,
      int... trials) {
    this.names = names;
    this.control = control;
    this.compared = compared;
    this.condition = condition;
    this.neuron = neuron;
    this.trials = trials;
  }

  /// One presynaptic neuron in both, null where it contributes nothing.
  private record Pair(@Nullable Cause before, @Nullable Cause after) {
    Cause any() {
      return before == null ? Objects.requireNonNull(after) : before;
    }
  }

  private record Key(Contribution.Kind kind, int presynaptic) {}

  /// The presynaptic neurons, the largest loss first; inhibition, which has no part of the rate,
  /// last.
  Table causes() {
    Map<Key, Pair> pairs = new LinkedHashMap<>();
    for (Cause cause : of(control)) {
      pairs.put(new Key(cause.kind(), cause.presynaptic()), new Pair(cause, null));
    }
    for (Cause cause : of(compared)) {
      pairs.merge(
          new Key(cause.kind(), cause.presynaptic()),
          new Pair(null, cause),
          (one, other) -> new Pair(one.before, other.after));
    }
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Pair pair : pairs.values()) {
      rows.add(row(pair));
    }
    Table table =
        new Table(
            "kind",
            "presynaptic_flywire_id",
            "name",
            "type",
            "side",
            "synapses",
            "mv",
            "mv" + condition.suffix(),
            "hz",
            "hz" + condition.suffix(),
            "difference_hz");
    int difference = table.columns().size() - 1;
    rows.sort(
        Comparator.comparing(
            row -> (Double) row.get(difference), Comparator.nullsLast(Comparator.naturalOrder())));
    rows.forEach(table::add);
    return table;
  }

  private List<Cause> of(ExplainedRun run) {
    if (run.spikes(neuron, trials) == 0) {
      return List.of();
    }
    Causes causes = run.attribution().causes(neuron, trials);
    return causes.causes();
  }

  private List<@Nullable Object> row(Pair pair) {
    Cause cause = pair.any();
    long id = control.id(cause.presynaptic());
    double before = pair.before == null ? 0 : pair.before.height();
    double after = pair.after == null ? 0 : pair.after.height();
    boolean excites = cause.height() > 0;
    double hzBefore = pair.before == null ? 0 : pair.before.share() * rate(control);
    double hzAfter = pair.after == null ? 0 : pair.after.share() * rate(compared);
    return Arrays.asList(
        CauseTables.kind(cause.kind(), cause.height()),
        id,
        control.names().name(id),
        control.names().type(id),
        control.names().side(id),
        cause.synapses(),
        before,
        after,
        excites ? (Double) hzBefore : null,
        excites ? (Double) hzAfter : null,
        excites ? (Double) (hzAfter - hzBefore) : null);
  }

  private double rate(ExplainedRun run) {
    return run.rate(neuron, trials);
  }

  /// The strongest routes of both, the largest loss first; `silenced` says whether a neuron on the
  /// way is silenced.
  Table routes(Routes.Search how) {
    Set<Integer> cut =
        compared.plan().experiment().silence().neurons().stream()
            .boxed()
            .collect(Collectors.toSet());
    Map<List<Object>, Route> all = new LinkedHashMap<>();
    for (ExplainedRun run : List.of(control, compared)) {
      if (run.spikes(neuron, trials) > 0) {
        run.attribution()
            .routes(neuron, how, trials)
            .strongest()
            .forEach(route -> all.putIfAbsent(List.of(route.neurons(), route.origin()), route));
      }
    }
    Table table =
        new Table(
            "hz", "hz" + condition.suffix(), "difference_hz", "silenced", "flywire_ids", "route");
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Route route : all.values()) {
      double before = control.attribution().share(route, how, trials) * rate(control);
      double after = compared.attribution().share(route, how, trials) * rate(compared);
      boolean isCut =
          route.neurons().subList(0, route.neurons().size() - 1).stream().anyMatch(cut::contains);
      rows.add(
          Arrays.asList(
              before, after, after - before, isCut, names.ids(route), names.names(route)));
    }
    rows.sort(Comparator.comparingDouble(row -> (Double) row.get(2)));
    rows.forEach(table::add);
    return table;
  }

  /// Both tables as text.
  ///
  /// @param top rows of each at most
  String text(Table causes, Table routes, int top) {
    double before = rate(control);
    double after = rate(compared);
    return String.format(
            Locale.ROOT,
            "%s: %.2f Hz in place of %.2f Hz, %+.2f Hz\n",
            condition.words(compared),
            after,
            before,
            after - before)
        + "\npresynaptic neurons, and the rate that they carry\n"
        + shown(causes, List.of(), top)
        + "\nroutes from the drive, and the rate that they carry\n"
        + shown(routes, List.of("flywire_ids"), top);
  }

  private static String shown(Table table, List<String> without, int top) {
    List<String> columns = new ArrayList<>(table.columns());
    columns.removeAll(without);
    Table shown = new Table(columns);
    table.only(columns).rows().stream().limit(top).forEach(shown::add);
    int more = table.size() - shown.size();
    return shown.rounded().text() + (more > 0 ? "and %d more\n".formatted(more) : "");
  }
}
