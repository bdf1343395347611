package flybrain.cli;

import flybrain.atlas.AtlasResults;
import flybrain.atlas.Response;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import picocli.CommandLine.Command;

/// `flybrain atlas from`: what neurons drive.
@Command(
    name = "from",
    description = "Says which neurons fire when a neuron is driven alone: what it drives.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain atlas from MN9_left",
      "  flybrain atlas from 'type:/DN.*/ & side:left' --min-rate 10 --out driven.csv",
    })
final class AtlasFrom extends AtlasQuery {
  @Override
  List<Response> responses(AtlasResults atlas, BitSet asked) throws IOException {
    return atlas.from(asked);
  }

  @Override
  String nothing() {
    return "these neurons make no other fire";
  }
}
