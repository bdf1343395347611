package flybrain.paper;

import flybrain.campaign.CampaignProvenance;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Counts;
import flybrain.campaign.Recorded;
import flybrain.files.Checksum;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The folder of a campaign with steps named as the paper's, and results made by hand: trials of
/// 0.5 s.
final class CampaignFolder {
  static final double DURATION = 0.5;

  private static final List<Column> COLUMNS =
      List.of(Column.float64("time_ms"), Column.int64("trial"), Column.int64("flywire_id"));

  private final Path folder;
  private final List<Recorded> experiments = new ArrayList<>();

  CampaignFolder(Path folder, String... steps) throws IOException {
    this.folder = folder;
    String text =
        Stream.of(steps)
            .map("[[step]]\nname = \"%s\"\nrates = [10]\n"::formatted)
            .collect(
                Collectors.joining("", "n_run = 2\ndrive = { neurons = [11], rate = 10 }\n", ""));
    Files.createDirectories(folder);
    Path file = Files.writeString(folder.resolve("campaign.toml"), text);
    Files.writeString(
        folder.resolve("provenance.toml"),
        """
        "flybrain.campaign" = "paper"
        "flybrain.campaign.file" = "%s"
        "flybrain.campaign.sha256" = "%s"
        "flybrain.n_run" = "2"
        """
            .formatted(
                file.toString().replace("\\", "/"), Checksum.sha256().add(file, _ -> {}).hex()));
  }

  /// An experiment of two trials, with the spikes of its read-outs in both.
  CampaignFolder arm(String step, String name, double rate, Map<String, long[]> readOuts) {
    return add(step, name, rate, "arm", "done", 5, readOuts);
  }

  /// One in which nothing fired.
  CampaignFolder silent(String step, String name, double rate) {
    return add(step, name, rate, "arm", "done", 0, Map.of());
  }

  CampaignFolder control(String step, String name, double rate, Map<String, long[]> readOuts) {
    return add(step, name, rate, "control", "done", 5, readOuts);
  }

  CampaignFolder withoutNeurons(String step, String name) {
    return add(step, name, 10, "arm", "no neurons", 0, Map.of());
  }

  private CampaignFolder add(
      String step,
      String name,
      double rate,
      String role,
      String status,
      double spikes,
      Map<String, long[]> readOuts) {
    Map<String, Counts> counts = new LinkedHashMap<>();
    readOuts.forEach((readOut, of) -> counts.put(readOut, new Counts(readOut, 1, of)));
    experiments.add(
        new Recorded(
            experiments.size(),
            name,
            step,
            role,
            "",
            "",
            rate,
            Double.NaN,
            "",
            "",
            "",
            1,
            2,
            DURATION,
            "outgoing",
            spikes,
            1,
            status,
            "",
            counts));
    return this;
  }

  /// The spike file of an experiment: for each neuron its spikes in both trials.
  CampaignFolder spikes(String name, Map<Long, int[]> counts) throws IOException {
    List<long[]> rows = new ArrayList<>();
    counts.forEach((id, ofTrials) -> {
      for (int trial = 0; trial < ofTrials.length; trial++) {
        for (int k = 0; k < ofTrials[trial]; k++) {
          rows.add(new long[] {k, trial, id});
        }
      }
    });
    write(folder.resolve("spikes").resolve(name + ".parquet"), COLUMNS, rows);
    return this;
  }

  /// The table of the neurons that fired, by which an id is that of the connectome's version.
  CampaignFolder fired(long id) throws IOException {
    Files.createFile(folder.resolve("experiments.parquet"));
    List<Column> columns = List.of(Column.int64("flywire_id"));
    write(folder.resolve("rates.parquet"), columns, List.of(new long[] {1}, new long[] {id}));
    return this;
  }

  private static void write(Path file, List<Column> columns, List<long[]> rows) throws IOException {
    ColumnBatch batch = ColumnBatch.ofRows(columns, rows.size());
    for (int row = 0; row < rows.size(); row++) {
      for (int c = 0; c < columns.size(); c++) {
        if (columns.get(c).name().equals("time_ms")) {
          batch.doubles(c)[row] = rows.get(row)[c];
        } else {
          batch.longs(c)[row] = rows.get(row)[c];
        }
      }
    }
    Files.createDirectories(file.getParent());
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.ZSTD, Map.of())) {
      writer.write(batch);
      writer.commit();
    }
  }

  CampaignResults results() throws IOException {
    return new CampaignResults(folder, CampaignProvenance.read(folder), true, experiments);
  }
}
