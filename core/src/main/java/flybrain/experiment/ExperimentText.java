package flybrain.experiment;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.tomlj.Toml;

/// Writes recipes as experiment files, with every value spelt out.
public final class ExperimentText {
  private final StringBuilder text = new StringBuilder();

  private ExperimentText() {}

  /// The recipe as TOML; [ExperimentFile#parse(String, String)] makes the same recipe of it. Paths
  /// are written as the recipe has them, and `w_syn` only where the recipe gives it.
  public static String of(Recipe recipe) {
    ExperimentText writer = new ExperimentText();
    writer.writeTop(recipe);
    writer.writeDrives(recipe.drives());
    if (!recipe.silenced().isEmpty() || recipe.silenceMode() != Silence.Mode.OUTGOING) {
      writer.table("silence");
      writer.entry("neurons", neurons(recipe.silenced()));
      writer.entry("mode", quoted(word(recipe.silenceMode())));
    }
    recipe.changes().forEach(writer::writeChange);
    writer.table("parameters");
    recipe
        .parameters()
        .asMap()
        .forEach((name, value) -> {
          if (recipe.weightGiven() || !name.equals("w_syn")) {
            writer.entry(name, value.toString());
          }
        });
    writer.writeSets(recipe.sets());
    return writer.text.toString();
  }

  private void writeTop(Recipe recipe) {
    entry("name", quoted(recipe.name()));
    entry("t_run", Double.toString(recipe.duration()));
    entry("n_run", Integer.toString(recipe.trials()));
    entry("seed", Long.toString(recipe.seed()));
    if (!recipe.readOut().isEmpty()) {
      entry("read_out", neurons(recipe.readOut()));
    }
    if (recipe.replay() != null) {
      entry("replay", quoted(recipe.replay().toString()));
    }
    if (recipe.missing() != Missing.ERROR) {
      entry("missing", quoted(word(recipe.missing())));
    }
  }

  /// Two at most as the tables that other programs read, more as a list of tables.
  private void writeDrives(List<Stimulus> drives) {
    for (int place = 0; place < drives.size(); place++) {
      if (drives.size() > 2) {
        text.append("\n[[drive]]\n");
        writeDrive(drives.get(place));
      } else if (!drives.get(place).isNone()) {
        table(Recipe.driveName(place));
        writeDrive(drives.get(place));
      }
    }
  }

  private void writeChange(TimedChange change) {
    text.append("\n[[at]]\n");
    entry("time", Double.toString(change.time()));
    if (Double.isFinite(change.until())) {
      entry("until", Double.toString(change.until()));
    }
    if (change.over() > 0) {
      entry("over", Double.toString(change.over()));
      entry("every", Double.toString(change.every()));
    }
    change
        .drives()
        .forEach((place, drive) -> {
          if (drive.neurons() != null) {
            entry(Recipe.driveName(place) + ".neurons", neurons(drive.neurons()));
          }
          if (drive.rate() != null) {
            entry(Recipe.driveName(place) + ".rate", drive.rate().toString());
          }
        });
    if (change.silenced() != null) {
      entry("silence.neurons", neurons(change.silenced()));
    }
    if (change.silenceMode() != null) {
      entry("silence.mode", quoted(word(change.silenceMode())));
    }
  }

  private void writeDrive(Stimulus stimulus) {
    entry("neurons", neurons(stimulus.neurons()));
    if (stimulus.rate() != null) {
      entry("rate", stimulus.rate().toString());
    }
  }

  private void writeSets(Map<String, List<Long>> sets) {
    if (sets.isEmpty()) {
      return;
    }
    table("sets");
    sets.forEach((name, ids) -> {
      StringJoiner list = new StringJoiner(", ", "[", "]");
      ids.forEach(id -> list.add(Long.toString(id)));
      entry(quoted(name), list.toString());
    });
  }

  private void table(String name) {
    text.append("\n[").append(name).append("]\n");
  }

  private void entry(String key, String value) {
    text.append(key).append(" = ").append(value).append('\n');
  }

  /// References to neurons as a value in TOML.
  public static String neurons(List<NeuronReference> references) {
    if (references.size() == 1
        && (references.getFirst() instanceof NeuronReference.Name
            || references.getFirst() instanceof NeuronReference.Selected)) {
      return reference(references.getFirst());
    }
    StringJoiner list = new StringJoiner(", ", "[", "]");
    references.forEach(reference -> list.add(reference(reference)));
    return list.toString();
  }

  private static String reference(NeuronReference reference) {
    return switch (reference) {
      case NeuronReference.Id(long id) -> Long.toString(id);
      case NeuronReference.Name(String name) -> quoted(name);
      case NeuronReference.Selected(String selection, _) -> quoted(selection);
      case NeuronReference.InFile(var path) -> "{ file = " + quoted(path.toString()) + " }";
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(java.util.Locale.ROOT);
  }

  private static String quoted(String value) {
    return '"' + Toml.tomlEscape(value).toString() + '"';
  }
}
