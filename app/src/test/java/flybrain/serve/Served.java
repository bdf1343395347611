package flybrain.serve;

import flybrain.Progress;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeExport;
import flybrain.connectome.Neurons;
import flybrain.parquet.Compression;
import flybrain.requests.Params;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/// The methods of `flybrain serve`, called without its lines and threads.
final class Served {
  static final long MN9_LEFT = 720575940660219265L;
  static final long MN9_RIGHT = 720575940645521262L;

  /// Room for all spikes of a test.
  private static final long ROOM = 1L << 26;

  final List<String> log = new ArrayList<>();
  final SpikeRoom room = new SpikeRoom(ROOM);
  final Brains brains = new Brains(log::add);
  final Lives lives = new Lives();
  private final Map<String, Method> methods = new LinkedHashMap<>();

  Served() {
    new BrainMethods(brains).addTo(methods);
    methods.put("run", new RunMethod(brains, room));
    methods.put("campaign", new CampaignMethod(brains));
    new LiveMethods(brains, lives, room).addTo(methods);
  }

  /// Writes the folder of a brain of five neurons: 22, the motor neuron `MN9_left` and 55 have no
  /// output; `MN9_right` excites 22 and inhibits 44, which excites 55. An excited neuron fires.
  static Path brain(Path folder) throws IOException {
    long[] ids = {22, MN9_RIGHT, MN9_LEFT, 44, 55};
    Connectome brain =
        Connectome.of(
            "five",
            new Neurons(ids),
            new ConnectionsBuilder(ids.length)
                .add(1, 0, 300)
                .add(1, 3, -40)
                .add(3, 4, 300)
                .build());
    ConnectomeExport.write(brain, folder, Compression.SNAPPY);
    return folder;
  }

  /// @param params JSON, with `'` for `"`
  @SuppressWarnings("AnnotateFormatMethod") // that annotation would be a dependency of the tests
  Reply ask(String method, String params, Object... values) throws IOException {
    return ask(Progress.NONE, method, params.formatted(values).replace('\'', '"'));
  }

  Reply ask(Progress progress, String method, String json) throws IOException {
    return Objects.requireNonNull(methods.get(method), method).answer(Params.parse(json), progress);
  }

  /// Opens a folder, and returns the handle.
  long open(Path folder) throws IOException {
    return (long) value(ask("open", "{'connectome': '%s'}", folder), "brain");
  }

  static Object value(Reply reply, String name) {
    return Objects.requireNonNull(reply.result().get(name), name);
  }

  /// The numbers of a column, in the order in which they are written.
  static List<Number> column(Reply reply, String name) {
    Column column =
        reply.columns().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    IntStream places = IntStream.range(0, column.length());
    return switch (column) {
      case Column.Ints ints -> places.<Number>mapToObj(k -> ints.value().applyAsInt(k)).toList();
      case Column.Longs longs ->
          places.<Number>mapToObj(k -> longs.value().applyAsLong(k)).toList();
      case Column.Doubles doubles ->
          places.<Number>mapToObj(k -> doubles.value().applyAsDouble(k)).toList();
    };
  }

  static List<String> columns(Reply reply) {
    return reply.columns().stream().map(column -> column.name() + " " + column.type()).toList();
  }
}
