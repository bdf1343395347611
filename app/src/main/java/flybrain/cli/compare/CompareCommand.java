package flybrain.cli.compare;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `flybrain compare`: what recorded spikes say about the models that made them.
@Command(
    name = "compare",
    description = "Compares recorded spikes.",
    mixinStandardHelpOptions = true,
    subcommands = {
      CompareGroundTruth.class,
      ComparePairs.class,
      CompareBackend.class,
      CompareEquivalence.class,
      CompareNoiseFloor.class,
      CompareSpikes.class,
      CompareAudit.class
    })
public final class CompareCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "compare needs a command: " + String.join(", ", spec.subcommands().keySet()));
  }
}
