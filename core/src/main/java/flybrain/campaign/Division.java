package flybrain.campaign;

import flybrain.InputException;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetReader;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/// The experiments of a stage, cut into parts and dealt to shards; it depends on the campaign and
/// the number of shards alone.
///
/// Shards get about the same number of experiments. Those of one brain stay together unless there
/// are more shards than brains. Neighbours in a sweep, which differ in how long they take, go to
/// different shards.
///
/// The experiments on each brain are divided into pieces, as many as their share of the shards, and
/// the pieces dealt to the shards, the largest first, each to the shard with the fewest experiments
/// (the rule "longest processing time first", Graham 1969, doi 10.1137/0117039).
///
/// @param shards how many there are
/// @param parts by number
record Division(int shards, List<Part> parts) {
  private static final String SHARDS = "flybrain.campaign.shards";

  /// Parts of a piece where it has as many experiments: neighbours go to different pieces.
  private static final int PARTS_OF_PIECE = 4;

  private static final List<Column> COLUMNS =
      List.of(Column.int64("first"), Column.int64("experiments"), Column.int64("shard"));

  Division {
    parts = List.copyOf(parts);
  }

  /// Divides experiments.
  ///
  /// @param planned all of a stage, by number
  /// @param most experiments that a part may have
  static Division of(List<PlannedExperiment> planned, int most, int shards) {
    Map<BrainChange, List<PlannedExperiment>> byBrain = new LinkedHashMap<>();
    planned.forEach(
        each -> byBrain.computeIfAbsent(each.brain(), _ -> new ArrayList<>()).add(each));
    List<List<Part>> all = new ArrayList<>();
    for (List<PlannedExperiment> there : byBrain.values()) {
      int pieces = pieces(there.size(), planned.size(), shards);
      List<Part> parts = parts(there, partSize(there.size(), pieces, most));
      all.addAll(dealt(parts, Part::experiments, pieces).values());
    }
    return new Division(shards, onShards(all, shards));
  }

  /// Experiments on one brain, cut where a step ends and where a part is full.
  private static List<Part> parts(List<PlannedExperiment> there, int size) {
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int to = 1; to <= there.size(); to++) {
      PlannedExperiment first = there.get(from);
      if (to == there.size()
          || to - from == size
          || there.get(to).number() != first.number() + to - from
          || !there.get(to).step().equals(first.step())) {
        parts.add(new Part(first.number(), to - from, 1));
        from = to;
      }
    }
    return parts;
  }

  /// Into how many pieces the experiments on a brain are divided.
  private static int pieces(int size, int all, int shards) {
    return Math.clamp(Math.round((double) size * shards / all), 1, Math.min(size, shards));
  }

  /// The largest size with which the pieces become about equal, and each has several parts.
  private static int partSize(int size, int pieces, int most) {
    if (pieces == 1) {
      return most;
    }
    int ofPiece = Math.ceilDiv(size, pieces);
    int part = Math.clamp(Math.ceilDiv(ofPiece, PARTS_OF_PIECE), 1, most);
    while (Math.ceilDiv(Math.ceilDiv(size, part), pieces) * part > ofPiece + ofPiece / 20) {
      part--;
    }
    return part;
  }

  /// The largest pieces are dealt first, each to the shard that has the fewest experiments.
  private static List<Part> onShards(List<List<Part>> pieces, int shards) {
    List<List<Part>> sorted =
        pieces.stream().sorted(Comparator.comparingInt(Division::experiments).reversed()).toList();
    List<Part> parts = new ArrayList<>();
    dealt(sorted, Division::experiments, shards)
        .forEach((shard, dealt) ->
            dealt.stream()
                .flatMap(List::stream)
                .map(part -> new Part(part.first(), part.experiments(), shard + 1))
                .forEach(parts::add));
    parts.sort(Comparator.comparingInt(Part::first));
    return parts;
  }

  private static int experiments(List<Part> parts) {
    return parts.stream().mapToInt(Part::experiments).sum();
  }

  /// Gives each in turn to the one of several that has the fewest experiments.
  ///
  /// @return what each has, from 0; those without are left out
  private static <T> Map<Integer, List<T>> dealt(
      List<T> all, ToIntFunction<T> experiments, int several) {
    int[] loads = new int[several];
    Map<Integer, List<T>> dealt = new TreeMap<>();
    for (T each : all) {
      int least = 0;
      for (int k = 1; k < several; k++) {
        least = loads[k] < loads[least] ? k : least;
      }
      loads[least] += experiments.applyAsInt(each);
      dealt.computeIfAbsent(least, _ -> new ArrayList<>()).add(each);
    }
    return dealt;
  }

  /// The experiments of parts, each part's in a list.
  ///
  /// @param planned experiments in a row; parts of others are left out
  static List<List<PlannedExperiment>> cut(List<Part> parts, List<PlannedExperiment> planned) {
    if (planned.isEmpty()) {
      return List.of();
    }
    int first = planned.getFirst().number();
    return parts.stream()
        .filter(part -> part.first() >= first && part.first() < first + planned.size())
        .map(part ->
            planned.subList(part.first() - first, part.first() - first + part.experiments()))
        .toList();
  }

  List<Part> of(int shard) {
    return parts.stream().filter(part -> part.shard() == shard).toList();
  }

  /// The file that says how a stage of the campaign in a folder is divided.
  static Path file(Path folder, int stage) {
    return CampaignStore.parts(folder).resolve("stage-%d.parts.parquet".formatted(stage));
  }

  /// How a stage of the campaign in a folder is divided; empty if it was not started in shards.
  ///
  /// @param provenance of the campaign
  /// @throws InputException if the file is damaged or of another campaign
  static Optional<Division> read(Path folder, int stage, Map<String, String> provenance)
      throws IOException {
    Path file = file(folder, stage);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<Part> parts = new ArrayList<>();
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches = reader.read(COLUMNS)) {
      Map<String, String> metadata = new TreeMap<>(reader.metadata());
      String shards = metadata.remove(SHARDS);
      if (shards == null || !metadata.equals(new TreeMap<>(provenance))) {
        throw new InputException(
            file + ": is of another campaign; delete it and run a shard of this stage again");
      }
      while (batches.next()) {
        ColumnBatch rows = batches.batch();
        for (int row = 0; row < rows.rows(); row++) {
          parts.add(
              new Part(
                  (int) rows.longs(0)[row], (int) rows.longs(1)[row], (int) rows.longs(2)[row]));
        }
      }
      return Optional.of(new Division(Integer.parseInt(shards), parts));
    }
  }

  void write(Path file, Map<String, String> provenance) throws IOException {
    Map<String, String> metadata = new TreeMap<>(provenance);
    metadata.put(SHARDS, Integer.toString(shards));
    ColumnBatch rows = ColumnBatch.ofRows(COLUMNS, parts.size());
    for (int row = 0; row < parts.size(); row++) {
      rows.longs(0)[row] = parts.get(row).first();
      rows.longs(1)[row] = parts.get(row).experiments();
      rows.longs(2)[row] = parts.get(row).shard();
    }
    try (ParquetWriter writer = new ParquetWriter(file, COLUMNS, Compression.SNAPPY, metadata)) {
      writer.write(rows);
      writer.commit();
    }
  }
}
