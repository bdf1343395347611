package flybrain.cli;

import flybrain.cluster.LentCluster;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import picocli.CommandLine;

/// `flybrain` in a program that lends a cluster: `campaign run` uses it, and nothing else runs.
public final class OnCluster {
  private static final List<String> COMMAND = List.of("campaign", "run");

  private OnCluster() {}

  /// Runs a command line and returns its exit code, as [Main#run].
  ///
  /// @param slots shards that the cluster runs at once
  /// @param tasks as [LentCluster] has it
  public static int run(
      String[] words, IntSupplier slots, BiConsumer<Map<String, String>, List<Integer>> tasks) {
    String[] dashed = Main.withDashes(words);
    CommandLine flybrain = Main.commandLineFor(dashed);
    if (dashed.length < 2 || !Arrays.asList(dashed).subList(0, 2).equals(COMMAND)) {
      Main.error(flybrain, "only `campaign run FILE` runs on a cluster, with its options");
      return CommandLine.ExitCode.USAGE;
    }
    CampaignRunCommand command = command(flybrain);
    command.use(new LentCluster(slots, tasks));
    return Main.run(flybrain, dashed);
  }

  private static CampaignRunCommand command(CommandLine flybrain) {
    CommandLine found = flybrain;
    for (String name : COMMAND) {
      found = Objects.requireNonNull(found.getSubcommands().get(name));
    }
    return (CampaignRunCommand) found.getCommandSpec().userObject();
  }
}
