package flybrain.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import flybrain.bench.PythonNumber;
import flybrain.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Tables of comparisons as CSV and JSON, with numbers as pandas writes them.
final class ComparisonFiles {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private ComparisonFiles() {}

  /// Writes rows under a header; a value that is not there, or NaN, is an empty cell.
  static void csv(Path target, List<String> header, Iterable<List<@Nullable Object>> rows)
      throws IOException {
    try (AtomicFile file = new AtomicFile(target)) {
      try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file.part())) {
        csv.writeRecord(header);
        for (List<@Nullable Object> row : rows) {
          csv.writeRecord(row.stream().map(ComparisonFiles::cell).toList());
        }
      }
      file.commit();
    }
  }

  /// Writes objects; a number that is NaN is null.
  static void json(Path target, Object content) throws IOException {
    AtomicFile.writeString(target, JSON.writeValueAsString(content) + "\n");
  }

  /// An object of columns and a row; NaN becomes null.
  static Map<String, @Nullable Object> object(List<String> header, List<@Nullable Object> row) {
    SequencedMap<String, @Nullable Object> object = new LinkedHashMap<>();
    for (int c = 0; c < header.size(); c++) {
      object.put(header.get(c), finite(row.get(c)));
    }
    return object;
  }

  /// The value itself, or null for one that is no number.
  static @Nullable Object finite(@Nullable Object value) {
    return value instanceof Double number && !Double.isFinite(number) ? null : value;
  }

  private static String cell(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case Double number -> Double.isNaN(number) ? "" : PythonNumber.text(number);
      default -> value.toString();
    };
  }
}
