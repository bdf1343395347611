package flybrain.cli;

import flybrain.InputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The neurons that a screen goes through.
final class ScreenedNeurons {
  private static final int DEFAULT = 50;

  @Option(
      names = "--most-active",
      paramLabel = "N",
      description = "The N neurons that the experiment makes most active, without driven ones.")
  private @Nullable Integer mostActive;

  @Option(
      names = "--neurons",
      paramLabel = "NEURONS",
      description = "These neurons: FlyWire ids, named sets, selections and @FILE.")
  private @Nullable String neurons;

  /// How many of the most active neurons, where none are named.
  ///
  /// @param least that make a screen
  /// @throws InputException for a smaller number
  int mostActive(int least) {
    int count = mostActive == null ? DEFAULT : mostActive;
    if (count < least) {
      throw new InputException("--most-active %d: must be at least %d".formatted(count, least));
    }
    return count;
  }

  /// The neurons as they were typed, null for the most active ones.
  @Nullable String neurons() {
    return neurons;
  }
}
