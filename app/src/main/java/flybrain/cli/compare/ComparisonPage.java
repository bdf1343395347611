package flybrain.cli.compare;

import flybrain.agreement.RunDescriptions;
import flybrain.compare.ComparedRun;
import flybrain.pages.HtmlPage;
import flybrain.tables.Table;
import flybrain.terminal.TypedCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/// The HTML page of a comparison: what was found, which runs were compared, and their pictures.
final class ComparisonPage {
  /// Each contains a bitmap of spikes; more would make browsers slow.
  static final int MOST_PICTURES = 20;

  private static final String RATES =
      "Rates: a point for each neuron that fires in either run, on logarithmic axes with a lane "
          + "for 0, and the line of equal rates; points in the grey band, where rates agree "
          + "within 10 % or 2 Hz, are pale. Bars: the neurons that differ most. Rasters: spikes "
          + "of one trial, and all spikes per ms as the mean over trials.";

  /// Writes a page without pictures, and says where it is.
  static void write(CommandSpec spec, String title, Consumer<HtmlPage> found, Path file)
      throws IOException {
    HtmlPage page = of(spec, title);
    found.accept(page);
    page.write(file);
    spec.commandLine().getErr().println("page: " + file);
  }

  private record Shown(String svg, String description, String caption) {}

  private final Set<Path> files = new HashSet<>();
  private final Table runs = new Table("run", "t_run", "n_run", "spikes", "neurons", "file");
  private final RunDescriptions descriptions = new RunDescriptions();
  private final List<Shown> pictures = new ArrayList<>();
  private int left;

  /// Draws a picture as the text of an SVG file.
  @FunctionalInterface
  interface Drawing {
    String svg() throws IOException;
  }

  /// Adds two runs and their picture.
  void add(ComparedRun a, ComparedRun b, Drawing drawing) throws IOException {
    add(a);
    add(b);
    picture(drawing, "Rates and spikes of %s and %s.".formatted(a.name(), b.name()), RATES);
  }

  /// Adds a picture, unless there are many.
  void picture(Drawing drawing, String description, String caption) throws IOException {
    if (pictures.size() < MOST_PICTURES) {
      pictures.add(new Shown(drawing.svg(), description, caption));
    } else {
      left++;
    }
  }

  private void add(ComparedRun run) throws IOException {
    if (!files.add(run.file())) {
      return;
    }
    runs.add(
        Arrays.asList(
            run.name(),
            run.rates().tRun(),
            run.rates().trials(),
            run.rates().spikes(),
            run.rates().neurons(),
            run.file().toString()));
    descriptions.add(run.name(), run.file());
  }

  /// A page that begins with the command that made it.
  static HtmlPage of(CommandSpec spec, String title) {
    return new HtmlPage(title, TypedCommand.of(spec));
  }

  /// Writes a page with the pictures after what it has, then details, then the runs.
  void write(HtmlPage page, Consumer<HtmlPage> details, Path file) throws IOException {
    showPictures(page);
    details.accept(page);
    if (runs.size() > 0) {
      page.section("Runs");
      runs.show(page, "");
      descriptions.show(page);
    }
    page.write(file);
  }

  private void showPictures(HtmlPage page) {
    if (!pictures.isEmpty()) {
      page.section("Pictures");
    }
    for (Shown shown : pictures) {
      page.picture(shown.svg, shown.description, shown.caption);
    }
    if (left > 0) {
      page.paragraph(
          "%d more pictures are not shown: --figures draws all of them to files".formatted(left));
    }
  }
}
