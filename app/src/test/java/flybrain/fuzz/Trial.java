package flybrain.fuzz;

import flybrain.InputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Gives a reader damaged files, one at a time, from a folder of its own.
final class Trial {
  private final Subject subject;
  private final Path folder;
  private final List<String> names;
  private final Map<String, Object> sound = new HashMap<>();
  private byte[] damaged = {};

  /// What became of a damaged file.
  ///
  /// @param read whether it was read in spite of its damage
  /// @param fault what the reader did that it must not do, empty if nothing
  /// @param file name of the damaged file
  record Outcome(boolean read, String fault, String file) {}

  Trial(Subject subject, Path folder) throws IOException {
    this.subject = subject;
    this.folder = Files.createDirectories(folder);
    this.names = subject.names();
    if (subject.checked()) {
      for (String name : names) {
        sound.put(name, subject.read(folder, name, subject.seed(name)));
      }
    }
  }

  /// Damages one of the sound files and reads it.
  Outcome run(RandomGenerator random) {
    String name = names.get(random.nextInt(names.size()));
    byte[] other = subject.seed(names.get(random.nextInt(names.size())));
    byte[] bytes = Mutation.of(subject.seed(name), other, random);
    damaged = bytes;
    try {
      Object content = subject.read(folder, name, bytes);
      boolean same = !subject.checked() || content.equals(sound.get(name));
      return new Outcome(true, same ? "" : "other values than the sound file's", name);
    } catch (InputException _) {
      return new Outcome(false, "", name);
    } catch (IOException | RuntimeException | Error e) {
      return new Outcome(false, trace(e), name);
    }
  }

  /// The damaged file last read.
  byte[] damaged() {
    return damaged;
  }

  private static String trace(Throwable e) {
    StringWriter text = new StringWriter();
    e.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
