package flybrain.view;

import flybrain.connectome.Connectome;
import flybrain.engine.Engines;
import flybrain.experiment.ExperimentFile;
import flybrain.experiment.ExperimentText;
import flybrain.experiment.Recipe;
import flybrain.files.TemporaryFolder;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.RunOptions;
import flybrain.laboratory.SpikeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What ran, to be saved: as an experiment file, and as the spikes that a run of it gives.
final class Recordings {
  private final Connectome connectome;
  private final Session session;

  Recordings(Connectome connectome, Session session) {
    this.connectome = connectome;
    this.session = session;
  }

  /// `/api/experiment`.
  Answer experiment(Query query) throws Exception {
    Recipe recipe = recipe(query);
    return new Answer(
        Answer.OK,
        "text/plain; charset=utf-8",
        ExperimentText.of(recipe).getBytes(StandardCharsets.UTF_8),
        fileName(recipe, ".toml"));
  }

  /// `/api/spikes`: one run at a time, each of which takes all that it needs.
  Answer spikes(Query query) throws Exception {
    Recipe recipe = recipe(query);
    Recipe saved = ExperimentFile.parse(ExperimentText.of(recipe), "what was done");
    return new Answer(
        Answer.OK, "application/vnd.apache.parquet", run(saved), fileName(recipe, ".parquet"));
  }

  private Recipe recipe(Query query) throws Exception {
    int number = query.allow("branch").whole("branch", 0, 1, 0);
    return session.answer(() -> {
      Branch branch = session.branch(number);
      if (branch.step() == 0) {
        throw new NotThere("nothing was simulated yet; let the brain run first");
      }
      return branch.brain().recipe();
    });
  }

  private synchronized byte[] run(Recipe recipe) throws IOException {
    Path folder = Files.createTempDirectory(TemporaryFolder.own(), "view");
    Path file = folder.resolve("spikes.parquet");
    try (Laboratory laboratory = Laboratory.on(connectome)) {
      laboratory.run(
          laboratory.plan(recipe, Engines.EVENT),
          RunOptions.DEFAULT.withThreads(1).withFile(new SpikeFile(file)));
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(folder);
    }
  }

  private static String fileName(Recipe recipe, String ending) {
    String stem = recipe.name().replaceAll("[^A-Za-z0-9_.-]+", "_");
    return (stem.isEmpty() ? "live" : stem) + ending;
  }
}
