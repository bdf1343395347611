package flybrain.campaign;

import flybrain.InputException;
import flybrain.files.AtomicFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/// A file of facts, texts by key: what the results beside it were made from. It is TOML with a
/// quoted key and a string in each line.
public final class FactsFile {
  private FactsFile() {}

  /// Writes facts in the order of their keys, over an older file.
  ///
  /// @throws InputException if the folder cannot be written
  public static void write(Path file, Map<String, String> facts) throws IOException {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(facts)
        .forEach((key, value) ->
            text.append('"')
                .append(key)
                .append("\" = \"")
                .append(Toml.tomlEscape(value))
                .append("\"\n"));
    AtomicFile.writeString(file, text.toString());
  }

  /// The facts of a file, none if it is missing.
  ///
  /// @throws InputException if it is damaged
  public static Map<String, String> readIfThere(Path file) throws IOException {
    return Files.exists(file) ? read(file) : new LinkedHashMap<>();
  }

  /// The facts of a file.
  ///
  /// @throws InputException if it is damaged
  public static Map<String, String> read(Path file) throws IOException {
    TomlParseResult toml = Toml.parse(text(file));
    if (toml.hasErrors()) {
      throw damaged(file);
    }
    Map<String, String> facts = new LinkedHashMap<>();
    for (String key : toml.keySet()) {
      facts.put(key, String.valueOf(toml.get(List.of(key))));
    }
    return facts;
  }

  private static String text(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw damaged(file);
    }
  }

  private static InputException damaged(Path file) {
    return new InputException(file + ": is damaged; run it again in another folder (--out)");
  }
}
