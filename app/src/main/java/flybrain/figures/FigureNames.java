package flybrain.figures;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The names of pictures that are in one folder: no two are the same, also where upper and lower
/// case are.
public final class FigureNames {
  private final Set<String> taken = new HashSet<>();

  /// The name of a picture's files, without ending; with a number from 2 on if an earlier one has
  /// it.
  public String next(CaptionedFigure figure) {
    String name = figure.name();
    for (int number = 2; !taken.add(name.toLowerCase(Locale.ROOT)); number++) {
      name = figure.name() + "_" + number;
    }
    return name;
  }
}
