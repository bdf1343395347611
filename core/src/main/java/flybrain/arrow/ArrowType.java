package flybrain.arrow;

import flybrain.parquet.ColumnType;

/// How the values of a column are stored, if it holds numbers or text.
sealed interface ArrowType {
  /// Whether the values can be had in a type of columns in memory.
  boolean is(ColumnType wanted);

  /// The type by its name in Arrow.
  String words();

  /// Whole numbers.
  ///
  /// @param bytes of a number: 1, 2, 4 or 8
  record Whole(int bytes, boolean signed) implements ArrowType {
    @Override
    public boolean is(ColumnType wanted) {
      return true;
    }

    @Override
    public String words() {
      return (signed ? "int" : "uint") + 8 * bytes;
    }
  }

  /// Floating-point numbers.
  ///
  /// @param bytes of a number: 2, 4 or 8
  record Real(int bytes) implements ArrowType {
    /// The smallest number of which the next whole number is rounded.
    double exactBelow() {
      return bytes == 2 ? 0x1p11 : bytes == 4 ? 0x1p24 : 0x1p53;
    }

    @Override
    public boolean is(ColumnType wanted) {
      return true;
    }

    @Override
    public String words() {
      return bytes == 2 ? "halffloat" : bytes == 4 ? "float" : "double";
    }
  }

  /// Bits of true and false.
  record Truth() implements ArrowType {
    @Override
    public boolean is(ColumnType wanted) {
      return wanted == ColumnType.STRING;
    }

    @Override
    public String words() {
      return "bool";
    }
  }

  /// Text in UTF-8, all of it in one buffer.
  ///
  /// @param bytes of an offset into it: 4 or 8
  record Text(int bytes) implements ArrowType {
    @Override
    public boolean is(ColumnType wanted) {
      return wanted != ColumnType.DOUBLE;
    }

    @Override
    public String words() {
      return bytes == 4 ? "utf8" : "large_utf8";
    }
  }

  /// Text in UTF-8, short values in place and long ones in any of several buffers.
  record TextView() implements ArrowType {
    @Override
    public boolean is(ColumnType wanted) {
      return wanted != ColumnType.DOUBLE;
    }

    @Override
    public String words() {
      return "utf8_view";
    }
  }
}
