package flybrain.figures;

/// Numbers as they stand in pictures.
final class Labels {
  private Labels() {}

  /// A number as short as it goes: 1, 0.1, 150.
  static String decimal(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
