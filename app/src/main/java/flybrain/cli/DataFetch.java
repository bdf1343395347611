package flybrain.cli;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.connectome.ConnectomeStore;
import flybrain.connectome.Release;
import flybrain.connectome.ReleaseFetch;
import flybrain.terminal.TerminalProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain data fetch`: downloads a published connectome.
@Command(
    name = "fetch",
    description =
        "Downloads a published FlyWire connectome and verifies it. An interrupted download "
            + "resumes where it stopped.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "The data is licensed CC BY-NC 4.0, FlyWire consortium: cite Dorkenwald et al. 2024 and",
      "Schlegel et al. 2024.",
      "",
      "Examples:",
      "  flybrain data fetch v783",
      "  flybrain data fetch v630 --from https://mirror.example.org/flywire"
    })
final class DataFetch implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "v783 (139 thousand neurons, 97 MB) or v630.")
  private String name;

  @Option(
      names = "--from",
      paramLabel = "URL",
      defaultValue = "${env:FLYBRAIN_MIRROR}",
      description =
          "Web folder with the files, under any of their published names (default: the variable "
              + "FLYBRAIN_MIRROR, otherwise the repositories that publish them).")
  private @Nullable String mirror;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Release release = Usage.check(spec, this::release);
    ConnectomeStore store = ConnectomeStore.standard();
    ReleaseFetch fetch =
        Usage.check(
            spec,
            () ->
                new ReleaseFetch(
                    store.folderOf(release), mirror == null || mirror.isEmpty() ? null : mirror));
    PrintWriter out = spec.commandLine().getOut();
    try (TerminalProgress progress = new TerminalProgress()) {
      fetch.fetch(release, line -> progress.print(out, line), progress);
    }
    out.println(
        "connectome %s is installed%s"
            .formatted(
                release.key(),
                store.find(null).name().equals(release.key())
                    ? "; it is the default"
                    : "; use it with --connectome " + release.key()));
    out.flush();
    return 0;
  }

  private Release release() {
    List<String> names = Release.ALL.stream().map(Release::key).toList();
    return Release.named(name)
        .orElseThrow(() ->
            new InputException(
                "'%s' cannot be fetched; allowed: %s%s"
                    .formatted(name, String.join(", ", names), NearestName.hint(name, names))));
  }
}
