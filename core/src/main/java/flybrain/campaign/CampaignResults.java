package flybrain.campaign;

import flybrain.InputException;
import flybrain.experiment.NeuronSets;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The results in the folder of a campaign: the experiments that have ended and the spikes of their
/// read-outs.
///
/// @param folder of the campaign
/// @param provenance what the campaign is made from
/// @param finished whether all experiments have ended
/// @param experiments that have ended, by ascending number
public record CampaignResults(
    Path folder, CampaignProvenance provenance, boolean finished, List<Recorded> experiments) {
  /// A part counts only with its experiments, which are written last. Copies that a user or a
  /// program made beside it have other names.
  private static final Pattern COMPLETE =
      Pattern.compile("(\\d{7})\\." + CampaignTables.EXPERIMENTS.fileName() + "\\.parquet");

  public CampaignResults {
    experiments = List.copyOf(experiments);
  }

  /// Reads the folder of a campaign, finished or not.
  ///
  /// @throws flybrain.InputException if it is not such a folder, or a file is damaged or missing
  public static CampaignResults read(Path folder) throws IOException {
    CampaignProvenance provenance = CampaignProvenance.read(folder);
    boolean finished = Files.exists(whole(folder, CampaignTables.EXPERIMENTS));
    if (finished) {
      requireTables(folder);
    }
    Map<String, Map<String, Counts>> counts = new LinkedHashMap<>();
    for (Path file : files(folder, CampaignTables.COUNTS)) {
      readCounts(file, counts);
    }
    List<Recorded> experiments = new ArrayList<>();
    for (Path file : files(folder, CampaignTables.EXPERIMENTS)) {
      readExperiments(file, counts, experiments);
    }
    return new CampaignResults(folder, provenance, finished, experiments);
  }

  /// Refuses a finished campaign that lost a table.
  private static void requireTables(Path folder) {
    for (CampaignTables table : CampaignTables.values()) {
      if (!Files.exists(whole(folder, table))) {
        throw new InputException(
            "%s: is missing, though the campaign was finished; put it back, or delete %s and run the campaign again"
                .formatted(whole(folder, table), folder));
      }
    }
  }

  /// The campaign as it was started.
  ///
  /// @throws flybrain.InputException if a file that it names is gone, or its copy was changed
  public Campaign campaign() throws IOException {
    return provenance.campaign(folder);
  }

  /// Refuses a campaign that has experiments left.
  ///
  /// @throws InputException saying how to continue
  public void requireFinished() {
    if (!finished) {
      throw new InputException(
          "%s: %d of %d experiments have ended; finish it first with: flybrain campaign resume %s"
              .formatted(folder, experiments.size(), provenance.experiments(), folder));
    }
  }

  /// The files of a finished campaign's tables.
  public List<Path> tables() {
    return Arrays.stream(CampaignTables.values()).map(table -> whole(folder, table)).toList();
  }

  /// The columns of one of [#tables].
  public List<Column> columns(Path table) {
    return Arrays.stream(CampaignTables.values())
        .filter(each -> whole(folder, each).equals(table))
        .findFirst()
        .orElseThrow()
        .columns();
  }

  /// All files that the campaign is read from.
  public List<Path> files() throws IOException {
    List<Path> all = new ArrayList<>(tables());
    for (CampaignTables table : CampaignTables.values()) {
      all.addAll(files(folder, table));
    }
    all.add(folder.resolve(CampaignStore.FILE));
    all.add(CampaignProvenance.file(folder));
    return all;
  }

  /// The experiments of a step on the brain as it is that have ended.
  public List<Recorded> ofStep(String step) {
    return ofStep(step, "");
  }

  /// The experiments of a step on a changed brain that have ended.
  ///
  /// @param wiring name of the changed brain, empty for the brain as it is
  public List<Recorded> ofStep(String step, String wiring) {
    return experiments.stream()
        .filter(each -> each.step().equals(step) && each.wiring().equals(wiring))
        .toList();
  }

  /// How many experiments of a step have ended, on whatever brain.
  public int ended(String step) {
    return (int) experiments.stream().filter(each -> each.step().equals(step)).count();
  }

  /// The spike file of an experiment whose spikes were kept; of any other, where it would be.
  public Path spikesOf(Recorded experiment) {
    return CampaignStore.spikes(folder, experiment.name());
  }

  /// The FlyWire id of a read-out of one neuron that fired: its id in the version that the
  /// connectome is; the newest one if it never fired.
  ///
  /// @param readOut name of a built-in set
  /// @throws flybrain.InputException if there is no such set
  public long idOf(String readOut) throws IOException {
    List<Long> ids = NeuronSets.builtIn().get(readOut).idsOfAllVersions();
    for (Path file : files(folder, CampaignTables.RATES)) {
      try (ParquetReader reader = new ParquetReader(file);
          ColumnBatches batches = reader.read(List.of(Column.int64("flywire_id")))) {
        while (batches.next()) {
          long[] there = batches.batch().longs(0);
          for (int row = 0; row < batches.batch().rows(); row++) {
            if (ids.contains(there[row])) {
              return there[row];
            }
          }
        }
      }
    }
    return ids.getFirst();
  }

  private static Path whole(Path folder, CampaignTables table) {
    return folder.resolve(table.fileName() + ".parquet");
  }

  /// The files of a table: one if the campaign is finished, otherwise its parts in order.
  static List<Path> files(Path folder, CampaignTables table) throws IOException {
    if (Files.exists(whole(folder, CampaignTables.EXPERIMENTS))) {
      return List.of(whole(folder, table));
    }
    Path parts = CampaignStore.parts(folder);
    if (!Files.isDirectory(parts)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(parts)) {
      return all.map(file -> COMPLETE.matcher(String.valueOf(file.getFileName())))
          .filter(Matcher::matches)
          .map(name -> Integer.parseInt(name.group(1)))
          .sorted()
          .map(first -> CampaignStore.part(folder, first, table))
          .toList();
    }
  }

  private static void readCounts(Path file, Map<String, Map<String, Counts>> counts)
      throws IOException {
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches = reader.read(CampaignTables.COUNTS.columns())) {
      String experiment = "";
      String readOut = "";
      int neurons = 0;
      long[] trials = new long[0];
      while (batches.next()) {
        ColumnBatch rows = batches.batch();
        for (int row = 0; row < rows.rows(); row++) {
          if (rows.longs(3)[row] == 0) {
            put(counts, experiment, readOut, neurons, trials);
            experiment = rows.strings(0)[row];
            readOut = rows.strings(1)[row];
            neurons = (int) rows.longs(2)[row];
            trials = new long[0];
          }
          trials = Arrays.copyOf(trials, trials.length + 1);
          trials[trials.length - 1] = rows.longs(4)[row];
        }
      }
      put(counts, experiment, readOut, neurons, trials);
    }
  }

  private static void put(
      Map<String, Map<String, Counts>> counts,
      String experiment,
      String readOut,
      int neurons,
      long[] trials) {
    if (trials.length > 0) {
      counts
          .computeIfAbsent(experiment, _ -> new LinkedHashMap<>())
          .put(readOut, new Counts(readOut, neurons, trials));
    }
  }

  private static void readExperiments(
      Path file, Map<String, Map<String, Counts>> counts, List<Recorded> experiments)
      throws IOException {
    try (ParquetReader reader = new ParquetReader(file);
        ColumnBatches batches = reader.read(CampaignTables.EXPERIMENTS.columns())) {
      while (batches.next()) {
        ColumnBatch rows = batches.batch();
        for (int row = 0; row < rows.rows(); row++) {
          experiments.add(recorded(rows, row, counts));
        }
      }
    }
  }

  private static Recorded recorded(
      ColumnBatch rows, int row, Map<String, Map<String, Counts>> counts) {
    String name = rows.strings(1)[row];
    return new Recorded(
        rows.longs(0)[row],
        name,
        rows.strings(2)[row],
        rows.strings(3)[row],
        rows.strings(4)[row],
        rows.strings(5)[row],
        rows.doubles(6)[row],
        rows.doubles(7)[row],
        rows.strings(8)[row],
        rows.strings(9)[row],
        rows.strings(10)[row],
        rows.longs(11)[row],
        rows.longs(12)[row],
        rows.doubles(13)[row],
        rows.strings(14)[row],
        rows.doubles(15)[row],
        rows.doubles(16)[row],
        rows.strings(17)[row],
        rows.strings(18)[row],
        counts.getOrDefault(name, Map.of()));
  }
}
