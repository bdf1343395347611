package flybrain;

/// The version of flybrain.
public final class Version {
  private Version() {}

  /// The number that the manifest of our jar has, or `development` when run from class files.
  public static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
