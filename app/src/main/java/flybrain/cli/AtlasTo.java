package flybrain.cli;

import flybrain.atlas.AtlasResults;
import flybrain.atlas.Response;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import picocli.CommandLine.Command;

/// `flybrain atlas to`: what drives neurons.
@Command(
    name = "to",
    description =
        "Says which neurons make a neuron fire when they are driven alone: what drives it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain atlas to MN9_left",
      "  flybrain atlas to 'type:/MN.*/' --min-rate 10 --json",
    })
final class AtlasTo extends AtlasQuery {
  @Override
  List<Response> responses(AtlasResults atlas, BitSet asked) throws IOException {
    return atlas.to(asked);
  }

  @Override
  String nothing() {
    return "no other neuron makes these fire";
  }
}
