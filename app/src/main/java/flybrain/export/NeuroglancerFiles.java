package flybrain.export;

import flybrain.files.StagedFolder;
import flybrain.tables.TableFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Writes the exported neurons for Neuroglancer: `info`, a source of segment properties, and
/// `layer.json`, the members of a segmentation layer that show the neurons in colours of their
/// firing rates. Ids are text.
public final class NeuroglancerFiles {
  private static final String PROPERTIES = "info";
  private static final String LAYER = "layer.json";

  /// Colours from no rate to the highest: dark blue, magenta, orange, yellow.
  private static final int[] COLOURS = {0x2a3a8f, 0xb5367a, 0xfb8861, 0xfcfdbf};

  private NeuroglancerFiles() {}

  /// The files in the folder.
  public static List<Path> files(Path folder) {
    return List.of(folder.resolve(PROPERTIES), folder.resolve(LAYER));
  }

  /// Writes the folder.
  ///
  /// @throws flybrain.files.WriteException if it cannot be written
  public static void write(ExportedRun run, Path folder) throws IOException {
    StagedFolder.write(
        folder,
        stage -> {
          TableFiles.json(stage.resolve(PROPERTIES), properties(run));
          TableFiles.json(stage.resolve(LAYER), layer(run));
        });
  }

  private static List<String> ids(ExportedRun run) {
    List<String> ids = new ArrayList<>();
    for (long id : run.neurons().ids()) {
      ids.add(Long.toString(id));
    }
    return ids;
  }

  private static Map<String, Object> properties(ExportedRun run) {
    ExportedNeurons neurons = run.neurons();
    List<String> labels = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    for (int neuron = 0; neuron < neurons.size(); neuron++) {
      String name = neurons.names().get(neuron);
      labels.add(name.isEmpty() ? neurons.types().get(neuron) : name);
      // Properties have 32 bits at most.
      rates.add((double) (float) run.rate(neuron).mean());
    }
    List<Object> properties = new ArrayList<>();
    properties.add(property("label", "label", labels));
    Map<String, Object> rate = property("rate_hz", "number", rates);
    rate.put("data_type", "float32");
    rate.put("description", "Firing rate in Hz, mean over trials");
    properties.add(rate);
    Map<String, Object> inline = new LinkedHashMap<>();
    inline.put("ids", ids(run));
    inline.put("properties", properties);
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("@type", "neuroglancer_segment_properties");
    info.put("inline", inline);
    return info;
  }

  private static Map<String, Object> property(String id, String type, List<?> values) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("id", id);
    property.put("type", type);
    property.put("values", values);
    return property;
  }

  private static Map<String, Object> layer(ExportedRun run) {
    List<String> ids = ids(run);
    double highest = 0;
    for (int neuron = 0; neuron < ids.size(); neuron++) {
      highest = Math.max(highest, run.rate(neuron).mean());
    }
    Map<String, String> colours = new LinkedHashMap<>();
    for (int neuron = 0; neuron < ids.size(); neuron++) {
      double share = highest > 0 ? run.rate(neuron).mean() / highest : 0;
      colours.put(ids.get(neuron), colour(share));
    }
    Map<String, Object> layer = new LinkedHashMap<>();
    layer.put("type", "segmentation");
    layer.put("name", run.name());
    layer.put("segments", ids);
    layer.put("segmentColors", colours);
    return layer;
  }

  /// The colour of a share of the highest rate, 0 .. 1, as `#rrggbb`.
  private static String colour(double share) {
    double place = share * (COLOURS.length - 1);
    int from = Math.min((int) place, COLOURS.length - 2);
    double part = place - from;
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int low = COLOURS[from] >> shift & 0xff;
      int high = COLOURS[from + 1] >> shift & 0xff;
      colour = colour << 8 | (int) Math.round(low + part * (high - low));
    }
    return String.format(Locale.ROOT, "#%06x", colour);
  }
}
