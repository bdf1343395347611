package flybrain.cli;

import flybrain.InputException;
import flybrain.experiment.ChangedIds;
import flybrain.experiment.Missing;
import flybrain.files.Outputs;
import flybrain.tables.Table;
import flybrain.terminal.TerminalProgress;
import flybrain.terminal.Usage;
import flybrain.translation.IdChanges;
import flybrain.translation.IdChangesFile;
import flybrain.translation.Translation;
import flybrain.translation.Translator;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain data translate`: the ids of neurons in another version of a connectome.
@Command(
    name = "translate",
    description =
        "Translates ids of neurons from one version of a connectome to another: lists, named sets,"
            + " presets, selections, or whole tables.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "An id has a counterpart if a table of --table names it, if it is among the published",
      "successors of the paper's neurons (v630 and v783), or if the new version has the same id.",
      "In the list of neurons flywire_id is 0 where there is none; in a table such rows are left",
      "out. Standard error has each neuron without a counterpart, and why.",
      "",
      "Examples:",
      "  flybrain data translate sugar",
      "  flybrain data translate @ids630.txt --ids > ids783.txt",
      "  flybrain data translate rates630.csv --out rates783.csv",
      "  flybrain data translate 'type:CB0701' --from v783 --to v630",
      "  flybrain data translate @ids.txt --table update_ids.csv --json",
      "  flybrain data translate @ids.txt --from 626 --to 888 --table meta.feather --columns"
          + " root_626,root_888",
      "  flybrain data translate @ids.txt --table coordinates_630.csv.gz --table"
          + " coordinates_783.csv.gz --by supervoxel_id",
      "",
      "Exit codes: 0 done, 1 failed or no neuron has a counterpart, 2 wrong usage."
    })
final class DataTranslate implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "NEURONS",
      description =
          "Ids, named sets, presets, selections, files of ids (@FILE); or one table with a column"
              + " of ids (.csv, .tsv, .parquet, .feather).")
  private List<String> asked = List.of();

  @Option(
      names = "--from",
      paramLabel = "VERSION",
      description =
          "Version of the ids: v630, v783, a folder with a connectome, or any name (default: v630,"
              + " with --to v630 v783).")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "VERSION", description = "Version wanted (default: v783).")
  private String to = ChangedIds.NEW;

  @Option(
      names = "--table",
      paramLabel = "FILE",
      description =
          "Table with the ids of both versions, such as fafbseg's update_ids writes; may be"
              + " repeated, the first counts most.")
  private List<Path> tables = List.of();

  @Option(
      names = "--columns",
      paramLabel = "OLD,NEW",
      split = ",",
      description =
          "Its columns (default: old_id,new_id, or the two with the numbers of the versions, as"
              + " in root_630).")
  private List<String> columns = List.of();

  @Option(
      names = "--by",
      paramLabel = "COLUMN",
      description =
          "Two --table, the old version's first, are joined by this column, such as"
              + " supervoxel_id.")
  private @Nullable String by;

  @Option(
      names = "--id",
      paramLabel = "COLUMN",
      description = "Column of the ids in a translated table (default: the one with a known name).")
  private @Nullable String idColumn;

  @Option(
      names = "--split",
      paramLabel = "RULE",
      description =
          "Rows of a translated table whose neuron was split: left out (skip; default), or"
              + " repeated for each new id (repeat).")
  private TranslatedRows.Split split = TranslatedRows.Split.SKIP;

  @Option(
      names = "--missing",
      paramLabel = "RULE",
      description =
          "Neurons without a counterpart: reported (skip; default), or an error, and nothing is"
              + " written (error).")
  private Missing missing = Missing.SKIP;

  @Option(
      names = "--ids",
      description = "Print only the new ids, each once, one a line, as @FILE reads them.")
  private boolean idsOnly;

  @Mixin private SetsOption setsOption = new SetsOption();

  @ArgGroup(exclusive = true)
  private TableFormat format = new TableFormat();

  @Override
  public Integer call() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    checkOptions();
    @Nullable Path file = Usage.check(spec, () -> TranslatedRows.tableIn(asked));
    Usage.require(
        spec,
        file != null || idColumn == null,
        "--id " + idColumn + ": name a table to translate, such as rates.csv");
    NeuronsToTranslate neurons =
        Usage.check(
            spec, () -> new NeuronsToTranslate(file == null ? asked : List.of(), setsOption));
    Usage.check(
        spec,
        setsOption
            .read(new Outputs().reads("NEURONS", file))
            .reads("NEURONS", neurons.files())
            .reads("--table", tables)
            .writes("--out", format.out()));
    VersionsOfIds versions = VersionsOfIds.of(from, to, !tables.isEmpty(), spec);
    Translator translator = new Translator(versions.from(), versions.to(), changes(versions));
    List<Translation> translations = new ArrayList<>();
    Table table;
    TranslationText text = new TranslationText(versions, setsOption.all());
    if (file == null) {
      neurons.ids(versions, err).forEach(id -> translations.add(translator.of(id)));
      table = text.table(translations);
    } else {
      TranslatedRows rows = new TranslatedRows(file, idColumn, split, translator);
      try (TerminalProgress progress = new TerminalProgress()) {
        progress.reading(file);
        table = rows.read();
      }
      translations.addAll(rows.translations());
      rows.notes(versions.from().name()).forEach(err::println);
    }
    err.print(text.report(translations));
    err.flush();
    long found = translations.stream().filter(one -> !one.ids().isEmpty()).count();
    if (found == 0 || (missing == Missing.ERROR && found < translations.size())) {
      throw new InputException(
          "%,d of %,d neurons have no counterpart in %s; nothing is written"
              .formatted(translations.size() - found, translations.size(), versions.to().name()));
    }
    write(translations, table, file == null ? text.shown(translations) : table);
    return 0;
  }

  private void checkOptions() {
    format.check(spec);
    Usage.require(
        spec,
        !idsOnly || format.isText(),
        "--ids prints a list; leave out --csv, --json, --parquet and --out");
    Usage.require(
        spec,
        by == null || (tables.size() == 2 && columns.isEmpty()),
        "--by %s: joins two tables; name the old version's and the new one's with --table, without --columns"
            .formatted(by));
    Usage.require(
        spec,
        columns.isEmpty() || (columns.size() == 2 && !tables.isEmpty()),
        "--columns %s: name the old and the new ids of a --table, such as root_630,root_783"
            .formatted(String.join(",", columns)));
  }

  private List<IdChanges> changes(VersionsOfIds versions) throws IOException {
    String key = by;
    List<IdChanges> changes = new ArrayList<>();
    try (TerminalProgress progress = new TerminalProgress()) {
      if (key != null) {
        progress.reading(tables.getFirst());
        return List.of(IdChangesFile.join(tables.getFirst(), tables.getLast(), key));
      }
      for (Path table : tables) {
        progress.reading(table);
        changes.add(IdChangesFile.read(table, versions.from(), versions.to(), columns));
      }
    }
    return changes;
  }

  private void write(List<Translation> translations, Table table, Table shown) throws IOException {
    if (!idsOnly) {
      format.write(spec, table, shown::text);
      return;
    }
    PrintWriter out = spec.commandLine().getOut();
    translations.stream().flatMap(one -> one.ids().stream()).distinct().forEach(out::println);
    out.flush();
  }
}
