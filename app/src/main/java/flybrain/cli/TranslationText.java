package flybrain.cli;

import flybrain.experiment.NeuronSets;
import flybrain.tables.Table;
import flybrain.translation.Translation;
import flybrain.translation.Translation.Status;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Translated ids as a table, and what people should know of them.
final class TranslationText {
  /// Of neurons in a report.
  private static final int MOST = 40;

  private final VersionsOfIds versions;
  private final Map<Long, List<String>> setsOf;

  TranslationText(VersionsOfIds versions, NeuronSets sets) {
    this.versions = versions;
    this.setsOf = sets.namesById();
  }

  /// The ids, one row for each pair of an old and a new one; without a counterpart the new id is 0,
  /// as in tables of CAVE, because a gap would make programs round the column.
  Table table(List<Translation> translations) {
    Table table =
        new Table(
            "old_flywire_id", "flywire_id", "status", "source", "reason", "sets", "type", "side");
    for (Translation one : translations) {
      for (long id : one.ids().isEmpty() ? List.of(0L) : one.ids()) {
        table.add(
            List.of(
                one.id(),
                id,
                one.status().toString(),
                one.from(),
                one.reason(),
                sets(one),
                versions.type(one.id(), id),
                versions.side(one.id(), id)));
      }
    }
    return table;
  }

  /// The same to be read: a row for each old id, without sources and reasons, which are in the
  /// report.
  Table shown(List<Translation> translations) {
    List<String> columns = new ArrayList<>(List.of("old id", "new id", "status", "sets"));
    Table table = new Table(Stream.concat(columns.stream(), Stream.of("type", "side")).toList());
    boolean known = false;
    for (Translation one : translations) {
      String ids = one.ids().isEmpty() ? "-" : join(one.ids());
      String type = versions.type(one.id(), newId(one));
      String side = versions.side(one.id(), newId(one));
      known |= !type.isEmpty() || !side.isEmpty();
      table.add(
          List.of(String.valueOf(one.id()), ids, one.status().toString(), sets(one), type, side));
    }
    return known ? table : table.only(columns);
  }

  private static long newId(Translation one) {
    return one.ids().isEmpty() ? 0 : one.ids().getFirst();
  }

  private List<String> sets(Translation one) {
    return setsOf.getOrDefault(one.id(), List.of());
  }

  /// How many ids became what, from which sources, and each neuron that has not exactly one id of
  /// its own.
  String report(List<Translation> translations) {
    Map<Status, Integer> counts = new EnumMap<>(Status.class);
    Map<String, Integer> sources = new LinkedHashMap<>();
    for (Translation one : translations) {
      counts.merge(one.status(), 1, Integer::sum);
      if (one.status() != Status.UNCHANGED && !one.ids().isEmpty()) {
        sources.merge(one.from(), 1, Integer::sum);
      }
    }
    StringBuilder text = new StringBuilder();
    text.append("%s to %s: ".formatted(versions.from().name(), versions.to().name()));
    text.append(
        counts.entrySet().stream()
            .map(count -> number(count.getValue()) + " " + count.getKey())
            .collect(Collectors.joining(", ", "", "\n")));
    sources.forEach(
        (source, count) -> text.append("  %s from %s\n".formatted(number(count), source)));
    List<String> lines = lines(translations);
    lines.stream().limit(MOST).forEach(line -> text.append("  ").append(line).append('\n'));
    if (lines.size() > MOST) {
      text.append(
          "  and %s more; --csv of the list of ids has all\n"
              .formatted(number(lines.size() - MOST)));
    }
    return text.toString();
  }

  private List<String> lines(List<Translation> translations) {
    List<String> lost = new ArrayList<>();
    List<String> split = new ArrayList<>();
    Map<Long, List<Translation>> merged = new LinkedHashMap<>();
    for (Translation one : translations) {
      switch (one.status()) {
        case UNCHANGED, CHANGED -> {}
        case MERGED ->
            merged.computeIfAbsent(one.ids().getFirst(), _ -> new ArrayList<>()).add(one);
        case SPLIT -> split.add("%s was split: %s".formatted(label(one), join(one.ids())));
        case NO_COUNTERPART, UNKNOWN -> lost.add(label(one) + ": " + one.reason());
      }
    }
    List<String> lines = new ArrayList<>(lost);
    lines.addAll(split);
    merged.forEach((id, olds) ->
        lines.add(
            "%d was merged from several neurons, among them %s"
                .formatted(id, olds.stream().map(this::label).collect(Collectors.joining(", ")))));
    return lines;
  }

  private String label(Translation one) {
    String names = String.join(", ", sets(one));
    String cell =
        "%s %s"
            .formatted(versions.type(one.id(), newId(one)), versions.side(one.id(), newId(one)))
            .strip();
    String about = (names.isEmpty() || cell.isEmpty()) ? names + cell : names + ": " + cell;
    return about.isEmpty() ? String.valueOf(one.id()) : "%d (%s)".formatted(one.id(), about);
  }

  private static String join(List<Long> ids) {
    return ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
