package flybrain.experiment;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import flybrain.connectome.Neurons;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/// The fate in v783 of the ids of v630 that the paper names, as far as it was published.
///
/// @param successors the id of v783 by the id of v630, where it is another
/// @param lost why there is none, by the id of v630
/// @param kept the paper's other ids, which both versions have
public record ChangedIds(Map<Long, Successor> successors, Map<Long, String> lost, Set<Long> kept) {
  /// The release that the paper's ids are of.
  public static final String OLD = "v630";

  /// The release that the successors are of.
  public static final String NEW = "v783";

  /// The releases, the newest first.
  public static final List<String> RELEASES = List.of(NEW, OLD);

  /// A neuron's id in v783.
  ///
  /// @param source where it was published
  public record Successor(long id, String source) {}

  public ChangedIds {
    successors = Collections.unmodifiableMap(new LinkedHashMap<>(successors));
    lost = Collections.unmodifiableMap(new LinkedHashMap<>(lost));
    kept = Collections.unmodifiableSet(new LinkedHashSet<>(kept));
  }

  /// The changes that come with flybrain, read once.
  public static ChangedIds builtIn() {
    return BuiltIn.CHANGES;
  }

  /// Whether an id is known to be of v630 and not of v783.
  public boolean isOnlyInOld(long id) {
    return successors.containsKey(id) || lost.containsKey(id);
  }

  /// The release whose ids a connectome has, [#NEW] or [#OLD]: the one of which it has more of the
  /// ids that changed; empty if it has as many of both.
  public static String releaseOf(Neurons neurons) {
    ChangedIds known = builtIn();
    long newest =
        known.successors.values().stream().filter(s -> neurons.indexOf(s.id()) >= 0).count();
    long old =
        known.successors.keySet().stream().filter(id -> neurons.indexOf(id) >= 0).count()
            + known.lost.keySet().stream().filter(id -> neurons.indexOf(id) >= 0).count();
    return newest == old ? "" : newest > old ? NEW : OLD;
  }

  /// Reads `neuron-successors.csv` and `neuron-lost.csv`.
  ///
  /// @param sources text of each source
  static ChangedIds read(Map<String, String> sources) throws IOException {
    Map<Long, Successor> successors = new LinkedHashMap<>();
    Map<Long, String> lost = new LinkedHashMap<>();
    read(
        "neuron-successors.csv",
        row ->
            successors.put(
                Long.parseLong(row.getField(OLD)),
                new Successor(
                    Long.parseLong(row.getField(NEW)),
                    Objects.requireNonNull(sources.get(row.getField("source"))))));
    read(
        "neuron-lost.csv", row -> lost.put(Long.parseLong(row.getField(OLD)), row.getField("why")));
    return new ChangedIds(successors, lost, Set.of());
  }

  /// Reads a table beside this class.
  static void read(String table, Consumer<NamedCsvRecord> row) throws IOException {
    try (InputStream in =
            Objects.requireNonNull(ChangedIds.class.getResourceAsStream(table), table);
        CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(in)) {
      reader.forEach(row);
    }
  }

  /// Read when first asked for.
  private static final class BuiltIn {
    static final ChangedIds CHANGES = read();

    private static ChangedIds read() {
      try {
        NeuronSetResource resource = new NeuronSetResource();
        Set<Long> kept = new LinkedHashSet<>(resource.idsOfThePaper());
        kept.removeAll(resource.changed().successors().keySet());
        kept.removeAll(resource.changed().lost().keySet());
        return new ChangedIds(resource.changed().successors(), resource.changed().lost(), kept);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
