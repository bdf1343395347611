package flybrain.cli;

import flybrain.Counted;
import flybrain.Decimal;
import flybrain.InputException;
import flybrain.atlas.AtlasResults;
import flybrain.atlas.Response;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.NeuronNames;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSelection;
import flybrain.experiment.Recipe;
import flybrain.files.Outputs;
import flybrain.tables.Table;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// A question to an atlas about some neurons.
abstract class AtlasQuery implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "NEURONS",
      description = "FlyWire ids, named sets, cell types, selections and @FILE.")
  private String neurons = "";

  @Option(
      names = "--atlas",
      paramLabel = "FOLDER",
      description = "Folder of the atlas (default: atlases/CONNECTOME).")
  private @Nullable Path folder;

  @Option(
      names = "--min-rate",
      paramLabel = "HZ",
      description = "Only firing rates of at least this many Hz (default: all).")
  private double minRate;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "Rows of the text, the highest rates first (default: 30).")
  private int top = 30;

  @Mixin private SetsOption sets = new SetsOption();
  @Mixin private ConnectomeOption connectome = new ConnectomeOption();

  @ArgGroup(exclusive = true)
  private TableFormat format = new TableFormat();

  /// The rows of the atlas that answer the question.
  abstract List<Response> responses(AtlasResults atlas, BitSet asked) throws IOException;

  /// What to say where there are none.
  abstract String nothing();

  @Override
  public Integer call() throws IOException {
    format.check(spec);
    Usage.require(spec, top >= 1, "--top " + top + ": must be at least 1");
    Recipe recipe = Usage.check(spec, () -> Recipe.DEFAULT.withSets(sets.own()));
    NeuronSelection selection =
        Usage.check(
            spec, () -> new NeuronSelection("NEURONS", NeuronReference.parseList(neurons), recipe));
    ConnectomeStore store = ConnectomeStore.standard();
    ConnectomeSource source = store.find(connectome.name());
    AtlasResults atlas =
        AtlasResults.read(Objects.requireNonNullElse(folder, AtlasCommand.folderOf(source.name())));
    Usage.check(
        spec,
        sets.read(new Outputs())
            .reads("the atlas", atlas.files())
            .reads("neuron ids", NeuronReference.files(neurons))
            .writes("--out", format.out()));
    Connectome brain = store.open(source, this::print);
    if (!brain.fingerprint().equals(atlas.fact("flybrain.connectome.sha256"))) {
      throw new InputException(
          "%s: is the atlas of connectome %s, not of %s; give that one with --connectome"
              .formatted(atlas.folder(), atlas.fact("flybrain.connectome"), brain.name()));
    }
    BitSet asked = new BitSet();
    selection.on(brain, line -> print("warning: " + line)).stream().forEach(asked::set);
    write(brain, atlas, asked);
    return 0;
  }

  private void write(Connectome brain, AtlasResults atlas, BitSet asked) throws IOException {
    BitSet runaway = atlas.runaway();
    List<Response> found =
        responses(atlas, asked).stream()
            .filter(each -> each.driven() != each.neuron() && each.rate() >= minRate)
            .sorted(Comparator.comparingDouble(each -> -each.rate()))
            .toList();
    NeuronNames names = new NeuronNames(Map.of(), Usage.check(spec, sets::all), brain.annotated());
    format.write(
        spec, table(brain, names, found, runaway), () -> text(brain, names, atlas, found, runaway));
  }

  private static Table table(
      Connectome brain, NeuronNames names, List<Response> responses, BitSet runaway) {
    Table table =
        new Table(
            "driven_flywire_id",
            "driven_name",
            "driven_type",
            "driven_side",
            "flywire_id",
            "name",
            "type",
            "side",
            "rate_hz",
            "status");
    for (Response each : responses) {
      long driven = brain.neurons().id(each.driven());
      long neuron = brain.neurons().id(each.neuron());
      table.add(
          List.of(
              driven,
              names.name(driven),
              names.cell(driven),
              names.side(driven),
              neuron,
              names.name(neuron),
              names.cell(neuron),
              names.side(neuron),
              each.rate(),
              runaway.get(each.driven()) ? "runaway" : "done"));
    }
    return table;
  }

  private String text(
      Connectome brain,
      NeuronNames names,
      AtlasResults atlas,
      List<Response> found,
      BitSet runaway) {
    StringBuilder text = new StringBuilder();
    text.append(
        "atlas of connectome %s: %s Hz, %s of %s s, seed %s, flybrain %s%s\n"
            .formatted(
                brain.name(),
                Decimal.text(Double.parseDouble(atlas.fact("flybrain.atlas.rate"))),
                Counted.of(Integer.parseInt(atlas.fact("flybrain.n_run")), "trial"),
                Decimal.text(Double.parseDouble(atlas.fact("flybrain.t_run"))),
                atlas.fact("flybrain.seed"),
                atlas.fact("flybrain.version"),
                atlas.finished()
                    ? ""
                    : "; %,d of %,d neurons so far".formatted(atlas.driven(), atlas.all())));
    if (found.isEmpty()) {
      return text.append(nothing()).append('\n').toString();
    }
    List<Response> shown = found.subList(0, Math.min(top, found.size()));
    Table table = table(brain, names, shown, runaway);
    text.append(
        table
            .only(
                table.columns().stream()
                    .filter(column -> !column.equals("status") || !runaway.isEmpty())
                    .filter(column -> isUsed(table, column))
                    .toList())
            .text());
    if (shown.size() < found.size()) {
      text.append(
          "and %,d more; all: --csv, or --top %d\n"
              .formatted(found.size() - shown.size(), found.size()));
    }
    return text.toString();
  }

  private static boolean isUsed(Table table, String column) {
    int place = table.columns().indexOf(column);
    return table.rows().stream().anyMatch(row -> !"".equals(row.get(place)));
  }

  private void print(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
