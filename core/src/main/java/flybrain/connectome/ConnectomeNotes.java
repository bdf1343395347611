package flybrain.connectome;

import flybrain.InputException;
import flybrain.files.AtomicFile;
import flybrain.files.TextFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// What is kept beside a connectome's files, in `connectome.json`: the weight of a synapse with its
/// source, and how the brain was made.
///
/// @param fingerprint of the brain that it belongs to
/// @param weight of a synapse
/// @param origin how the brain was made: files, rules, what was read, dropped and assumed; may be
///   empty
public record ConnectomeNotes(
    String fingerprint, SynapseWeight weight, Map<String, Object> origin) {
  /// The name of the file.
  static final String NAME = "connectome.json";

  /// Reads token by token: every start on an imported brain reads, and a mapper takes longer to set
  /// up than all else in it.
  private static final JsonFactory TOKENS = new JsonFactory();

  /// Made when first needed: only an import writes.
  private static final class Json {
    static final JsonMapper MAPPER =
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
  }

  /// The file in a folder, there or not.
  public static Path in(Path folder) {
    return folder.resolve(NAME);
  }

  /// The brain with the weight that its folder has for it.
  ///
  /// @throws InputException if the file is damaged or belongs to another brain
  static Connectome apply(Connectome brain, Path folder) throws IOException {
    Path file = in(folder);
    if (!Files.exists(file)) {
      return brain;
    }
    ConnectomeNotes notes = read(file);
    if (!notes.fingerprint.equals(brain.fingerprint())) {
      throw new InputException(
          ("%s: belongs to a brain of SHA-256 %s, but the files beside it are of %s; import it "
                  + "again, or remove this file to use w_syn = %s mV")
              .formatted(
                  file,
                  shortened(notes.fingerprint),
                  shortened(brain.fingerprint()),
                  SynapseWeight.SHIU_2024.millivolts()));
    }
    return brain.with(notes.weight);
  }

  private static String shortened(String text) {
    return text.length() <= 12 ? text : text.substring(0, 12);
  }

  private static ConnectomeNotes read(Path file) throws IOException {
    byte[] content = Files.readAllBytes(TextFile.check(file));
    try (JsonParser json = TOKENS.createParser(ObjectReadContext.empty(), content)) {
      Double weight = null;
      String source = null;
      String fingerprint = null;
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String key = json.currentName();
        JsonToken value = json.nextToken();
        switch (key) {
          case "w_syn" -> weight = value.isNumeric() ? json.getDoubleValue() : null;
          case "w_syn_source" -> source = text(json);
          case "sha256" -> fingerprint = text(json);
          default -> {}
        }
        json.skipChildren();
      }
      if (json.hasToken(JsonToken.END_OBJECT) && json.nextToken() != null) {
        throw new StreamReadException(json, "more follows its end");
      }
      if (weight == null || source == null || fingerprint == null) {
        throw new InputException(
            file
                + ": must have a number w_syn (in mV), and texts w_syn_source and sha256; correct"
                + " it, or import the brain again");
      }
      return new ConnectomeNotes(fingerprint, new SynapseWeight(weight, source), Map.of());
    } catch (JacksonException e) {
      throw new InputException(
          "%s: is not JSON (%s); correct it, or import the brain again"
              .formatted(file, e.getOriginalMessage().lines().findFirst().orElse("")),
          e);
    }
  }

  /// The present value, null if it is no text.
  private static @Nullable String text(JsonParser json) {
    return json.hasToken(JsonToken.VALUE_STRING) ? json.getString() : null;
  }

  /// Writes the file beside its target; the caller commits it.
  AtomicFile prepare(Path folder) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("sha256", fingerprint);
    json.put("w_syn", weight.millivolts());
    json.put("w_syn_source", weight.source());
    json.putAll(origin);
    byte[] content = (Json.MAPPER.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFile file = new AtomicFile(in(folder));
    try {
      Files.write(file.part(), content);
      return file;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }
}
