package flybrain.files;

import flybrain.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files that a command will write, checked against those that it reads: no file may be both,
/// whatever path or link names it, and no two outputs may be one file.
///
///     new Outputs()
///         .reads("neuron ids", ids)
///         .writes("--out", out)
///         .check();
///
/// A command checks before it reads anything, so nothing is computed in vain.
public final class Outputs {
  /// A file with what it is to the command, such as `neuron ids` or `--out`.
  private record Role(String name, Path file) {}

  private final List<Role> inputs = new ArrayList<>();
  private final List<Role> outputs = new ArrayList<>();
  private final List<Role> pages = new ArrayList<>();

  /// Adds a file that the command reads; null for none.
  ///
  /// @param what the file is to the command, for messages, such as `neuron ids`
  /// @return this
  public Outputs reads(String what, @Nullable Path file) {
    if (file != null) {
      inputs.add(new Role(what, file));
    }
    return this;
  }

  /// Adds files that the command reads.
  ///
  /// @param what they are to the command, for messages
  /// @return this
  public Outputs reads(String what, Collection<Path> files) {
    files.forEach(file -> reads(what, file));
    return this;
  }

  /// Adds a file that the command will write; null for none.
  ///
  /// @param option that names it, or what it is where no option does
  public Outputs writes(String option, @Nullable Path file) {
    if (file != null) {
      outputs.add(new Role(option, file));
    }
    return this;
  }

  /// Adds an HTML page that the command will write; null for none. Its name must say that it is
  /// one, so that it cannot replace a file of which the command does not know, such as a campaign
  /// file.
  public Outputs writesPage(String option, @Nullable Path file) {
    if (file != null) {
      pages.add(new Role(option, file));
    }
    return writes(option, file);
  }

  /// Refuses outputs that are inputs, outputs that are each other, and outputs that would replace
  /// something else than what their name says: a page only ever replaces a page.
  ///
  /// @throws InputException naming the output and what it would replace
  public void check() {
    for (int k = 0; k < outputs.size(); k++) {
      Role output = outputs.get(k);
      for (Role input : inputs) {
        if (isSame(output.file, input.file)) {
          throw new InputException(
              "%s %s: %s; writing would replace it; name another file"
                  .formatted(output.name, output.file, readAs(output, input)));
        }
      }
      checkReplaced(output);
      for (Role other : outputs.subList(0, k)) {
        if (isSame(output.file, other.file)) {
          throw new InputException(
              "%s %s: is the same file as %s %s; name another file for one of them"
                  .formatted(output.name, output.file, other.name, other.file));
        }
      }
    }
    for (Role page : pages) {
      if (FileKind.named(page.file).orElse(null) != FileKind.HTML) {
        throw new InputException(
            "%s %s: the page is HTML; name the file .html".formatted(page.name, page.file));
      }
    }
  }

  private static void checkReplaced(Role output) {
    FileKind kind = FileKind.named(output.file).orElse(null);
    if (kind == null || !Files.isRegularFile(output.file)) {
      return;
    }
    try {
      if (!kind.isKindOf(output.file)) {
        throw new InputException(
            ("%s %s: the existing file is not a %s and is not replaced; name another file or "
                    + "move it away")
                .formatted(output.name, output.file, kind.words()));
      }
    } catch (IOException e) {
      throw new InputException(
          "%s %s: the existing file cannot be read, so it is not replaced: %s"
              .formatted(output.name, output.file, e.getMessage()),
          e);
    }
  }

  private static String readAs(Role output, Role input) {
    return output.file.equals(input.file)
        ? "this command reads this file (%s)".formatted(input.name)
        : "is the same file as %s, which this command reads (%s)".formatted(input.file, input.name);
  }

  /// Whether two paths name one file: by links of any kind if both exist, otherwise by the path
  /// they would have.
  private static boolean isSame(Path one, Path other) {
    try {
      boolean bothThere = Files.exists(one) && Files.exists(other);
      return bothThere ? Files.isSameFile(one, other) : place(one).equals(place(other));
    } catch (IOException e) {
      // A file that cannot be examined is reported when it is read or written.
      return place(one).equals(place(other));
    }
  }

  /// The path of a file that need not be there, with the links of its folders resolved.
  private static Path place(Path file) {
    Path path = file.toAbsolutePath().normalize();
    Path folder = path;
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    try {
      return folder == null ? path : folder.toRealPath().resolve(folder.relativize(path));
    } catch (IOException e) {
      return path;
    }
  }
}
