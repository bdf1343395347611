package flybrain.cli;

import flybrain.Version;
import picocli.CommandLine.IVersionProvider;

/// What `--version` prints.
final class VersionLine implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"flybrain " + Version.number()};
  }
}
