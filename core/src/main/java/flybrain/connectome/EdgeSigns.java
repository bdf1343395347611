package flybrain.connectome;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where the signs of an edge list come from.
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
  /// @param position from 0
  record OfColumn(String name, int position) implements EdgeSigns {
    @Override
    public String words() {
      return "column '" + name + "'";
    }

    /// 1 or -1, nothing for another value.
    Optional<Integer> of(CsvRecord row) {
      return switch (row.getField(position).strip()) {
        case "1", "+1", "1.0" -> Optional.of(1);
        case "-1", "-1.0" -> Optional.of(-1);
        default -> Optional.empty();
      };
    }
  }

  /// Gives the transmitter of a row.
  sealed interface OfTransmitter extends EdgeSigns {
    /// Empty if it is not one of the six.
    Optional<Transmitter> of(CsvRecord row);

    /// The text in a row, for reports.
    String value(CsvRecord row);
  }

  /// A column of transmitters by name.
  ///
  /// @param name of the column in the file
  /// @param position from 0
  record OfName(String name, int position) implements OfTransmitter {
    @Override
    public String words() {
      return "the transmitter in column '" + name + "'";
    }

    @Override
    public Optional<Transmitter> of(CsvRecord row) {
      return Transmitter.of(value(row));
    }

    @Override
    public String value(CsvRecord row) {
      return row.getField(position).strip();
    }
  }

  /// Six columns of scores, of which the largest is the transmitter of the row.
  ///
  /// @param positions of the columns, from 0
  record OfScores(Map<Transmitter, Integer> positions) implements OfTransmitter {
    @Override
    public String words() {
      return "the largest of the scores "
          + Transmitter.scoreColumns().stream().collect(Collectors.joining(", "));
    }

    /// Empty if there is no score, or a tie between an excitatory and an inhibitory one.
    @Override
    public Optional<Transmitter> of(CsvRecord row) {
      Map<Transmitter, Double> scores = new EnumMap<>(Transmitter.class);
      positions.forEach((each, position) -> scores.put(each, score(row.getField(position))));
      double largest = scores.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
      if (!(largest > 0)) {
        return Optional.empty();
      }
      scores.values().removeIf(score -> score < largest);
      boolean isOneSign = scores.keySet().stream().map(Transmitter::sign).distinct().count() == 1;
      return isOneSign ? scores.keySet().stream().findFirst() : Optional.empty();
    }

    @Override
    public String value(CsvRecord row) {
      boolean empty = positions.values().stream().allMatch(at -> !(score(row.getField(at)) > 0));
      return empty ? "" : "several largest scores";
    }

    /// A score that is not there counts as 0.
    private static double score(String text) {
      try {
        double score = Double.parseDouble(text.strip());
        return score > 0 ? score : 0;
      } catch (NumberFormatException e) {
        return 0;
      }
    }
  }
}
