package flybrain.report;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The times that the authors of the reference suite published, to be laid over measured ones: five
/// rounds of sugar at 200 Hz on FlyWire v783, on a desktop with an NVIDIA RTX 4070, July 2026.
///
/// Source: eonsystemspbc/fly-brain; only medians are known.
public final class PublishedTimings {
  /// Where they were measured, in a few words.
  public static final String MACHINE = "RTX 4070 desktop, July 2026";

  /// No published times.
  public static final RunTimings NONE = new RunTimings("published", "", "", List.of());

  private static final String FILE = "published-timings.csv";
  private static final int ROUNDS = 5;

  private PublishedTimings() {}

  /// All of them.
  ///
  /// @param frameworks name of each backend by its key
  public static RunTimings read(Map<String, String> frameworks) {
    try (InputStream file =
            Objects.requireNonNull(PublishedTimings.class.getResourceAsStream(FILE), FILE);
        CsvReader<NamedCsvRecord> rows =
            CsvReader.builder()
                .commentStrategy(CommentStrategy.SKIP)
                .ofNamedCsvRecord(new String(file.readAllBytes(), StandardCharsets.UTF_8))) {
      return new RunTimings(
          "published",
          "Sugar GRNs (200 Hz)",
          "sugar",
          rows.stream().map(row -> timing(row, frameworks)).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Timing timing(NamedCsvRecord row, Map<String, String> frameworks) {
    String key = row.getField("backend_key");
    double duration = Double.parseDouble(row.getField("t_run"));
    int trials = Integer.parseInt(row.getField("n_run"));
    double sim = Double.parseDouble(row.getField("sim_median_s"));
    return new Timing(
        key,
        frameworks.getOrDefault(key, key),
        duration,
        trials,
        ROUNDS,
        0,
        "",
        Spread.NONE,
        Spread.NONE,
        Spread.ofMedian(sim),
        Spread.ofMedian(Double.parseDouble(row.getField("total_median_s"))),
        Spread.ofMedian(duration * trials / sim));
  }
}
