package flybrain.external;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The answers of a worker without a framework, whatever it gets: at its start, when it is to
/// prepare two trials of 100 steps of three neurons, and when it is to run them.
///
/// It is a program of the shell, which starts in no time. FOLDER in its words is its folder.
///
/// @param hello its words at the start
/// @param prepared its words when it is to prepare
/// @param run its words when it is to run
public record Script(String hello, String prepared, String run) {
  private static final String HELLO =
      """
      {"type":"hello","protocol":2,"backend":"fake","versions":{"fake":"1.2"},"device":"CPU"}
      """;
  private static final String PREPARED =
      """
      {"type":"prepared","setup":0.5,"build":2.25,"seeds":[5,6]}
      """;
  static final String DONE =
      """
      {"type":"done","simulation":0.001,"setup":0.125,"collection":0.0,"programs":0.5}
      """;
  private static final String FIRST = spikes(0, 3, "right");
  public static final Script ONE_TRIAL_OF_TWO = running(none(0), DONE);
  public static final Script UNRECORDED = running(none(0), none(1), DONE);
  public static final Script RIGHT = running(FIRST, none(1), DONE);

  /// A script with something wrong.
  ///
  /// @param name what is wrong
  /// @param message what must be said of it
  record Wrong(String name, Script script, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Script running(String... lines) {
    return new Script(HELLO, PREPARED, String.join("", lines));
  }

  static String spikes(int trial, int count, String file) {
    return "{\"type\":\"spikes\",\"trial\":%d,\"count\":%d,\"file\":\"%s\",\"last\":true}\n"
        .formatted(trial, count, file);
  }

  static String none(int trial) {
    return "{\"type\":\"spikes\",\"trial\":%d,\"count\":0,\"last\":true}\n".formatted(trial);
  }

  /// Every kind of wrong output.
  static Stream<Wrong> wrong() {
    return Stream.of(starts(), prepares(), lines(), trials(), spikeFiles(), fields())
        .flatMap(kinds -> kinds);
  }

  private static Stream<Wrong> starts() {
    return Stream.of(
        starting(
            "{\"type\":\"hello\",\"versions\":{},\"device\":\"CPU\"}",
            "in 'hello' protocol missing"),
        starting(HELLO.replace(":2,", ":\"1\","), "protocol = \"1\": must be a whole number"),
        starting(HELLO.replace(":2,", ":1.5,"), "protocol = 1.5: must be a whole number"),
        starting(HELLO.replace(":2,", ":99999999999999999999,"), "must be a whole number from"),
        starting(HELLO.replace(":2,", ":1,"), "protocol 1 instead of 2"),
        starting(HELLO.replace("\"CPU\"", "7"), "device = 7: must be text"),
        starting(HELLO.replace("{\"fake\":\"1.2\"}", "[]"), "versions = []: must be text by name"),
        starting(HELLO.replace("\"1.2\"", "null"), "versions.fake = null: must be text"),
        starting(PREPARED, "an invalid message while starting: '{\"type\":\"prepared\""));
  }

  private static Stream<Wrong> prepares() {
    return Stream.of(
        preparing(PREPARED.replace("[5,6]", "[5]"), "must be 2, one per trial; these are 1"),
        preparing(PREPARED.replace("[5,6]", "[5,6,7]"), "must be 2, one per trial; these are 3"),
        preparing(PREPARED.replace("[5,6]", "[5,5]"), "two trials have the seed 5"),
        preparing(PREPARED.replace("[5,6]", "[5,\"6\"]"), "seeds = \"6\": must be a whole number"),
        preparing(PREPARED.replace("[5,6]", "[5,-6]"), "seeds = -6: must be a whole number"),
        preparing(PREPARED.replace("[5,6]", "\"5 6\""), "seeds = \"5 6\": must be 2"),
        preparing(PREPARED.replace(",\"seeds\":[5,6]", ""), "in 'prepared' seeds missing"),
        preparing(PREPARED.replace("0.5", "-5"), "setup = -5: must be a time in s"),
        preparing(PREPARED.replace("0.5", "1e999"), "must be a time in s, finite"),
        preparing(PREPARED.replace("0.5", "\"fast\""), "setup = \"fast\": must be a time"),
        preparing(PREPARED.replace("2.25", "null"), "build = null: must be a time"),
        preparing(PREPARED.replace("2.25", "NaN"), "an invalid message while preparing"),
        preparing("{\"type\":\"stage\"}\n" + PREPARED, "in 'stage' stage missing"),
        preparing(DONE, "an invalid message while preparing: '{\"type\":\"done\""));
  }

  private static Stream<Wrong> lines() {
    return Stream.of(
        ran(
            "no JSON",
            "Segmentation fault\n",
            "an invalid message while simulating: " + "'Segmentation fault'"),
        ran("an empty line", "\n", "an invalid message while simulating: ''"),
        ran("an array", "[1,2]\n", "an invalid message while simulating: '[1,2]'"),
        ran("no type", "{\"trial\":1}\n", "an invalid message while simulating"),
        ran("a type of another type", "{\"type\":7}\n", "an invalid message while simulating"),
        ran("unknown type", "{\"type\":\"spike\"}\n", "an invalid message while simulating"),
        ran("a field twice", "{\"type\":\"done\",\"type\":\"spikes\"}\n", "an invalid message"),
        ran("text behind", DONE.strip() + " and more\n", "an invalid message while simulating"),
        ran(
            "nested without end",
            "[".repeat(100_000) + "\n",
            "an invalid message while " + "simulating"),
        ran("a line without end", "x".repeat(3 << 20), "a line of more than 1048620 characters"),
        ran("escapes", "\u001b]0;owned\u0007\u001b[31m\n", "'\\u001b]0;owned\\u0007\\u001b[31m'"),
        ran(
            "an error with escapes",
            "{\"type\":\"error\",\"message\":\"bad\\u001b[2J\\nluck\"}\n",
            "fake: bad\\u001b[2J\\nluck; log: "),
        ran(
            "an error without end",
            "{\"type\":\"error\",\"message\":\"%s\"}\n".formatted("ha ".repeat(33_000)),
            "h... (98000 more characters)"),
        ran("an error without words", "{\"type\":\"error\"}\n", "in 'error' message missing"));
  }

  private static Stream<Wrong> trials() {
    return Stream.of(
        ran("no trial", DONE, "0 of 2 trials; trial 0 is the first missing"),
        ran("a trial too few", FIRST + DONE, "1 of 2 trials; trial 1 is the first"),
        ran(
            "an extra trial",
            FIRST + none(1) + none(2) + DONE,
            "spikes of trial 2, but only trials 0"),
        ran("a trial below 0", none(-1) + DONE, "spikes of trial -1, but only trials 0 to 1"),
        ran("a trial twice", FIRST + none(0) + DONE, "trial 0 continues after its end"),
        ran(
            "a trial without end",
            FIRST.replace("true", "false") + none(1) + DONE,
            "1 of 2 trials; trial 0 is the first missing or unfinished one"),
        ran(
            "more steps than the run has",
            "{\"type\":\"progress\",\"steps\":150}\n".repeat(2),
            "150 steps after 150, but all trials together have 200"),
        ran("steps below 0", "{\"type\":\"progress\",\"steps\":-1}\n", "steps = -1: must be"));
  }

  private static Stream<Wrong> spikeFiles() {
    return Stream.of(
        file("late", "in step 100 of neuron 1 in trial 0: the run has the steps 0 to 99"),
        file("early", "in step -1 of neuron 1 in trial 0: the run has the steps"),
        file("unknown", "neuron 3 in trial 0: the connectome has the neurons 0 to 2"),
        file("negative", "neuron -1 in trial 0: the connectome has the neurons"),
        file("unordered", "it follows one in step 9 of neuron 1; spikes must arrive in order"),
        file("doubled", "it follows one in step 3 of neuron 1; spikes must arrive in order"),
        file("short", "20 bytes for 2 spikes; expected 16"),
        file("gone", "its file of spikes 'gone' is missing"),
        file("pipe", "its file of spikes 'pipe' is not a plain file in its folder"),
        file("link", "its file of spikes 'link' is not a plain file in its folder"),
        file("FOLDER/../outside", "is not a plain file in its folder"),
        file("../outside", "its file of spikes '../outside' is not a plain file in its folder"),
        file("/etc/hostname", "its file of spikes '/etc/hostname' is not a plain file"),
        file(".", "its file of spikes '.' is not a plain file in its folder"),
        file("\\u0000", "its file of spikes '\\u0000' is missing"));
  }

  private static Stream<Wrong> fields() {
    return Stream.of(
        ran("trial as text", FIRST.replace(":0,", ":\"0\","), "in 'spikes' trial = \"0\": must be"),
        ran("no trial named", FIRST.replace("\"trial\":0,", ""), "in 'spikes' trial missing"),
        ran("half a spike", FIRST.replace(":3,", ":3.5,"), "count = 3.5: must be a whole number"),
        ran("a count below 0", FIRST.replace(":3,", ":-3,"), "count = -3: must be"),
        ran("a count past 32 bits", FIRST.replace(":3,", ":4294967296,"), "count = 4294967296:"),
        ran("no file", FIRST.replace("\"right\"", "null"), "file = null: must be text"),
        ran("no last", FIRST.replace(",\"last\":true", ""), "in 'spikes' last missing"),
        ran(
            "last as text",
            FIRST.replace("true", "\"no\""),
            "last = \"no\": must be true or false"),
        done("0.001", "-5", "simulation = -5: must be a time in s, finite and not negative"),
        done("0.001", "1e999", "must be a time in s, finite and not negative"),
        done("0.001", "\"0.1\"", "simulation = \"0.1\": must be a time"),
        done("\"simulation\":0.001,", "", "in 'done' simulation missing"),
        done("0.125", "[]", "setup = []: must be a time"),
        done("0.5", "-1", "programs = -1: must be a time"));
  }

  private static Wrong starting(String hello, String message) {
    return new Wrong("at the start: " + message, new Script(hello + "\n", "", ""), message);
  }

  private static Wrong preparing(String prepared, String message) {
    return new Wrong("prepared: " + message, new Script(HELLO, prepared + "\n", ""), message);
  }

  private static Wrong ran(String name, String run, String message) {
    return new Wrong(name, new Script(HELLO, PREPARED, run), message);
  }

  private static Wrong file(String file, String message) {
    return ran("the file " + file, spikes(0, 2, file), message);
  }

  private static Wrong done(String right, String wrong, String message) {
    return ran(message, FIRST + none(1) + DONE.replace(right, wrong), message);
  }

  /// The command that runs it; its files of spikes are there.
  ///
  /// @param words folder that takes the program and its words
  /// @param folder the worker's folder
  List<String> in(Path words, Path folder) throws IOException {
    write(folder.resolve("right"), 3, 3, 9, 1, 2, 1);
    write(folder.resolve("late"), 3, 100, 1, 1);
    write(folder.resolve("early"), -1, 3, 1, 1);
    write(folder.resolve("unknown"), 3, 4, 1, 3);
    write(folder.resolve("negative"), 3, 4, 1, -1);
    write(folder.resolve("unordered"), 9, 3, 1, 1);
    write(folder.resolve("doubled"), 3, 3, 1, 1);
    write(folder.resolve("short"), 3, 3, 1, 2, 1);
    write(words.resolve("outside"), 3, 4, 1, 1);
    Files.createSymbolicLink(folder.resolve("link"), words.resolve("outside"));
    StandInBackend.succeeds("mkfifo", folder.resolve("pipe").toString());
    return List.of("sh", program(words).toString(), folder.toString());
  }

  /// What makes a program the Python of an environment.
  public static String stamp(Path program) {
    return "{\"requirements\":\"\",\"python\":\"%s\",\"files\":[],\"versions\":{}}"
        .formatted(program);
  }

  /// Writes the program, which takes its folder as the last of its arguments.
  public Path program(Path words) throws IOException {
    Files.writeString(words.resolve("hello"), hello);
    Files.writeString(words.resolve("prepared"), prepared);
    Files.writeString(words.resolve("run-words"), run);
    Path program = words.resolve("worker.sh");
    Files.writeString(
        program,
        """
        #!/bin/sh
        say() { sed "s|FOLDER|$folder|g" "$1"; }
        for folder; do :; done
        say %1$s/hello; read -r line; read -r line; say %1$s/prepared; read -r line; say %1$s/run-words; read -r line
        """
            .formatted(words),
        StandardCharsets.UTF_8);
    program.toFile().setExecutable(true);
    return program;
  }

  private static void write(Path file, int... numbers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : numbers) {
      bytes.putInt(number);
    }
    Files.write(file, bytes.array());
  }
}
