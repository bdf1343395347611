package flybrain.view;

import flybrain.annotation.AnnotationColumn;
import flybrain.annotation.NeuronAnnotations;
import flybrain.connectome.Connectome;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the neurons of a connectome are drawn: at their coordinates, or where it has none, at
/// computed places.
final class Positions {
  /// Coordinates beyond this are not micrometres: a fly's brain is smaller than a millimetre.
  private static final double MOST_MICROMETRES = 5_000;

  /// Planes of FlyWire's images; in nm, a brain is deeper.
  private static final double MOST_PLANES = 20_000;

  private final Connectome connectome;
  private @Nullable Found found;

  /// @param places x, y, z of each neuron, one neuron after the other; NaN where unknown
  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  private record Found(float[] places, String source, String note) {}

  Positions(Connectome connectome) {
    this.connectome = connectome;
  }

  /// `coordinates` or `computed`.
  String source() {
    return found().source;
  }

  /// Where they are from, in a sentence.
  String note() {
    return found().note;
  }

  /// x, y, z of each neuron, one neuron after the other, as float32, little-endian; NaN where
  /// unknown.
  Answer answer(Query query) {
    query.allow();
    float[] places = found().places;
    ByteBuffer bytes =
        ByteBuffer.allocate(Float.BYTES * places.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(places);
    return Answer.bytes(bytes.array());
  }

  private synchronized Found found() {
    if (found == null) {
      found = coordinates().orElseGet(this::computed);
    }
    return found;
  }

  private Found computed() {
    return new Found(
        ComputedLayout.of(connectome),
        "computed",
        "the connectome has no coordinates: neurons are placed by group, those with more"
            + " connections nearer to its middle; places and distances mean nothing else");
  }

  private Optional<Found> coordinates() {
    NeuronAnnotations known = connectome.annotations();
    Optional<AnnotationColumn> x = known.column("x");
    Optional<AnnotationColumn> y = known.column("y");
    Optional<AnnotationColumn> z = known.column("z");
    if (x.isEmpty() || y.isEmpty() || z.isEmpty()) {
      return Optional.empty();
    }
    double[][] columns = {numbers(x.get()), numbers(y.get()), numbers(z.get())};
    int size = connectome.neurons().size();
    float[] places = new float[3 * size];
    double[] scale = scale(columns);
    int placed = 0;
    for (int neuron = 0; neuron < size; neuron++) {
      boolean isPlaced = true;
      for (int axis = 0; axis < 3; axis++) {
        places[3 * neuron + axis] = (float) (columns[axis][neuron] * scale[axis]);
        isPlaced &= !Double.isNaN(columns[axis][neuron]);
      }
      placed += isPlaced ? 1 : 0;
    }
    if (placed == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Found(
            places,
            "coordinates",
            "coordinates of %,d of %,d neurons, from %s, taken to be %s"
                .formatted(placed, size, x.get().source(), unit(scale))));
  }

  private double[] numbers(AnnotationColumn column) {
    double[] ofCode = new double[column.different() + 1];
    ofCode[0] = Double.NaN;
    int code = 1;
    for (String value : column.values()) {
      ofCode[code++] = number(value);
    }
    double[] numbers = new double[connectome.neurons().size()];
    for (int neuron = 0; neuron < numbers.length; neuron++) {
      numbers[neuron] = ofCode[column.code(neuron)];
    }
    return numbers;
  }

  private static double number(String text) {
    try {
      double number = Double.parseDouble(text);
      return Double.isFinite(number) ? number : Double.NaN;
    } catch (NumberFormatException _) {
      return Double.NaN;
    }
  }

  /// By how much to multiply x, y, z to have micrometres: tables do not say their unit.
  private static double[] scale(double[]... columns) {
    if (Math.max(largest(columns[0]), largest(columns[1])) <= MOST_MICROMETRES) {
      return new double[] {1, 1, 1};
    }
    return largest(columns[2]) < MOST_PLANES
        ? new double[] {0.004, 0.004, 0.04}
        : new double[] {0.001, 0.001, 0.001};
  }

  private static String unit(double... scale) {
    return scale[2] == 1
        ? "micrometres"
        : scale[2] == 0.001 ? "nanometres" : "FlyWire's voxels of 4 x 4 x 40 nm";
  }

  private static double largest(double... numbers) {
    double largest = 0;
    for (double number : numbers) {
      largest = Double.isNaN(number) ? largest : Math.max(largest, Math.abs(number));
    }
    return largest;
  }
}
