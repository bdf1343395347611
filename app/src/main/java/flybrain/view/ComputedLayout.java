package flybrain.view;

import flybrain.SplitMix64;
import flybrain.annotation.ColumnName;
import flybrain.connectome.Connectome;
import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronSets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/// Places for the neurons of a connectome without coordinates: a ball for each group, the same on
/// every machine.
///
/// Groups are the super classes (or, where none are known, the classes) of each side; where neither
/// is known, the named sets. The largest is in the middle, the others around it, side by side with
/// their like: left ones at negative x. In a ball a neuron is nearer to the middle the more
/// outgoing connections it has.
final class ComputedLayout {
  private static final long SEED = 1;

  /// Turn from one place that is tried for a ball to the next.
  private static final double GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

  /// Distance between two balls.
  private static final double GAP = 2;

  private static final String OTHERS = "";

  private final Connectome connectome;
  private final List<Ball> balls = new ArrayList<>();

  /// A group's place in the plane.
  private record Ball(double x, double y, double radius) {}

  private ComputedLayout(Connectome connectome) {
    this.connectome = connectome;
  }

  /// x, y, z of each neuron, one neuron after the other, without a unit.
  static float[] of(Connectome connectome) {
    return new ComputedLayout(connectome).places();
  }

  private float[] places() {
    Map<String, List<Integer>> groups = new TreeMap<>();
    int size = connectome.neurons().size();
    String[] names = names();
    for (int neuron = 0; neuron < size; neuron++) {
      groups.computeIfAbsent(names[neuron], _ -> new ArrayList<>()).add(neuron);
    }
    List<Map.Entry<String, List<Integer>>> bySize = new ArrayList<>(groups.entrySet());
    bySize.sort(Comparator.comparingInt(group -> -group.getValue().size()));
    float[] places = new float[3 * size];
    SplitMix64 random = new SplitMix64(SEED);
    for (Map.Entry<String, List<Integer>> group : bySize) {
      fill(ball(group.getKey(), group.getValue().size()), group.getValue(), random, places);
    }
    return places;
  }

  /// The group of each neuron.
  private String[] names() {
    int size = connectome.neurons().size();
    String[] names = new String[size];
    Arrays.fill(names, OTHERS);
    for (String column : List.of("super_class", "class")) {
      if (connectome.annotations().column(column).isPresent()) {
        IntStream.range(0, size)
            .forEach(neuron ->
                names[neuron] =
                    connectome.annotations().value(column, neuron)
                        + "\t"
                        + connectome.annotations().value(ColumnName.SIDE, neuron));
        return names;
      }
    }
    for (NamedSet set : NeuronSets.builtIn().all()) {
      for (long id : set.idsFor(connectome.neurons())) {
        int neuron = connectome.neurons().indexOf(id);
        if (neuron >= 0 && names[neuron].equals(OTHERS)) {
          names[neuron] = set.name();
        }
      }
    }
    return names;
  }

  /// The free place nearest to the middle.
  private Ball ball(String name, int neurons) {
    double radius = StrictMath.cbrt(neurons);
    int side = name.endsWith("\tleft") ? -1 : name.endsWith("\tright") ? 1 : 0;
    for (int k = 0; ; k++) {
      double distance = Math.sqrt(k);
      double x = distance * StrictMath.cos(k * GOLDEN_ANGLE);
      double y = distance * StrictMath.sin(k * GOLDEN_ANGLE);
      Ball ball = new Ball(x, y, radius);
      if ((side == 0 || x * side >= radius)
          && balls.stream().noneMatch(other -> touch(ball, other))) {
        balls.add(ball);
        return ball;
      }
    }
  }

  private static boolean touch(Ball one, Ball other) {
    return StrictMath.hypot(one.x - other.x, one.y - other.y) < one.radius + other.radius + GAP;
  }

  private void fill(Ball ball, List<Integer> neurons, SplitMix64 random, float[] places) {
    List<Integer> byDegree = new ArrayList<>(neurons);
    byDegree.sort(Comparator.comparingInt(neuron -> -connectome.connections().outDegree(neuron)));
    for (int k = 0; k < byDegree.size(); k++) {
      double distance = ball.radius * StrictMath.cbrt((k + 0.5) / byDegree.size());
      double z = 2 * fraction(random) - 1;
      double angle = 2 * Math.PI * fraction(random);
      double across = distance * Math.sqrt(1 - z * z);
      int at = 3 * byDegree.get(k);
      places[at] = (float) (ball.x + across * StrictMath.cos(angle));
      places[at + 1] = (float) (ball.y + across * StrictMath.sin(angle));
      places[at + 2] = (float) (distance * z);
    }
  }

  /// A number from 0 to below 1.
  private static double fraction(SplitMix64 random) {
    return (random.nextLong() >>> 11) * 0x1p-53;
  }
}
