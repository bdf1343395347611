package flybrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The command in a process of its own, which has an environment and an end of its own.
final class FlybrainProcess {
  private final Path folder;
  private final Map<String, String> variables = new HashMap<>();
  private final List<String> javaFlags = new ArrayList<>();

  /// The end of a command.
  ///
  /// @param text all that it wrote
  record Output(int exitCode, String text) {}

  /// @param folder that it works in
  FlybrainProcess(Path folder) {
    this.folder = folder;
    variables.put("FLYBRAIN_CACHE", folder.resolve("cache").toString());
    variables.put("FLYBRAIN_DATA", folder.resolve("data-folder").toString());
  }

  FlybrainProcess with(String variable, Path value) {
    variables.put(variable, value.toString());
    return this;
  }

  FlybrainProcess flag(String javaFlag) {
    javaFlags.add(javaFlag);
    return this;
  }

  Output run(Object... arguments) throws IOException, InterruptedException {
    Process process = start(arguments);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Output(process.exitValue(), Files.readString(output()));
  }

  Path output() {
    return folder.resolve("output");
  }

  Process start(Object... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path")));
    command.addAll(javaFlags);
    command.add("flybrain.cli.Main");
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output().toFile());
    builder.environment().putAll(variables);
    return builder.start();
  }
}
