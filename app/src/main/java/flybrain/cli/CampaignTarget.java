package flybrain.cli;

import flybrain.InputException;
import flybrain.campaign.BuiltInCampaigns;
import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignFile;
import flybrain.campaign.CampaignProvenance;
import flybrain.campaign.CampaignResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Parameters;

/// The campaign of a command: its file, its folder or its name.
final class CampaignTarget {
  /// Where the folders of campaigns are unless said otherwise.
  private static final Path FOLDERS = Path.of("campaigns");

  @Parameters(
      index = "0",
      paramLabel = "CAMPAIGN",
      description =
          "A campaign file (.toml), the folder of a campaign, its name, or one that is built in:"
              + " paper, or a figure of it such as paper/1D.")
  private String campaign = "";

  /// Whether a file was named, and not a folder or name.
  boolean isFile() {
    return campaign.toLowerCase(Locale.ROOT).endsWith(".toml");
  }

  /// The campaign to be run, from its file or built in.
  ///
  /// @throws InputException if there is none, or its file is wrong
  Campaign campaign() {
    return isFile() ? CampaignFile.read(file()) : BuiltInCampaigns.get(campaign);
  }

  Path file() {
    return Path.of(campaign);
  }

  /// Where results go unless said otherwise.
  static Path folderOf(String name) {
    return FOLDERS.resolve(name);
  }

  /// The campaign as it was typed.
  String words() {
    return campaign;
  }

  /// The folder of a campaign, whether it was started or not.
  Path newFolder() {
    if (isFile()) {
      return folderOf(CampaignFile.read(file()).name());
    }
    Path named = Path.of(campaign);
    String stored = BuiltInCampaigns.storedName(campaign);
    boolean isPath = named.getNameCount() > 1 && stored.equals(campaign);
    return Files.isDirectory(named) || isPath ? named : folderOf(stored);
  }

  /// The folder of a campaign that was started.
  ///
  /// @throws InputException if there is none
  Path folder() throws IOException {
    Path folder = newFolder();
    if (!CampaignProvenance.isIn(folder)) {
      throw new InputException(
          isFile()
              ? "%s: was not run yet (there is no %s); run it with: flybrain campaign run %s"
                  .formatted(campaign, folder, campaign)
              : "%s: is not a campaign that was run (%s); name its file or folder"
                  .formatted(
                      campaign,
                      Files.isDirectory(folder)
                          ? folder + " has no provenance.toml of a campaign"
                          : "there is no " + folder));
    }
    return folder;
  }

  CampaignResults results() throws IOException {
    return CampaignResults.read(folder());
  }
}
