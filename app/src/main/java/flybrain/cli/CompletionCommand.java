package flybrain.cli;

import flybrain.files.AtomicFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain completion`: the script that lets a shell complete commands and options.
@Command(
    name = "completion",
    description = "Prints or installs the script that completes commands and options in a shell.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  flybrain completion bash --install",
      "  flybrain completion zsh >> ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {
  /// The shells that can read the script.
  enum Shell {
    bash,
    zsh
  }

  @Spec
  @SuppressWarnings("NullAway.Init") // Picocli sets it before the command runs.
  private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "bash|zsh",
      description = "The shell (default: bash).")
  private Shell shell = Shell.bash;

  @Option(
      names = "--install",
      description =
          "Write it to bash's folder for completions: ~/.local/share/bash-completion/completions.")
  private boolean install;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    String script = script();
    if (install) {
      Path file = file(System.getenv("BASH_COMPLETION_USER_DIR"), System.getenv("XDG_DATA_HOME"));
      Path folder = file.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      AtomicFile.writeString(file, script);
      out.println(installed(file));
    } else {
      out.print(script);
    }
    out.flush();
    return 0;
  }

  /// All commands in full, whatever this command line names.
  private String script() {
    String script = AutoComplete.bash("flybrain", Main.commandLine());
    return shell == Shell.bash ? script : "autoload -U +X bashcompinit && bashcompinit\n" + script;
  }

  private String installed(Path file) {
    return shell == Shell.bash
        ? file
            + ": written; new shells complete flybrain if the package bash-completion is "
            + "installed, otherwise run: source "
            + file
        : file + ": written; to load it in zsh: echo 'source " + file + "' >> ~/.zshrc";
  }

  /// Where bash-completion looks for the completions of a user's commands.
  private Path file(@Nullable String own, @Nullable String data) {
    Path home = Path.of(System.getProperty("user.home"));
    Path folder =
        own != null
            ? Path.of(own)
            : (data != null ? Path.of(data) : home.resolve(".local").resolve("share"))
                .resolve("bash-completion");
    return shell == Shell.bash
        ? folder.resolve("completions").resolve("flybrain")
        : folder.resolve("completions").resolve("_flybrain.zsh");
  }
}
