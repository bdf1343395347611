package flybrain.connectome;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.files.ExistingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Checks the files of a connectome byte by byte: whether they are the published ones, and whether
/// they can be read. The cache has no part in it.
public final class ConnectomeCheck {
  private final Consumer<String> findings;
  private final Progress progress;
  private boolean sound = true;

  private ConnectomeCheck(Consumer<String> findings, Progress progress) {
    this.findings = findings;
    this.progress = progress;
  }

  /// Checks a connectome.
  ///
  /// @param findings receives the findings line by line
  /// @return whether it can be used and, if it has the name of a release, is that release
  public static boolean of(ConnectomeSource source, Consumer<String> findings, Progress progress)
      throws IOException {
    ConnectomeCheck check = new ConnectomeCheck(findings, progress);
    ConnectomeFiles files = source.files();
    if (files == null) {
      check.report(SyntheticBrain.generate());
    } else {
      check.checkContent(source, files);
      check.checkReadable(source.name(), files);
    }
    return check.sound;
  }

  private void checkContent(ConnectomeSource source, ConnectomeFiles files) throws IOException {
    Optional<Release> release = Release.named(source.name());
    checkContent(files.completeness(), release, release.map(Release::completeness));
    checkContent(files.connectivity(), release, release.map(Release::connectivity));
  }

  /// Finds out which published file a file is.
  ///
  /// @param expected the published file that it has to be, if any
  private void checkContent(
      Path file, Optional<Release> release, Optional<Release.PublishedFile> expected)
      throws IOException {
    long size = ExistingFile.check(file).toFile().length();
    progress.reading(file);
    String id = GitBlobId.of(file, done -> progress.at(done, size));
    boolean isExpected = expected.map(published -> published.blobIds().contains(id)).orElse(true);
    if (!isExpected) {
      sound = false;
      findings.accept(
          "%s: is not the published file of %s: its git blob id is %s, not %s; get it with: flybrain data fetch %s"
              .formatted(
                  file,
                  release.map(Release::key).orElse(""),
                  id,
                  String.join(" or ", expected.map(Release.PublishedFile::blobIds).orElseThrow()),
                  release.map(Release::key).orElse("")));
      return;
    }
    String published =
        publishedAs(id).map(key -> "the published file of " + key).orElse("no published file");
    findings.accept("%s: git blob id %s, %s".formatted(file, id, published));
  }

  private static Optional<String> publishedAs(String id) {
    return Release.ALL.stream()
        .filter(release -> release.files().stream().anyMatch(file -> file.blobIds().contains(id)))
        .map(Release::key)
        .findFirst();
  }

  private void checkReadable(String name, ConnectomeFiles files) throws IOException {
    try {
      Neurons neurons = CompletenessFile.read(files.completeness());
      report(Connectome.of(name, neurons, ConnectivityFile.read(files.connectivity(), neurons)));
    } catch (InputException e) {
      sound = false;
      findings.accept(String.valueOf(e.getMessage()));
    }
  }

  private void report(Connectome brain) {
    findings.accept(
        String.format(
            Locale.ROOT,
            "%s: %,d neurons, %,d connections, %,d synapses, fingerprint %s",
            brain.name(),
            brain.neurons().size(),
            brain.connections().size(),
            brain.connections().synapses(),
            brain.fingerprint()));
  }
}
