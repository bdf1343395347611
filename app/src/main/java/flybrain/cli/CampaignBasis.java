package flybrain.cli;

import flybrain.backend.Backend;
import flybrain.campaign.Campaign;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// What a campaign runs on, beside its file.
final class CampaignBasis {
  @Mixin private ConnectomeOption connectome = new ConnectomeOption();

  @Mixin private BackendOption backend = new BackendOption();

  @Option(names = "--spikes", description = "Also keep the spikes of each experiment.")
  private boolean spikes;

  /// The campaign with these options.
  Campaign of(Campaign campaign) {
    Campaign changed =
        connectome.name() == null ? campaign : campaign.withConnectome(connectome.name());
    return spikes ? changed.withSpikes() : changed;
  }

  Backend backend(CommandSpec spec) {
    return backend.backend(spec);
  }

  /// The options as words of a command line; none for what is the default.
  List<String> words() {
    List<String> words = new ArrayList<>();
    String name = connectome.name();
    if (name != null) {
      words.addAll(List.of("--connectome", name));
    }
    words.addAll(backend.words());
    if (spikes) {
      words.add("--spikes");
    }
    return words;
  }
}
