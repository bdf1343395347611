package flybrain.cli;

import flybrain.campaign.Stage;
import flybrain.terminal.TypedCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The commands that run a campaign in shards.
///
/// @param campaign file or name
/// @param options as words
/// @param folder of the campaign
record ShardCommands(String campaign, List<String> options, Path folder) {
  ShardCommands {
    options = List.copyOf(options);
  }

  /// The command of a shard of a stage.
  ///
  /// @param shard such as `3/40`; it may have what a shell replaces
  String run(Stage stage, String shard) {
    List<String> words = new ArrayList<>(List.of("flybrain", "campaign", "run", campaign));
    words.addAll(options);
    words.addAll(List.of("--out", folder.toString()));
    words.addAll(List.of("--stage", Integer.toString(stage.number()), "--shard"));
    return TypedCommand.of(words) + " " + shard;
  }

  /// The command that joins all.
  String merge() {
    return TypedCommand.of(List.of("flybrain", "campaign", "merge", folder.toString()));
  }

  /// The command that says which shards are missing.
  String status() {
    return TypedCommand.of(List.of("flybrain", "campaign", "status", folder.toString()));
  }
}
