package flybrain.experiment;

import flybrain.InputException;
import flybrain.model.Parameters;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads an experiment file (TOML).
///
/// Top level: `name` (by default that of the file), `t_run` in s, `n_run`, `seed`, `read_out`,
/// `replay` (a CSV file of events), `missing` (`error` or `skip`). Tables: `[drive]` and
/// `[drive2]`, or any number of `[[drive]]`, with `neurons` and `rate` in Hz, `[silence]` with
/// `neurons` and `mode` (`outgoing` or `both`), any number of `[[at]]` with `time` in s and what
/// changes then, `[parameters]` in mV and ms, `[sets]` with lists of ids by name. Neurons are an id,
/// the name of a set or a cell type, `{ file = "ids.txt" }`, a [Selection] in text, or a list of
/// these. Files are looked for beside the experiment file. Keys that are missing have the values of
/// [Recipe#DEFAULT]; unknown keys are an error.
///
///     name = "sugar"
///     t_run = 1.0
///     n_run = 30
///     read_out = ["MN9_left"]
///
///     [drive]
///     neurons = "sugar"
///     rate = 150
public final class ExperimentFile {
  /// The keys of an experiment at the top of a file.
  public static final List<String> KEYS =
      List.of(
          "name",
          "t_run",
          "n_run",
          "seed",
          "read_out",
          "replay",
          "missing",
          "drive",
          "drive2",
          "silence",
          "at",
          "parameters",
          "sets");

  private Recipe recipe;

  private ExperimentFile(Recipe recipe) {
    this.recipe = recipe;
  }

  /// The recipe in a file.
  ///
  /// @throws InputException if it cannot be read, or naming line, key and value of what is wrong
  public static Recipe read(Path path) {
    String stem = String.valueOf(path.getFileName()).replaceFirst("\\.toml$", "");
    Recipe base = Recipe.DEFAULT.withName(stem.replaceAll("[^A-Za-z0-9_.-]", "_"));
    return alone(TomlSection.read(path, "experiment"), base);
  }

  /// The recipe in a text, such as the provenance in a file of spikes.
  ///
  /// @param source what to call the text in messages
  /// @throws InputException naming line, key and value of what is wrong
  public static Recipe parse(String text, String source) {
    return alone(TomlSection.parse(text, source, Path.of(""), "experiment"), Recipe.DEFAULT);
  }

  private static Recipe alone(TomlSection top, Recipe base) {
    return in(top.allow(KEYS.toArray(String[]::new)), base);
  }

  /// A recipe with what the keys of an experiment say, in a file that may have others, such as a
  /// campaign file. Keys that are not [#KEYS] are passed over.
  ///
  /// @param base what holds where a key is missing
  /// @throws InputException naming line, key and value of what is wrong
  public static Recipe in(TomlSection top, Recipe base) {
    ExperimentFile file = new ExperimentFile(base);
    file.readTop(top);
    file.readTables(top);
    return file.recipe;
  }

  /// The replay comes first: it takes away the default rates and trials, not those in the file.
  private void readTop(TomlSection top) {
    take(top, "replay", top::file, Recipe::withReplay);
    take(top, "name", top::text, Recipe::withName);
    take(top, "t_run", top::number, Recipe::withDuration);
    take(top, "n_run", top::count, Recipe::withTrials);
    take(top, "seed", top::whole, Recipe::withSeed);
    take(top, "read_out", top::neurons, Recipe::withReadOut);
    take(top, "missing", key -> top.word(key, Missing.class), Recipe::withMissing);
  }

  private void readTables(TomlSection top) {
    readDrives(top);
    TomlSection silence = top.section("silence");
    if (silence != null) {
      silence.allow("neurons", "mode");
      recipe = recipe.withSilenced(silence.neurons("neurons"));
      take(silence, "mode", key -> silence.word(key, Silence.Mode.class), Recipe::withSilenceMode);
    }
    if (top.has("at")) {
      for (TomlSection at : top.sections("at")) {
        recipe = recipe.withFurtherChange(change(at));
      }
    }
    TomlSection parameters = top.section("parameters");
    if (parameters != null) {
      parameters.allow(Parameters.SHIU_2024.asMap().keySet().toArray(String[]::new));
      Map<String, Double> values = new LinkedHashMap<>();
      parameters.keys().forEach(key -> values.put(key, parameters.number(key)));
      recipe = top.at("parameters", () -> recipe.withParameters(values));
    }
    TomlSection sets = top.section("sets");
    if (sets != null) {
      recipe = recipe.withSets(sets.idsByName());
    }
  }

  /// `[drive]` and `[drive2]`, or any number of `[[drive]]`.
  private void readDrives(TomlSection top) {
    if (!top.isList("drive")) {
      readDrive(0, top.section("drive"));
      readDrive(1, top.section("drive2"));
      return;
    }
    top.refuse("drive2", "belongs with [drive]; with [[drive]] write it as another [[drive]]");
    List<TomlSection> drives = top.sections("drive");
    for (int place = 0; place < drives.size(); place++) {
      readDrive(place, drives.get(place));
    }
  }

  private void readDrive(int place, @Nullable TomlSection drive) {
    if (drive != null) {
      drive.allow("neurons", "rate");
      recipe = recipe.withDriven(place, drive.neurons("neurons"));
      take(drive, "rate", drive::number, (before, rate) -> before.withRate(place, rate));
    }
  }

  private TimedChange change(TomlSection at) {
    int places = Math.max(2, recipe.places() + 1);
    Stream<String> driveNames = IntStream.range(0, places).mapToObj(Recipe::driveName);
    at.allow(
        Stream.concat(Stream.of("time", "until", "over", "every", "silence"), driveNames)
            .toArray(String[]::new));
    SortedMap<Integer, TimedChange.DriveChange> drives = new TreeMap<>();
    for (int place = 0; place < places; place++) {
      TomlSection drive = at.section(Recipe.driveName(place));
      if (drive != null) {
        drive.allow("neurons", "rate");
        var neurons = drive.has("neurons") ? drive.neurons("neurons") : null;
        Double rate = drive.has("rate") ? drive.number("rate") : null;
        drives.put(place, drive.at("rate", () -> new TimedChange.DriveChange(neurons, rate)));
      }
    }
    TomlSection silence = at.section("silence");
    if (silence != null) {
      silence.allow("neurons", "mode");
    }
    at.require("time", "say when, in s");
    double time = at.number("time");
    double until = at.has("until") ? at.number("until") : Double.POSITIVE_INFINITY;
    double over = at.has("over") ? at.number("over") : 0;
    double every = at.has("every") ? at.number("every") : TimedChange.EVERY;
    var silenced = silence != null && silence.has("neurons") ? silence.neurons("neurons") : null;
    var mode =
        silence != null && silence.has("mode") ? silence.word("mode", Silence.Mode.class) : null;
    Origin origin = new Origin(at.place("time"));
    return at.at(
        "time", () -> new TimedChange(time, until, over, every, drives, silenced, mode, origin));
  }

  private <V> void take(
      TomlSection section,
      String key,
      Function<String, V> read,
      BiFunction<Recipe, V, Recipe> change) {
    if (section.has(key)) {
      V value = read.apply(key);
      recipe = section.at(key, () -> change.apply(recipe, value));
    }
  }
}
