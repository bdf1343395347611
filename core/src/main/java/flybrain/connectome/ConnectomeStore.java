package flybrain.connectome;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.files.ExistingFile;
import flybrain.files.UserFolders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The connectomes that can be opened here: the built-in one, the fetched ones, and any folder.
///
/// A connectome is read once and kept in a cache file, which later starts map into memory. Several
/// processes may open the same one at once, and so may several threads. Where the cache is damaged
/// or cannot be written a notice says so, and the connectome is read from its files.
public final class ConnectomeStore {
  private static final List<String> NAMES =
      Stream.concat(Stream.of(ConnectomeSource.SYNTHETIC), Release.ALL.stream().map(Release::key))
          .toList();

  private final Path workingFolder;
  private final Path cacheFolder;
  private final Path dataFolder;
  private final ConnectomeCache cache;
  private final AnnotationStore annotations;

  /// A store of its own, such as for a test.
  ///
  /// @param workingFolder folder that relative paths start from; its `data` folder may hold the
  ///   reference suite's files
  /// @param cacheFolder cache of connectomes in a form that opens at once
  /// @param dataFolder where `data fetch` puts the published files
  public ConnectomeStore(Path workingFolder, Path cacheFolder, Path dataFolder) {
    this.workingFolder = workingFolder;
    this.cacheFolder = cacheFolder;
    this.dataFolder = dataFolder;
    this.cache = new ConnectomeCache(cacheFolder, InstantSource.system());
    this.annotations = new AnnotationStore(cacheFolder, dataFolder, InstantSource.system());
  }

  /// The store of whoever runs this process, in the current folder.
  public static ConnectomeStore standard() {
    UserFolders folders = UserFolders.standard();
    return new ConnectomeStore(Path.of(""), folders.cache(), folders.data());
  }

  /// Finds a connectome without reading it.
  ///
  /// @param nameOrFolder `synthetic`, `v783`, `v630` or a folder; null for the default: v783 where
  ///   it was fetched, otherwise the reference suite's in `./data`, otherwise `synthetic`
  /// @throws InputException if there is no such connectome
  public ConnectomeSource find(@Nullable String nameOrFolder) {
    if (nameOrFolder == null) {
      return fetched(Release.V783).or(this::suites).orElseGet(ConnectomeSource::synthetic);
    }
    if (nameOrFolder.equals(ConnectomeSource.SYNTHETIC)) {
      return ConnectomeSource.synthetic();
    }
    return Release.named(nameOrFolder)
        .map(this::findRelease)
        .orElseGet(() -> findFolder(nameOrFolder));
  }

  /// The words with which [#find] finds a connectome again from any folder: its name, or the path
  /// of its folder. No words find files that have names of their own; for them it is the path of
  /// the file with the connections.
  public String nameOrFolder(ConnectomeSource source) {
    ConnectomeFiles files = source.files();
    if (files == null
        || Release.named(source.name()).flatMap(this::fetched).filter(source::equals).isPresent()) {
      return source.name();
    }
    Path folder = files.folder();
    return ConnectomeFiles.in(folder)
        .filter(files::isSame)
        .map(_ -> folder.toString())
        .orElseGet(() -> files.connectivity().toAbsolutePath().toString());
  }

  /// Opens a connectome. Its name is that of a release only if its files are the published ones,
  /// byte for byte.
  ///
  /// @param nameOrFolder as in [#find]
  /// @param notice receives a line for anything slow and anything the user should know; later too,
  ///   when annotations are first asked for
  /// @throws InputException if there is no such connectome or its files cannot be used
  /// @throws IOException if a file cannot be read for another reason
  public Connectome open(@Nullable String nameOrFolder, Consumer<String> notice)
      throws IOException {
    return open(find(nameOrFolder), notice);
  }

  /// Opens a connectome that [#find] found.
  ///
  /// @param notice receives a line for anything slow and anything the user should know
  /// @throws InputException if its files cannot be used
  public Connectome open(ConnectomeSource source, Consumer<String> notice) throws IOException {
    ConnectomeFiles files = source.files();
    Connectome brain =
        files == null
            ? synthetic(notice)
            : ConnectomeNotes.apply(load(source.name(), files, notice), files.folder());
    return annotations.annotate(brain, files, notice);
  }

  private Connectome synthetic(Consumer<String> notice) throws IOException {
    return cache.get(
        SyntheticBrain.key(),
        ConnectomeSource.SYNTHETIC,
        () -> {
          notice.accept("generating the synthetic brain (once; kept in " + cacheFolder + ")");
          return SyntheticBrain.generate();
        },
        notice);
  }

  private Connectome load(String foundName, ConnectomeFiles files, Consumer<String> notice)
      throws IOException {
    ExistingFile.check(files.completeness());
    ExistingFile.check(files.connectivity());
    String stamp = SourceContent.stamp(files);
    Optional<SourceContent> known = SourceContent.recall(files, cacheFolder, stamp);
    SourceContent content = known.isPresent() ? known.get() : SourceContent.read(files);
    String name = name(content, foundName, files, notice);
    Connectome brain =
        cache.get(content.key(), name, () -> read(name, files, stamp, notice), notice);
    if (known.isEmpty()) {
      cache.attempt(() -> content.remember(files, cacheFolder, stamp), notice);
    }
    return brain;
  }

  /// A connectome has the name of a release only if its files are the published ones.
  private static String name(
      SourceContent content, String foundName, ConnectomeFiles files, Consumer<String> notice) {
    if (content.release().isPresent() || Release.named(foundName).isEmpty()) {
      return content.release().map(Release::key).orElse(foundName);
    }
    String name = nameOf(files.folder());
    notice.accept(
        ("%s: these are not the published files of %s, so the connectome is named '%s'; get them "
                + "with: flybrain data fetch %s")
            .formatted(files.folder(), foundName, name, foundName));
    return name;
  }

  private Connectome read(String name, ConnectomeFiles files, String stamp, Consumer<String> notice)
      throws IOException {
    notice.accept("reading %s (once; kept in %s)".formatted(files.connectivity(), cacheFolder));
    Neurons neurons = CompletenessFile.read(files.completeness());
    Connections connections = ConnectivityFile.read(files.connectivity(), neurons);
    if (!SourceContent.stamp(files).equals(stamp)) {
      throw new InputException(
          files.connectivity()
              + ": this file or the completeness table changed while being read; try again when "
              + "it is complete");
    }
    return Connectome.of(name, neurons, connections);
  }

  /// Every connectome that has a name and is here: the releases, then the synthetic one.
  public List<ConnectomeSource> available() {
    return Stream.concat(
            Release.ALL.stream().flatMap(release -> here(release).stream()),
            Stream.of(ConnectomeSource.synthetic()))
        .toList();
  }

  /// The annotations of the connectomes.
  public AnnotationStore annotations() {
    return annotations;
  }

  /// The folder of the connectomes in the form that opens at once; it can be deleted at any time.
  public Path cacheFolder() {
    return cacheFolder;
  }

  /// The folder of a release where `data fetch` puts it.
  public Path folderOf(Release release) {
    return dataFolder.resolve(release.key());
  }

  private Optional<ConnectomeSource> fetched(Release release) {
    return ConnectomeFiles.in(folderOf(release), release)
        .map(files -> new ConnectomeSource(release.key(), files));
  }

  private Optional<ConnectomeSource> here(Release release) {
    return fetched(release).or(() -> suites(release));
  }

  /// The connectome of the reference suite's `data` folder, where the current folder has one.
  private Optional<ConnectomeSource> suites() {
    return Release.ALL.stream().flatMap(release -> suites(release).stream()).findFirst();
  }

  private Optional<ConnectomeSource> suites(Release release) {
    return ConnectomeFiles.in(workingFolder.resolve("data"), release)
        .map(files -> new ConnectomeSource(release.key(), files));
  }

  private ConnectomeSource findRelease(Release release) {
    return here(release)
        .orElseThrow(() ->
            new InputException(
                "connectome '%s' not found in %s or %s; download it with: flybrain data fetch %s"
                    .formatted(
                        release.key(),
                        folderOf(release),
                        workingFolder.resolve("data").toAbsolutePath(),
                        release.key())));
  }

  private ConnectomeSource findFolder(String typed) {
    Path folder = folder(typed);
    if (!Files.isDirectory(folder)) {
      throw new InputException(
          "connectome '%s': %s; allowed: %s or a folder%s"
              .formatted(
                  typed,
                  Files.exists(folder) ? "is a file" : "no such name or folder",
                  String.join(", ", NAMES),
                  NearestName.hint(typed, NAMES)));
    }
    return ConnectomeFiles.in(folder)
        .map(files -> new ConnectomeSource(nameOf(folder), files))
        .orElseThrow(() ->
            new InputException(
                "%s: contains no connectome: %s"
                    .formatted(folder, ConnectomeFiles.missingIn(folder))));
  }

  private Path folder(String typed) {
    try {
      return workingFolder.resolve(typed);
    } catch (InvalidPathException e) {
      throw new InputException("connectome '%s': %s".formatted(typed, e.getReason()), e);
    }
  }

  private static String nameOf(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? "root" : last.toString();
  }
}
