package flybrain.laboratory;

import flybrain.InputException;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetReader;
import flybrain.spikes.SpikeFileWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The file that the spikes of a run go to, as [flybrain.spikes.SpikeFileWriter] writes it.
///
/// @param path its name when it is complete; a file of this name is replaced then
/// @param compression of its pages
/// @param experimentName name of the experiment in its rows (`exp_name`); null for the name of the
///   file without extension
/// @param facts key-value metadata besides the provenance
/// @param beforeCommit runs when all spikes are written, before the file gets its name
public record SpikeFile(
    Path path,
    Compression compression,
    @Nullable String experimentName,
    Map<String, String> facts,
    Action beforeCommit) {
  /// Something that may fail.
  public interface Action {
    /// Does it; if it fails, so does the run, and no file appears.
    void run() throws IOException;
  }

  public SpikeFile {
    facts = Map.copyOf(facts);
  }

  /// A file with the compression of the reference suite, named after itself, with the provenance
  /// alone.
  public SpikeFile(Path path) {
    this(path, SpikeFileWriter.DEFAULT_COMPRESSION, null, Map.of(), () -> {});
  }

  /// Refuses a name with another ending than that of the format.
  ///
  /// @param option that names the file
  /// @throws InputException with the name to give it
  public static void checkName(String option, Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (!Files.isDirectory(file) && !name.endsWith(".parquet")) {
      throw new InputException(
          "%s %s: spikes are written as Parquet; name the file %s.parquet"
              .formatted(
                  option, file, name.replaceFirst("\\.(csv|tsv|json|feather|arrow|h5)$", "")));
    }
  }

  /// Refuses to replace a table that is not of spikes.
  ///
  /// @param option that names the file
  /// @param otherwise what else may be done about it than to name another file, to end the message
  /// @throws InputException naming what is in the file, or if it is not a Parquet file
  public static void checkReplaced(String option, Path file, String otherwise) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) == 0) {
      return;
    }
    try (ParquetReader reader = new ParquetReader(file)) {
      if (!reader.columns().isEmpty() && !reader.hasColumn("flywire_id")) {
        throw new InputException(
            "%s %s: the existing file is a table without spikes (columns %s); name another file%s"
                .formatted(option, file, String.join(", ", reader.columns()), otherwise));
      }
    }
  }
}
