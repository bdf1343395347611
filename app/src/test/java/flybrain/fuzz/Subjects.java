package flybrain.fuzz;

import flybrain.Progress;
import flybrain.annotation.AnnotationTables;
import flybrain.arrow.ArrowBatches;
import flybrain.arrow.ArrowReader;
import flybrain.audit.Expectations;
import flybrain.audit.FolderAudit;
import flybrain.campaign.CampaignFile;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.connectome.EdgeList;
import flybrain.connectome.SignRule;
import flybrain.experiment.ExperimentFile;
import flybrain.experiment.IdFile;
import flybrain.experiment.NeuronSetFile;
import flybrain.experiment.ReplayFile;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import flybrain.results.ResultsFile;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRows;
import flybrain.translation.IdChangesFile;
import flybrain.translation.IdVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// All readers of files that users bring, with sound files of every schema and codec.
final class Subjects {
  private Subjects() {}

  /// @param folder for what the readers need beside the file that is damaged
  static List<Subject> all(Path folder) throws IOException {
    SoundFiles sound = new SoundFiles(folder);
    return List.of(
        new Subject("spike files", SoundFiles.spikes(), false, Subjects::spikes),
        new Subject("spike files with checksums", sound.ownSpikes(), true, Subjects::spikes),
        new Subject("columns of text", SoundFiles.spikes(), false, Subjects::texts),
        new Subject("Arrow files", SoundFiles.arrow(), false, Subjects::arrow),
        new Subject(
            "connectivity",
            SoundFiles.connectivity(),
            false,
            file -> connectome(sound.brain(), file, "connectivity.parquet")),
        new Subject(
            "completeness",
            Map.of("completeness.csv", SoundFiles.completeness()),
            false,
            file -> connectome(sound.brain(), file, "completeness.csv")),
        new Subject(
            "notes",
            sound.notes(),
            false,
            file -> connectome(sound.brain(), file, "connectome.json")),
        new Subject("cache", sound.cache(), true, file -> cached(sound.brain(), file)),
        new Subject("edge lists", SoundFiles.edges(), false, Subjects::edges),
        new Subject("annotations", SoundFiles.annotations(), false, Subjects::annotations),
        new Subject("changes of ids", SoundFiles.idChanges(), false, Subjects::idChanges),
        new Subject("id files", SoundFiles.ids(), false, IdFile::read),
        new Subject("experiments", SoundFiles.experiments(), false, ExperimentFile::read),
        new Subject("campaigns", SoundFiles.campaigns(), false, CampaignFile::read),
        new Subject("neuron sets", SoundFiles.sets(), false, NeuronSetFile::read),
        new Subject("replay", SoundFiles.replay(), false, file -> ReplayFile.read(file, 100, 1000)),
        new Subject("benchmarks", SoundFiles.results(), false, ResultsFile::read),
        new Subject(
            "audit of spikes", SoundFiles.spikes(), false, file -> audit(sound.run(), file)),
        new Subject("audit of a run", sound.runTables(), false, file -> audit(sound.run(), file)));
  }

  private static Object spikes(Path file) throws IOException {
    try (SpikeFileReader reader = new SpikeFileReader(file)) {
      long digest = 0;
      while (reader.next()) {
        SpikeRows rows = reader.rows();
        for (int i = 0; i < rows.size(); i++) {
          digest = 31 * digest + rows.trials()[i];
          digest = 31 * digest + rows.flywireIds()[i];
          digest = 31 * digest + Double.doubleToLongBits(rows.times()[i]);
          digest = 31 * digest + rows.neurons()[i];
        }
      }
      return List.of(reader.size(), digest);
    }
  }

  private static Object texts(Path file) throws IOException {
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches = reader.read(List.of(Column.string("exp_name")))) {
      long digest = 0;
      while (batches.next()) {
        String[] texts = batches.batch().strings(0);
        digest = 31 * digest + Arrays.hashCode(Arrays.copyOf(texts, batches.batch().rows()));
      }
      return digest;
    }
  }

  private static Object arrow(Path file) throws IOException {
    try (ArrowReader reader = new ArrowReader(file)) {
      List<Column> columns =
          reader.columns().stream().map(name -> Column.string(name).orMissing()).toList();
      ArrowBatches batches = reader.read(columns);
      long digest = 0;
      while (batches.next()) {
        ColumnBatch batch = batches.batch();
        for (int k = 0; k < columns.size(); k++) {
          digest = 31 * digest + Arrays.hashCode(Arrays.copyOf(batch.strings(k), batch.rows()));
        }
      }
      return digest;
    }
  }

  /// Puts the damaged file into a copy of a brain's folder.
  private static Object connectome(Path brain, Path file, String name) throws IOException {
    Path folder = file.resolveSibling("brain");
    Path cache = file.resolveSibling("cache");
    copy(brain, folder);
    Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    empty(cache);
    return content(new ConnectomeStore(folder, cache, cache).open(folder.toString(), _ -> {}));
  }

  private static Object cached(Path brain, Path file) throws IOException {
    Path cache = file.resolveSibling("cache");
    empty(cache);
    Files.createDirectories(cache);
    Files.move(file, cache.resolve(name(file)));
    return content(new ConnectomeStore(brain, cache, cache).open(brain.toString(), _ -> {}));
  }

  private static Object content(Connectome brain) {
    long digest = brain.neurons().size();
    for (int k = 0; k < brain.connections().size(); k++) {
      digest = 31 * digest + brain.connections().target(k);
      digest = 31 * digest + brain.connections().weight(k);
    }
    return digest;
  }

  private static Object idChanges(Path file) throws IOException {
    IdVersion from = IdVersion.of("v630", null);
    IdVersion to = IdVersion.of("v783", null);
    return IdChangesFile.read(file, from, to, List.of()).size()
        + IdChangesFile.join(file, file, "old_id").size();
  }

  private static Object annotations(Path file) throws IOException {
    AnnotationTables tables =
        new AnnotationTables(2, id -> id == 720575940660219265L ? 0 : id == 10001 ? 1 : -1);
    tables.add(file, null);
    return tables.complete().columns().stream()
        .map(column -> column.name() + column.value(0) + column.value(1))
        .toList();
  }

  private static Object edges(Path file) throws IOException {
    return content(
        EdgeList.read(
                file, "edges", new EdgeList.Rules(null, false, 1, SignRule.SHIU_2024, null, true))
            .brain());
  }

  /// Puts the damaged file into a copy of a run's folder.
  private static Object audit(Path run, Path file) throws IOException {
    Path folder = file.resolveSibling("run");
    copy(run, folder);
    Files.move(file, folder.resolve(name(file)), StandardCopyOption.REPLACE_EXISTING);
    return FolderAudit.of(folder, Expectations.NONE, Progress.NONE).findings().size();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static void copy(Path from, Path to) throws IOException {
    empty(to);
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(name(file)));
      }
    }
  }

  private static void empty(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
