package flybrain.cli;

import flybrain.InputException;
import flybrain.laboratory.SpikeFile;
import flybrain.parquet.Compression;
import flybrain.results.RecordedExperiment;
import flybrain.spikes.SpikeFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options that say where the spikes of a run go, and whether what is there is replaced.
///
/// A file that `--out` names is replaced when it is one of spikes. The default file, which the user
/// did not name, is replaced only by the same experiment.
final class SpikeTarget {
  @Option(
      names = "--out",
      paramLabel = "FILE.parquet",
      description = "Output file for the spikes (default: results/NAME.parquet).")
  private @Nullable Path out;

  @Option(
      names = "--force",
      description = "Replace the file of another experiment, or an --out file without spikes.")
  private boolean force;

  @Option(names = "--no-spikes", description = "Write no spike file, only the summary.")
  private boolean dropped;

  @Option(
      names = "--compression",
      paramLabel = "CODEC",
      description =
          "Compression of spike files: brotli (default), zstd, or snappy, which every "
              + "program reads.")
  private Compression compression = SpikeFileWriter.DEFAULT_COMPRESSION;

  private final Path results;

  /// The file of a run in the current folder.
  SpikeTarget() {
    this(Path.of("results"));
  }

  /// @param results folder of files that no option names
  SpikeTarget(Path results) {
    this.results = results;
  }

  /// The file, by default named after the experiment; null for none.
  @Nullable Path file(String experiment) {
    if (dropped) {
      return null;
    }
    return out == null ? results.resolve(experiment + ".parquet") : out;
  }

  /// The name of an experiment in the rows of the file, or in the table of its rates.
  ///
  /// @param typed with `--name`, null for none
  /// @param recipe name of the experiment
  String experimentName(@Nullable String typed, String recipe) {
    Path file = file(recipe);
    return typed != null || file == null ? recipe : SpikeFileWriter.experimentName(file);
  }

  /// How its pages are compressed.
  Compression compression() {
    return compression;
  }

  /// Refuses a file together with --no-spikes, and an extension other than the format's.
  ///
  /// @throws InputException saying what to leave out, or which ending there is
  void check() {
    if (dropped && out != null) {
      throw new InputException(
          "--no-spikes and --out %s: contradict each other; leave out one of them".formatted(out));
    }
    if (out != null) {
      SpikeFile.checkName("--out", out);
    }
  }

  /// Refuses to replace a file the user may want to keep.
  ///
  /// @param experiment its name, which the default file shares
  /// @param facts of the coming run, as in the metadata of its file
  /// @throws InputException naming the existing file, and how to keep or replace it
  void checkReplaced(String experiment, Map<String, String> facts) throws IOException {
    Path file = file(experiment);
    if (file == null || force || !Files.isRegularFile(file) || Files.size(file) == 0) {
      return;
    }
    if (out != null) {
      SpikeFile.checkReplaced("--out", file, ", or replace it with --force");
      return;
    }
    requireSameExperiment(file, facts, "--out");
  }

  /// Refuses to replace a default file of another experiment.
  ///
  /// @param facts of the coming run
  /// @param option that names another file
  /// @throws InputException naming the existing file, and how to keep or replace it
  static void requireSameExperiment(Path file, Map<String, String> facts, String option)
      throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) == 0) {
      return;
    }
    Map<String, String> recorded = RecordedExperiment.facts(file);
    if (RecordedExperiment.repeats(facts, recorded)) {
      return;
    }
    RecordedExperiment there = RecordedExperiment.of(recorded);
    if (there.recipe() == null) {
      throw refuse(file, "it does not record its experiment", option);
    }
    List<String> differences = RecordedExperiment.of(facts).differencesOfSpikes(there);
    if (!differences.isEmpty()) {
      throw refuse(
          file,
          "it is of another experiment (this one and that one: %s)"
              .formatted(String.join("; ", differences)),
          option);
    }
  }

  /// Whether `--force` lets it replace any file.
  boolean replacesAll() {
    return force;
  }

  /// A file beside that of the spikes, or where they would be by default.
  ///
  /// @param ending of its name, after the name of the spike file without extension
  Path beside(String experiment, String ending) {
    Path spikes = out == null ? results.resolve(experiment + ".parquet") : out;
    return spikes.resolveSibling(SpikeFileWriter.experimentName(spikes) + ending);
  }

  private static InputException refuse(Path file, String why, String option) {
    return new InputException(
        ("%s: already exists, and %s; give this run another --name or %s, or replace it with "
                + "--force")
            .formatted(file, why, option));
  }
}
