package flybrain.cli;

import flybrain.InputException;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeSource;
import flybrain.connectome.ConnectomeStore;
import flybrain.experiment.ExperimentFile;
import flybrain.experiment.Presets;
import flybrain.experiment.Recipe;
import flybrain.terminal.Interrupts;
import flybrain.terminal.Usage;
import flybrain.view.ViewServer;
import flybrain.view.ViewedBrain;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain view`: the living brain in a browser.
@Command(
    name = "view",
    description =
        "Shows the brain as it runs, in a browser on this machine: drive and silence neurons, slow"
            + " down, rewind, branch, and ask why a neuron fired.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain view",
      "  flybrain view bitter --rate 60",
      "  flybrain view experiment.toml --connectome v783",
      "  flybrain view --no-browser --port 8000",
      "",
      "The link with its token lets a browser in; whoever has it sees and changes the same brain."
          + " Ctrl-C ends it."
    })
final class ViewCommand implements Callable<Integer> {
  private static final String DEFAULT = "sugar";

  /// Slow enough to see single spikes, in seconds of the brain per second.
  private static final double SPEED = 0.1;

  private static final int HIGHEST_PORT = 65_535;

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "EXPERIMENT",
      description =
          "What is driven at first: a preset (sugar, p9, bitter, ...) or an experiment file (.toml)"
              + " (default: sugar; nothing if the connectome lacks its neurons).")
  private @Nullable String experiment;

  @Mixin private ConnectomeOption connectome = new ConnectomeOption();

  @Option(
      names = "--rate",
      paramLabel = "HZ",
      description = "Rate of the drive in Hz (default: the preset's, or 150).")
  private @Nullable Double rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the random input (default: 1); the same seed gives the same spikes.")
  private @Nullable Long seed;

  @Mixin private SetsOption sets = new SetsOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen at (default: one that is free).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "Address to listen at (default: 127.0.0.1, which only this machine reaches). At another"
              + " one everybody on the network with the link gets in, and what is sent can be read.")
  private String host = ViewServer.LOOPBACK;

  @Option(names = "--no-browser", description = "Only print the link; open no browser.")
  private boolean noBrowser;

  @Override
  public Integer call() throws Exception {
    Usage.require(
        spec,
        port >= 0 && port <= HIGHEST_PORT,
        "--port %d: must be from 0, for a free one, to %d".formatted(port, HIGHEST_PORT));
    Recipe recipe = Usage.check(spec, this::recipe);
    ConnectomeStore store = ConnectomeStore.standard();
    ConnectomeSource source = store.find(connectome.name());
    print(source.words());
    List<String> notices = new ArrayList<>();
    Connectome brain =
        store.open(
            source,
            notice -> {
              notices.add(notice);
              print(notice);
            });
    ViewedBrain viewed = new ViewedBrain(brain, source, notices, on(brain, recipe));
    try (ViewServer server =
            ViewServer.start(
                viewed, host, port, SPEED, mistake -> print("internal error: " + mistake));
        AutoCloseable _ = Interrupts.handle(server::close)) {
      announce(server);
      server.await();
    }
    return 0;
  }

  private Recipe recipe() {
    Recipe recipe = base().withSets(sets.own());
    if (rate != null) {
      recipe = recipe.withRate(rate);
    }
    if (seed != null) {
      recipe = recipe.withSeed(seed);
    }
    recipe.check();
    return recipe;
  }

  private Recipe base() {
    if (experiment == null) {
      return Presets.get(DEFAULT);
    }
    return experiment.toLowerCase(Locale.ROOT).endsWith(".toml")
        ? ExperimentFile.read(Path.of(experiment))
        : Presets.get(experiment);
  }

  /// The recipe, or where nobody asked for it and the connectome lacks its neurons, one without a
  /// drive.
  private Recipe on(Connectome brain, Recipe recipe) {
    if (experiment != null) {
      recipe.on(brain).warnings().forEach(warning -> print("warning: " + warning));
      return recipe;
    }
    try {
      recipe.on(brain);
      return recipe;
    } catch (InputException e) {
      print("nothing is driven at first: " + e.getMessage());
      return Recipe.DEFAULT.withName("live").withSeed(recipe.seed()).withSets(recipe.sets());
    }
  }

  private void announce(ViewServer server) throws IOException {
    server.warning().ifPresent(this::print);
    PrintWriter out = spec.commandLine().getOut();
    out.println(server.link());
    out.flush();
    if (!noBrowser && server.isLoopback()) {
      Browser.open(server.link());
    }
    print("Ctrl-C ends it");
  }

  private void print(String line) {
    PrintWriter err = spec.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
