package flybrain.results;

import flybrain.InputException;
import flybrain.connectome.Connectome;
import flybrain.experiment.ExperimentText;
import flybrain.experiment.Resolution;
import flybrain.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `run.json` of a labelled run: on which connectome it is and what its experiments are, so a run
/// is never continued with something else, and the machines that measured it.
public final class RunRecord {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private RunRecord() {}

  /// Checks that a run continues as it began, and notes what is new in it.
  ///
  /// @param folder of the run
  /// @param machine that it continues with; a run may have been measured on several
  /// @throws InputException if its connectome or the experiment of this name was another one
  public static void check(Path folder, Connectome brain, Resolution resolution, String machine)
      throws IOException {
    Path file = folder.resolve("run.json");
    ObjectNode run = read(file);
    String sha256 = run.path("connectome").path("sha256").asString(brain.fingerprint());
    if (!sha256.equals(brain.fingerprint())) {
      throw new InputException(
          ("%s: this run was started on the connectome '%s', this one is '%s' or has changed; "
                  + "choose another --run-label")
              .formatted(file, run.path("connectome").path("name").asString(""), brain.name()));
    }
    String name = resolution.experiment().name();
    String text = ExperimentText.of(resolution.provenance().withDuration(1).withTrials(1));
    if (!run.path("experiments").path(name).asString(text).equals(text)) {
      throw new InputException(
          ("%s: this run was started with a different experiment '%s' (or another seed); choose "
                  + "another --run-label or another name")
              .formatted(file, name));
    }
    run.putObject("connectome").put("name", brain.name()).put("sha256", brain.fingerprint());
    run.withObject("/experiments").put(name, text);
    ArrayNode machines = run.withArray("machines");
    if (machines.valueStream().noneMatch(known -> known.asString("").equals(machine))) {
      machines.add(machine);
    }
    AtomicFile.writeString(file, JSON.writeValueAsString(run) + "\n");
  }

  private static ObjectNode read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return JSON.createObjectNode();
    }
    try {
      JsonNode node = JSON.readTree(Files.readString(file));
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      // Reported below.
    }
    throw new InputException(file + ": is not the record of a run; move it away");
  }
}
