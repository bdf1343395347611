package flybrain.cluster;

import flybrain.connectome.ConnectomeStore;
import flybrain.files.UserFolders;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/// What a machine needs to run shards of a stage; the campaign is in the folder.
///
/// @param folder of the campaign, which all machines share
/// @param stage number of the stage
/// @param shards that the stage is divided into
/// @param workingFolder where connectomes that were named by a relative path are
/// @param cache folder of connectomes that open at once, unless `FLYBRAIN_CACHE` of the machine
///   names another
/// @param data folder of fetched connectomes, unless `FLYBRAIN_DATA` of the machine names another
record ShardTask(Path folder, int stage, int shards, Path workingFolder, Path cache, Path data) {

  static ShardTask of(Map<String, String> map) {
    return new ShardTask(
        path(map, "folder"),
        Integer.parseInt(value(map, "stage")),
        Integer.parseInt(value(map, "shards")),
        path(map, "workingFolder"),
        path(map, "cache"),
        path(map, "data"));
  }

  Map<String, String> asMap() {
    return Map.of(
        "folder", folder.toString(),
        "stage", Integer.toString(stage),
        "shards", Integer.toString(shards),
        "workingFolder", workingFolder.toString(),
        "cache", cache.toString(),
        "data", data.toString());
  }

  /// The connectomes of this machine.
  ///
  /// @param environment variables of the process
  ConnectomeStore connectomes(Map<String, String> environment) {
    return new ConnectomeStore(
        workingFolder,
        UserFolders.named(environment, "FLYBRAIN_CACHE", cache),
        UserFolders.named(environment, "FLYBRAIN_DATA", data));
  }

  private static Path path(Map<String, String> map, String key) {
    return Path.of(value(map, key));
  }

  private static String value(Map<String, String> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }
}
