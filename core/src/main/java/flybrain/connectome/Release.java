package flybrain.connectome;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A published version of the FlyWire connectome, as two repositories keep it: the reference suite
/// (eonsystemspbc/fly-brain) and the paper's (philshiu/Drosophila_brain_model).
///
/// The git blob ids identify the files in the repositories; the completeness table exists with two
/// kinds of line ends.
///
/// @param key the name that users type
/// @param completeness the neurons
/// @param connectivity the connections
public record Release(String key, PublishedFile completeness, PublishedFile connectivity) {
  /// FlyWire v783 (2025): 138,639 neurons. The default where it was fetched.
  public static final Release V783 =
      new Release(
          "v783",
          new PublishedFile(
              "2025_Completeness_783.csv",
              "2025_Completeness_783.csv",
              "Completeness_783.csv",
              Set.of(
                  "b5a26b82b69a3c2e7fd99cd6810c36fc8f0e492b",
                  "7bdf251b81e857b19f2cf664eeb2e31ba614151f")),
          new PublishedFile(
              "2025_Connectivity_783.parquet",
              "2025_Connectivity_783.parquet",
              "Connectivity_783.parquet",
              Set.of("d386555d1a5f40ebfa1380bcb05b1fab044855fd")));

  /// FlyWire v630 (2023), of which the paper's numbers and lists of neurons are.
  public static final Release V630 =
      new Release(
          "v630",
          new PublishedFile(
              "2023_Completeness_630.csv",
              "archive/2023_Completeness_630.csv",
              "2023_03_23_completeness_630_final.csv",
              Set.of(
                  "be745f0ce054308df21accc5c4b3883aa38498f9",
                  "853af446c8f4f763ce10d554055eadbca0db69af")),
          new PublishedFile(
              "2023_Connectivity_630.parquet",
              "archive/2023_Connectivity_630.parquet",
              "2023_03_23_connectivity_630_final.parquet",
              Set.of("8b4d9531bc0acbda7c2074ae577e6ac9e2fca166")));

  /// Every release, the default one first.
  public static final List<Release> ALL = List.of(V783, V630);

  /// A file of a release.
  ///
  /// @param name its name where `data fetch` puts it
  /// @param suitePath its path in the reference suite's `data` folder
  /// @param paperPath its path in the paper's repository
  /// @param blobIds the git blob ids that its content may have
  public record PublishedFile(
      String name, String suitePath, String paperPath, Set<String> blobIds) {}

  /// Its two files, the neurons first.
  public List<PublishedFile> files() {
    return List.of(completeness, connectivity);
  }

  /// The release with a name, or empty if there is none.
  public static Optional<Release> named(String key) {
    return ALL.stream().filter(release -> release.key().equals(key)).findFirst();
  }

  /// The release whose two files have these git blob ids, or empty if there is none.
  static Optional<Release> ofContent(String completenessBlob, String connectivityBlob) {
    return ALL.stream()
        .filter(release ->
            release.completeness.blobIds().contains(completenessBlob)
                && release.connectivity.blobIds().contains(connectivityBlob))
        .findFirst();
  }
}
