package flybrain.serve;

import java.util.function.IntToDoubleFunction;
import java.util.function.IntToLongFunction;
import java.util.function.IntUnaryOperator;

/// A column of a reply: a name and numbers, which are made one by one while they are written.
sealed interface Column {
  /// 32-bit whole numbers.
  record Ints(String name, int length, IntUnaryOperator value) implements Column {
    @Override
    public String type() {
      return "int32";
    }
  }

  /// 64-bit whole numbers.
  record Longs(String name, int length, IntToLongFunction value) implements Column {
    @Override
    public String type() {
      return "int64";
    }
  }

  /// Double precision.
  record Doubles(String name, int length, IntToDoubleFunction value) implements Column {
    @Override
    public String type() {
      return "float64";
    }
  }

  String name();

  /// How many numbers it has.
  int length();

  /// The word for the type of its numbers, as NumPy has it.
  String type();
}
