package flybrain.results;

import flybrain.InputException;
import flybrain.files.AtomicFile;
import flybrain.files.Checksum;
import java.io.File;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `checksums.sha256` of a labelled run: its spike files, one line each as `sha256sum` prints it.
public final class ChecksumsFile {
  /// A line, with the groups `sum` and `path`.
  public static final Pattern LINE = Pattern.compile("(?<sum>[0-9a-f]{64}) [ *](?<path>.+)");

  private final Path folder;
  private final Path file;

  /// @param folder of the run, which the paths in the file are relative to
  public ChecksumsFile(Path folder) {
    this.folder = folder;
    this.file = folder.resolve("checksums.sha256");
  }

  /// Checks that it is a list of checksums, if it is there.
  ///
  /// @throws InputException naming a line not in the format of sha256sum
  public void check() throws IOException {
    sums();
  }

  /// Whether there is a list.
  public boolean exists() {
    return Files.exists(file);
  }

  /// Whether a spike file is listed.
  public boolean lists(Path spikes) throws IOException {
    return sums().containsKey(name(spikes));
  }

  /// Takes a spike file off the list, before it is replaced.
  public void remove(Path spikes) throws IOException {
    Map<String, String> sums = sums();
    if (sums.remove(name(spikes)) != null) {
      write(sums);
    }
  }

  /// Puts spike files on the list, which has the order of the paths.
  public void put(Collection<Path> spikes) throws IOException {
    Map<String, String> sums = sums();
    for (Path file : spikes) {
      sums.put(name(file), Checksum.sha256().add(file, _ -> {}).hex());
    }
    write(sums);
  }

  private String name(Path spikes) {
    return folder.relativize(spikes).toString().replace(File.separatorChar, '/');
  }

  private Map<String, String> sums() throws IOException {
    Map<String, String> sums = new TreeMap<>();
    if (!Files.exists(file)) {
      return sums;
    }
    int number = 0;
    for (String text : lines(file)) {
      number++;
      Matcher line = LINE.matcher(text);
      if (!line.matches()) {
        throw new InputException(
            "%s:%d: '%s' is not a line of sha256sum; correct it or move the file away"
                .formatted(file, number, text));
      }
      sums.put(line.group("path"), line.group("sum"));
    }
    return sums;
  }

  /// The lines of such a file.
  ///
  /// @throws InputException if it is not text
  public static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new InputException(
          file + ": is not UTF-8; recreate it with sha256sum or move it away", e);
    }
  }

  private void write(Map<String, String> sums) throws IOException {
    StringBuilder text = new StringBuilder();
    sums.forEach((path, sum) -> text.append(sum).append("  ").append(path).append('\n'));
    AtomicFile.writeString(file, text.toString());
  }
}
