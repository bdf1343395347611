package flybrain.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `flybrain campaign`: many experiments with one command.
@Command(
    name = "campaign",
    description = "Runs many experiments: sweeps of rates, screens of neurons, grids.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CampaignRunCommand.class,
      CampaignDose.class,
      CampaignScreenSilence.class,
      CampaignScreenActivate.class,
      CampaignGrid.class,
      CampaignRobustness.class,
      CampaignResume.class,
      CampaignPlan.class,
      CampaignScript.class,
      CampaignMergeCommand.class,
      CampaignStatus.class,
      CampaignShow.class,
      CampaignExport.class
    })
final class CampaignCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "campaign needs a command: " + String.join(", ", spec.subcommands().keySet()));
  }
}
