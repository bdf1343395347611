package flybrain.connectome;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.files.FolderLock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Brings the files of a release from the repositories that publish them, or from a mirror.
public final class ReleaseFetch {
  private static final String PAPER =
      "https://raw.githubusercontent.com/philshiu/Drosophila_brain_model/HEAD/";
  private static final String SUITE =
      "https://raw.githubusercontent.com/eonsystemspbc/fly-brain/HEAD/data/";

  private static final List<Duration> PAUSES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(9));

  private final Path folder;
  private final @Nullable String mirror;
  private final List<Duration> pauses;

  /// @param folder for the files; created if missing
  /// @param mirror address of a folder with the files, by any of their names, or null
  /// @throws InputException if the mirror is not a http or https address
  public ReleaseFetch(Path folder, @Nullable String mirror) {
    this(folder, mirror, PAUSES);
  }

  ReleaseFetch(Path folder, @Nullable String mirror, List<Duration> pauses) {
    this.folder = folder;
    this.mirror = mirror == null ? null : checked(mirror);
    this.pauses = pauses;
  }

  /// Brings what is not there yet, after another process that fetches into the folder has ended.
  ///
  /// @param notice receives a line about each file, and about a process that is waited for
  /// @param progress receives the bytes of the file under way
  /// @throws InputException if a file cannot be downloaded from anywhere
  /// @throws InterruptedException if the thread is interrupted; no incomplete file gets its name
  public void fetch(Release release, Consumer<String> notice, Progress progress)
      throws IOException, InterruptedException {
    makeFolder();
    try (FolderLock _ = FolderLock.await(folder, holder -> waitFor(holder, notice, progress));
        HttpClient client =
            HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(Duration.ofSeconds(20))
                .build()) {
      for (Release.PublishedFile file : release.files()) {
        fetch(client, release, file, notice, progress);
      }
    }
  }

  private void waitFor(String holder, Consumer<String> notice, Progress progress) {
    notice.accept(
        "%s: waiting for %s, which is fetching files into this folder".formatted(folder, holder));
    progress.stage("waiting");
  }

  private void fetch(
      HttpClient client,
      Release release,
      Release.PublishedFile file,
      Consumer<String> notice,
      Progress progress)
      throws IOException, InterruptedException {
    Path target = folder.resolve(file.name());
    if (Files.exists(target)) {
      if (file.blobIds().contains(GitBlobId.of(target))) {
        notice.accept(target + ": already present, and is the published file");
        return;
      }
      notice.accept(target + ": is not the published file; downloading it again");
    }
    Download download = new Download(client, target, file.blobIds(), pauses, progress);
    List<String> failures = new ArrayList<>();
    for (URI address : addresses(file)) {
      try {
        download.from(address);
        notice.accept(target + ": downloaded, and is the published file");
        return;
      } catch (DownloadException e) {
        failures.add(e.getMessage());
      }
    }
    throw new InputException(
        ("%s: could not be downloaded (%s); try again later to resume, name a mirror with "
                + "--from, or put the files of %s into %s by hand")
            .formatted(file.name(), String.join("; ", failures), release.key(), folder));
  }

  private List<URI> addresses(Release.PublishedFile file) {
    Stream<String> addresses =
        mirror == null
            ? Stream.of(PAPER + file.paperPath(), SUITE + file.suitePath())
            : Stream.of(file.name(), file.suitePath(), file.paperPath()).map(mirror::concat);
    return addresses.distinct().map(URI::create).toList();
  }

  private void makeFolder() throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputException(
          folder + ": this folder cannot be created; name another with FLYBRAIN_DATA", e);
    }
    if (!Files.isWritable(folder)) {
      throw new InputException(
          folder + ": this folder is not writable; name another with FLYBRAIN_DATA");
    }
  }

  private static String checked(String mirror) {
    String folder = mirror.endsWith("/") ? mirror : mirror + "/";
    try {
      URI address = URI.create(folder);
      if (address.getHost() != null
          && ("http".equals(address.getScheme()) || "https".equals(address.getScheme()))) {
        return folder;
      }
    } catch (IllegalArgumentException e) {
      // Reported below.
    }
    throw new InputException(
        "--from %s: must be the URL of a folder, http:// or https://".formatted(mirror));
  }
}
