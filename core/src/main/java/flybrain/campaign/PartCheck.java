package flybrain.campaign;

import flybrain.InputException;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.ColumnBatches;
import flybrain.parquet.ParquetReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Checks parts of a campaign: whether their files are there, whole, and of this campaign.
final class PartCheck {
  static final String MISSING = "missing";

  private final Path folder;
  private final Campaign campaign;
  private final Map<String, String> provenance;

  /// @param folder of the campaign
  PartCheck(Path folder, Campaign campaign, CampaignProvenance provenance) {
    this.folder = folder;
    this.campaign = campaign;
    this.provenance = new TreeMap<>(provenance.facts());
  }

  /// What is wrong with a part: nothing, [#MISSING], or why it is broken, naming the file. All of
  /// its tables are read.
  String fault(Part part) throws IOException {
    if (!Files.exists(CampaignStore.part(folder, part.first(), CampaignTables.EXPERIMENTS))) {
      return MISSING;
    }
    try {
      Set<String> names = experiments(part);
      names(part.first(), CampaignTables.RATES, names);
      names(part.first(), CampaignTables.COUNTS, names);
      return "";
    } catch (InputException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /// The names of a part's experiments, whose spikes are there if they are kept.
  Set<String> experiments(Part part) throws IOException {
    Path file = CampaignStore.part(folder, part.first(), CampaignTables.EXPERIMENTS);
    Set<String> names = new HashSet<>();
    int next = part.first();
    try (ParquetReader reader = open(file);
        ColumnBatches batches = reader.read(CampaignTables.EXPERIMENTS.columns())) {
      while (batches.next()) {
        ColumnBatch rows = batches.batch();
        for (int row = 0; row < rows.rows(); row++) {
          if (rows.longs(0)[row] != next) {
            throw new InputException(file + ": has other experiments than this part");
          }
          next++;
          String name = rows.strings(1)[row];
          names.add(name);
          if (campaign.keepsSpikes(rows.strings(2)[row])
              && !rows.strings(17)[row].equals(Recorded.NO_NEURONS)) {
            checkSpikes(CampaignStore.spikes(folder, name));
          }
        }
      }
    }
    if (next != part.first() + part.experiments()) {
      throw new InputException(
          "%s: has %d experiments, and this part has %d"
              .formatted(file, next - part.first(), part.experiments()));
    }
    return names;
  }

  private void names(int first, CampaignTables table, Set<String> names) throws IOException {
    Path file = CampaignStore.part(folder, first, table);
    try (ParquetReader reader = open(file);
        ColumnBatches batches = reader.read(table.columns())) {
      while (batches.next()) {
        ColumnBatch rows = batches.batch();
        for (int row = 0; row < rows.rows(); row++) {
          if (!names.contains(rows.strings(0)[row])) {
            throw new InputException(file + ": has other experiments than this part");
          }
        }
      }
    }
  }

  private ParquetReader open(Path file) throws IOException {
    ParquetReader reader = new ParquetReader(file);
    if (!new TreeMap<>(reader.metadata()).equals(provenance)) {
      reader.close();
      throw new InputException(
          file + ": is of another campaign, another connectome or another version of flybrain");
    }
    return reader;
  }

  private static void checkSpikes(Path file) throws IOException {
    new ParquetReader(file).close();
  }
}
