package flybrain.external;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// A worker without a framework, which behaves, or misbehaves, as its first argument says.
public final class FakeWorker {
  private static final PrintStream OUT =
      new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);

  private FakeWorker() {}

  /// The command line that starts one.
  static List<String> command(String behaviour, Path folder) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xshare:auto",
        "-cp",
        System.getProperty("java.class.path"),
        FakeWorker.class.getName(),
        behaviour,
        folder.toString());
  }

  public static void main(String[] args) throws Exception {
    String behaviour = args[0];
    Path folder = Path.of(args[1]);
    Files.writeString(
        folder.resolveSibling("started"),
        ProcessHandle.current().pid() + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    if (behaviour.equals("dies at once")) {
      System.err.println("a traceback of many lines");
      System.exit(3);
    }
    int protocol = behaviour.equals("old protocol") ? 0 : 2;
    say(
        "{\"type\":\"hello\",\"protocol\":%d,\"backend\":\"fake\",\"versions\":{\"fake\":\"1.2\"},\"device\":\"CPU\"}"
            .formatted(protocol));
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    boolean record = true;
    int runs = 0;
    String line;
    while ((line = in.readLine()) != null) {
      switch (Worker.JSON.readTree(line).path("type").asString("")) {
        case "load" -> Files.writeString(folder.resolve("load.json"), line);
        case "prepare" -> {
          record = Worker.JSON.readTree(line).path("record").asBoolean();
          prepare(behaviour, folder, line);
        }
        case "run" -> {
          runs++;
          if (runs == 2 && behaviour.equals("dies in its second run")) {
            Runtime.getRuntime().halt(3);
          }
          simulate(behaviour, folder, record);
        }
        case "close" -> System.exit(0);
        case "cancel" -> System.exit(130);
        default -> System.exit(4);
      }
    }
  }

  private static void prepare(String behaviour, Path folder, String message)
      throws IOException, InterruptedException {
    Files.writeString(folder.resolve("prepare.json"), message);
    switch (behaviour) {
      case "hangs" -> Thread.sleep(600_000);
      case "writes garbage" -> say("Segmentation fault (core dumped)");
      case "fails" -> say("{\"type\":\"error\",\"message\":\"ValueError: too many neurons\"}");
      default ->
          say("{\"type\":\"prepared\",\"setup\":0.5,\"build\":2.25,\"seeds\":[2147483648,7]}");
    }
  }

  private static void simulate(String behaviour, Path folder, boolean record)
      throws IOException, InterruptedException {
    if (behaviour.equals("dies while simulating")) {
      Runtime.getRuntime().halt(137);
    }
    say("{\"type\":\"stage\",\"stage\":\"simulating\"}");
    if (behaviour.equals("hangs while simulating")) {
      Thread.sleep(600_000);
    }
    say("{\"type\":\"progress\",\"steps\":70}");
    spikes(folder, 0, record ? new int[] {3, 3, 9, 1, 2, 1} : new int[0]);
    spikes(folder, 1, new int[0]);
    say(
        "{\"type\":\"done\",\"simulation\":0.001,\"setup\":0.125,\"collection\":0.0,\"programs\":0.5}");
  }

  private static void spikes(Path folder, int trial, int[] numbers) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int number : numbers) {
      bytes.putInt(number);
    }
    Path file = folder.resolve("spikes-" + trial);
    Files.write(file, bytes.array());
    say(
        "{\"type\":\"spikes\",\"trial\":%d,\"count\":%d,\"file\":\"%s\",\"last\":true}"
            .formatted(trial, numbers.length / 2, file));
  }

  private static void say(String line) {
    OUT.println(line);
  }
}
