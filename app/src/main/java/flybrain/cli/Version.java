package flybrain.cli;

import picocli.CommandLine.IVersionProvider;

/// The version of flybrain, as its jar's manifest has it.
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"flybrain " + number()};
  }

  /// The bare version number, or `development` when run from class files.
  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
