package flybrain.connectome;

import flybrain.InputException;
import flybrain.annotation.AnnotationColumn;
import flybrain.annotation.AnnotationFile;
import flybrain.annotation.AnnotationReport;
import flybrain.annotation.AnnotationTables;
import flybrain.annotation.NeuronAnnotations;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The annotations of connectomes: ones that a user added, which belong to a connectome by its
/// content, and tables in the folder of its files. What the user added comes first.
public final class AnnotationStore {
  /// Tables that are found by themselves, the one that is read first at the front.
  private static final List<String> NAMES =
      List.of("neurons", "classification", "consolidated_cell_types", "coordinates", "names");

  private static final List<String> ENDINGS =
      List.of(".csv.gz", ".csv", ".tsv", ".parquet", ".feather");

  private final Path cacheFolder;
  private final Path folder;
  private final InstantSource clock;

  /// @param cacheFolder where annotations are in the form that opens at once
  /// @param dataFolder where a user's are kept
  AnnotationStore(Path cacheFolder, Path dataFolder, InstantSource clock) {
    this.cacheFolder = cacheFolder;
    this.folder = dataFolder.resolve("annotations");
    this.clock = clock;
  }

  /// The same connectome with its annotations, which are read when they are first asked for.
  ///
  /// @param files of the connectome, null for none
  /// @param notice receives a line for anything slow and for tables that cannot be read
  Connectome annotate(Connectome brain, @Nullable ConnectomeFiles files, Consumer<String> notice) {
    return brain.with(
        NeuronAnnotations.read(() -> {
          try {
            return columns(brain, files, notice);
          } catch (IOException e) {
            notice.accept(
                "the annotations of %s cannot be read: %s".formatted(brain.name(), e.getMessage()));
            return List.of();
          }
        }));
  }

  /// Replaces what a user added to a connectome.
  ///
  /// @param idColumn name of the column of ids in the tables; null to find it by its name
  /// @param tables in any format of [flybrain.rows.TableFile]; of a neuron's values in one column
  ///   the first counts
  /// @return what was read and what was left out
  /// @throws InputException if a table cannot be read, or none of its rows is of a neuron of the
  ///   connectome
  public AnnotationReport add(Connectome brain, List<Path> tables, @Nullable String idColumn)
      throws IOException {
    AnnotationTables read = tables(brain);
    for (Path table : tables) {
      AnnotationReport.OfTable report = read.add(table, idColumn);
      if (report.rows() == report.unknown() + report.withoutId()) {
        throw new InputException(
            ("%s: none of its %,d rows is of a neuron of %s (column '%s'); choose the table of "
                    + "this version of the connectome")
                .formatted(table, report.rows(), brain.name(), report.idColumn()));
      }
    }
    AnnotationFile.writeTable(
        tableOf(brain.fingerprint()), brain.neurons().size(), brain.neurons()::id, read.complete());
    return read.report();
  }

  /// Forgets what a user added to a connectome; false if there was nothing.
  public boolean remove(Connectome brain) throws IOException {
    return Files.deleteIfExists(tableOf(brain.fingerprint()));
  }

  /// The file that keeps what a user adds to a connectome.
  ///
  /// @param fingerprint of the connectome
  public Path tableOf(String fingerprint) {
    return folder.resolve(fingerprint + ".parquet");
  }

  /// The annotations that were last used of a connectome, if its tables are still the same; empty
  /// if none were used, or the tables changed.
  ///
  /// @param fingerprint of the connectome, as spike files record it
  public Optional<AnnotatedNeurons> lastOf(String fingerprint) {
    if (!fingerprint.matches("[0-9a-f]{64}")) {
      return Optional.empty();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(cacheFolder, fingerprint + "-*.annotations")) {
      all.forEach(files::add);
    } catch (IOException e) {
      return Optional.empty();
    }
    return files.stream()
        .sorted(Comparator.comparingLong((Path file) -> file.toFile().lastModified()).reversed())
        .flatMap(file -> current(file).stream())
        .findFirst();
  }

  private Optional<AnnotatedNeurons> current(Path file) {
    try {
      AnnotationFile.Mapped mapped = map(file);
      List<Path> tables =
          mapped.origin().lines().map(line -> Path.of(line.replaceFirst("\t.*", ""))).toList();
      return mapped.origin().equals(origin(tables))
          ? Optional.of(
              new AnnotatedNeurons(
                  new Neurons(mapped.idArray()), NeuronAnnotations.read(mapped::columns)))
          : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty();
    }
  }

  /// The tables with their stamps, a line each: what annotations are made of.
  private static String origin(List<Path> tables) throws IOException {
    StringBuilder origin = new StringBuilder();
    for (Path table : tables) {
      origin.append(table.toAbsolutePath().normalize()).append('\t');
      origin.append(FileStamp.of(table).line()).append('\n');
    }
    return origin.toString();
  }

  private List<AnnotationColumn> columns(
      Connectome brain, @Nullable ConnectomeFiles files, Consumer<String> notice)
      throws IOException {
    List<Path> tables = tables(brain, files);
    if (tables.isEmpty()) {
      return List.of();
    }
    String origin = origin(tables);
    String paths = origin.replaceAll("\t.*", "");
    Path cached =
        cacheFolder.resolve(
            "%s-%s.annotations"
                .formatted(brain.fingerprint(), HexFormat.of().toHexDigits(paths.hashCode())));
    try {
      AnnotationFile.Mapped mapped = map(cached);
      if (mapped.origin().equals(origin)) {
        return mapped.columns();
      }
    } catch (NoSuchFileException e) {
      // Not made yet.
    } catch (IOException e) {
      notice.accept(e.getMessage() + "; it is rebuilt");
    }
    return read(brain, tables, cached, origin, notice);
  }

  /// Reads the tables and keeps what they have; one that cannot be read is left out with a warning.
  private List<AnnotationColumn> read(
      Connectome brain, List<Path> tables, Path cached, String origin, Consumer<String> notice) {
    AnnotationTables read = tables(brain);
    boolean complete = true;
    for (Path table : tables) {
      notice.accept("reading %s (once; kept in %s)".formatted(table, cacheFolder));
      try {
        read.add(table, null);
      } catch (IOException | InputException e) {
        notice.accept("warning: %s; its annotations are left out".formatted(e.getMessage()));
        complete = false;
      }
    }
    NeuronAnnotations annotations = read.complete();
    if (complete) {
      try {
        AnnotationFile.write(
            cached, origin, brain.neurons().size(), brain.neurons()::id, annotations);
      } catch (IOException | InputException e) {
        notice.accept("the cache is not writable (%s)".formatted(e.getMessage()));
      }
    }
    return annotations.columns();
  }

  private static AnnotationTables tables(Connectome brain) {
    return new AnnotationTables(brain.neurons().size(), brain.neurons()::indexOf);
  }

  /// What the user added, then what is beside the connectome.
  private List<Path> tables(Connectome brain, @Nullable ConnectomeFiles files) {
    List<Path> tables = new ArrayList<>();
    Path own = tableOf(brain.fingerprint());
    if (Files.exists(own)) {
      tables.add(own);
    }
    if (files != null) {
      tables.addAll(beside(files.folder()));
    }
    return tables;
  }

  /// The tables of neurons in a folder, the one that is read first at the front.
  static List<Path> beside(Path folder) {
    List<String> wanted =
        NAMES.stream().flatMap(name -> ENDINGS.stream().map(ending -> name + ending)).toList();
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> wanted.contains(String.valueOf(file.getFileName())))
          .sorted(
              Comparator.comparingInt(file -> wanted.indexOf(String.valueOf(file.getFileName()))))
          .toList();
    } catch (IOException e) {
      throw new InputException(folder + ": cannot be listed: " + e.getMessage(), e);
    }
  }

  private AnnotationFile.Mapped map(Path file) throws IOException {
    CheckedFile checked = new CheckedFile(file, clock);
    FileStamp before = FileStamp.of(file);
    if (checked.isKnown()) {
      return AnnotationFile.map(file, false);
    }
    AnnotationFile.Mapped mapped = AnnotationFile.map(file, true);
    checked.remember(before);
    return mapped;
  }
}
