package flybrain.connectome;

import flybrain.annotation.Transmitter;
import flybrain.rows.TableRows;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// Where the signs of an edge list come from. Columns are by their place among the ones read.
sealed interface EdgeSigns {
  /// Description for the user.
  String words();

  /// The sign of the number of synapses itself.
  record OfCount() implements EdgeSigns {
    @Override
    public String words() {
      return "the sign of the number of synapses";
    }
  }

  /// A column of 1 and -1.
  ///
  /// @param name of the column in the file
  record OfColumn(String name, int column) implements EdgeSigns {
    @Override
    public String words() {
      return "column '" + name + "'";
    }

    /// 1 or -1, nothing for another value.
    Optional<Integer> of(TableRows row) {
      return switch (row.text(column)) {
        case "1", "+1", "1.0" -> Optional.of(1);
        case "-1", "-1.0" -> Optional.of(-1);
        default -> Optional.empty();
      };
    }
  }

  /// Gives the transmitter of a row.
  sealed interface OfTransmitter extends EdgeSigns {
    /// Its name, or what is there instead.
    ///
    /// @param pre id of the presynaptic neuron
    String of(TableRows row, long pre);
  }

  /// A column of transmitters by name.
  ///
  /// @param name of the column in the file
  record OfName(String name, int column) implements OfTransmitter {
    @Override
    public String words() {
      return "the transmitter in column '" + name + "'";
    }

    @Override
    public String of(TableRows row, long pre) {
      return row.text(column);
    }
  }

  /// The transmitter of the presynaptic neuron in a second table.
  record OfTable(TransmitterTable table) implements OfTransmitter {
    @Override
    public String words() {
      return "the transmitter of the presynaptic neuron in column '%s' of %s"
          .formatted(table.column(), table.file());
    }

    @Override
    public String of(TableRows row, long pre) {
      return table.of(pre);
    }
  }

  /// Six columns of scores, of which the largest is the transmitter of the row.
  ///
  /// @param first column; the others follow in the order of [Transmitter]
  /// @param rule decides whether transmitters of equal score have the same sign
  record OfScores(int first, SignRule rule) implements OfTransmitter {
    private static final Transmitter[] ALL = Transmitter.values();

    @Override
    public String words() {
      return "the largest of the scores "
          + Transmitter.scoreColumns().stream().collect(Collectors.joining(", "));
    }

    /// Empty if there is no score; a tie between different signs is not a transmitter. A score that
    /// is not there counts as 0.
    @Override
    public String of(TableRows row, long pre) {
      double largest = 0;
      int at = -1;
      boolean tie = false;
      for (int k = 0; k < ALL.length; k++) {
        double score = row.real(first + k);
        if (score > largest) {
          largest = score;
          at = k;
          tie = false;
        } else if (at >= 0 && score == largest) {
          tie |= !sign(ALL[at]).equals(sign(ALL[k]));
        }
      }
      return at < 0 ? "" : tie ? "several largest scores" : ALL[at].name();
    }

    private OptionalInt sign(Transmitter transmitter) {
      return rule.of(transmitter.name());
    }
  }
}
