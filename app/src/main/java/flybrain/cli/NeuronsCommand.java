package flybrain.cli;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.IdFiles;
import flybrain.experiment.Missing;
import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.NeuronSelection;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.Recipe;
import flybrain.files.Outputs;
import flybrain.tables.Table;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain neurons`: lists and searches the named sets and the neurons in them.
@Command(
    name = "neurons",
    description =
        "Lists the named sets of neurons, or single neurons with their types, sides and degrees.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain neurons",
      "  flybrain neurons --search antennal",
      "  flybrain neurons sugar --csv",
      "  flybrain neurons 'type:/DN.*/ & side:left' --connectome my-brain",
      "  flybrain neurons 720575940660219265 @ids.txt --connectome v783"
    })
final class NeuronsCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "NEURONS",
      description =
          "Selections such as 'LC4 & side:right', named sets, FlyWire ids, files of ids "
              + "(default: lists all sets).")
  private List<String> references = List.of();

  @Option(
      names = "--search",
      paramLabel = "TEXT",
      description = "List sets with this text in their name, description or ids.")
  private @Nullable String search;

  @Mixin private ConnectomeOption connectome = new ConnectomeOption();

  @Mixin private SetsOption setsOption = new SetsOption();

  @ArgGroup(exclusive = true)
  private TableFormat format = new TableFormat();

  @Mixin private ProcessorTimes times = new ProcessorTimes();

  @Override
  public Integer call() throws IOException {
    times.end("start");
    if (search != null && !references.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--search finds sets only; leave out " + references);
    }
    format.check(spec);
    NeuronSets sets = Usage.check(spec, setsOption::all);
    List<NeuronReference> asked = Usage.check(spec, this::asked);
    List<NamedSet> found = search == null ? sets.all() : found(sets, search);
    checkOut(asked);
    IdFiles files = read(asked);
    times.end("sets");
    Connectome brain = open();
    times.end("connectome");
    Table table =
        asked.isEmpty()
            ? NeuronTables.ofSets(found, brain)
            : NeuronTables.ofNeurons(ids(asked, sets, files, brain), sets, brain);
    format.write(
        spec,
        table,
        () ->
            asked.isEmpty()
                ? NeuronTables.text(table)
                : table.text() + NeuronTables.footnote(brain));
    times.end("table");
    times.print(spec.commandLine().getErr());
    return 0;
  }

  /// The ids of references, each once; those of a set or file may be missing in the connectome.
  private Set<Long> ids(
      List<NeuronReference> asked, NeuronSets sets, IdFiles files, Connectome brain) {
    Set<Long> ids = new LinkedHashSet<>();
    for (NeuronReference reference : asked) {
      if (sets.knows(reference)) {
        ids.addAll(sets.ids(reference, brain.neurons(), files));
      } else {
        PrintWriter err = spec.commandLine().getErr();
        NeuronSelection selection =
            Usage.check(
                spec,
                () ->
                    new NeuronSelection(
                        "neurons",
                        List.of(reference),
                        Recipe.DEFAULT.withSets(setsOption.own()).withMissing(Missing.SKIP)));
        selection.on(brain, err::println).stream().mapToObj(brain.neurons()::id).forEach(ids::add);
      }
    }
    return ids;
  }

  /// Reads files of ids, and says which of their columns the ids are taken from.
  private IdFiles read(List<NeuronReference> asked) {
    IdFiles files = new IdFiles();
    for (NeuronReference reference : asked) {
      if (reference instanceof NeuronReference.InFile(Path file)) {
        files.ids(file);
      }
    }
    files.notes().forEach(spec.commandLine().getErr()::println);
    return files;
  }

  private void checkOut(List<NeuronReference> asked) {
    Outputs outputs = setsOption.read(new Outputs()).writes("--out", format.out());
    for (NeuronReference reference : asked) {
      outputs = outputs.reads("neurons", reference.files());
    }
    Usage.check(spec, outputs);
  }

  private List<NeuronReference> asked() {
    List<NeuronReference> asked = new ArrayList<>();
    references.forEach(text -> asked.addAll(NeuronReference.parseList(text)));
    return asked;
  }

  private static List<NamedSet> found(NeuronSets sets, String text) {
    List<NamedSet> found = sets.search(text);
    if (found.isEmpty()) {
      throw new InputException(
          "--search '%s': no set has this text in its name, description or ids%s"
              .formatted(text, NearestName.hint(text, sets.names())));
    }
    return found;
  }

  private Connectome open() throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    ConnectomeStore store = ConnectomeStore.standard();
    ConnectomeSource source = store.find(connectome.name());
    err.println(source.words());
    err.flush();
    return store.open(source, err::println);
  }
}
