package flybrain.cli;

import flybrain.Decimal;
import flybrain.attribution.Causes;
import flybrain.attribution.Course;
import flybrain.attribution.Routes;
import flybrain.experiment.Experiment;
import flybrain.figures.CauseFigure;
import flybrain.files.Outputs;
import flybrain.model.Parameters;
import flybrain.pages.HtmlPage;
import flybrain.tables.Table;
import flybrain.terminal.TypedCommand;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/// How `flybrain why` shows what it found: text, table, picture and page.
final class WhyOutput {
  /// Membrane time constants before a spike that a picture shows: earlier input is mostly gone.
  private static final double SHOWN = 1.5;

  private static final int MOST_STEPS = 5_000;

  /// What counts as one on a route.
  enum By {
    NEURON,
    TYPE
  }

  @Option(
      names = "--top",
      paramLabel = "N",
      description =
          "Rows of excitation and of inhibition in text, and number of routes (default: 20).")
  private int top = 20;

  @Option(
      names = "--routes",
      description =
          "Write the routes from the drive to the neuron as the table, not its presynaptic neurons.")
  private boolean routes;

  @Option(
      names = "--min-share",
      paramLabel = "PERCENT",
      description = "Least share of the excitation of a branch that is traced back (default: 5).")
  private double minShare = 5;

  @Option(
      names = "--by",
      paramLabel = "neuron|type",
      description =
          "Trace back single neurons (default), or all neurons of a type and side, or of a set,"
              + " together.")
  private By by = By.NEURON;

  @ArgGroup(exclusive = true)
  private TableFormat format = new TableFormat();

  @Option(
      names = "--figure",
      paramLabel = "FILE.png|svg",
      description = "Also draw how the contributions came up before the spikes, and the largest.")
  private @Nullable Path figure;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write everything to a self-contained HTML page.")
  private @Nullable Path html;

  /// What is known of the spikes that were asked about.
  ///
  /// @param headline lines that say what was found
  /// @param table of the presynaptic neurons or spikes
  /// @param causes mean over the spikes, null where there is no spike
  /// @param course of the same, null where it is not drawn
  /// @param routes null where there is no spike
  /// @param rate of the neuron in Hz, null for a single spike
  record Found(
      String headline,
      Table table,
      @Nullable Causes causes,
      @Nullable Course course,
      @Nullable Routes routes,
      @Nullable Double rate) {}

  /// Refuses what cannot be right, before anything is run.
  ///
  /// @param compares whether two conditions are compared
  void check(CommandSpec spec, boolean compares) {
    Usage.require(spec, top >= 1, "--top " + top + ": must be at least 1");
    Usage.require(
        spec,
        minShare >= 0.1 && minShare <= 100,
        "--min-share %s: must be from 0.1 to 100 percent".formatted(Decimal.text(minShare)));
    Usage.require(
        spec,
        figure == null || !compares,
        "--figure draws one condition; leave out the comparison");
    format.check(spec);
    Path picture = figure;
    if (picture != null) {
      CauseFigure.check(picture);
    }
  }

  /// Adds the files that are written.
  Outputs written(Outputs outputs) {
    return outputs
        .writes("--out", format.out())
        .writes("--figure", figure)
        .writesPage("--html", html);
  }

  /// Whether the table is of routes.
  boolean asksForRoutes() {
    return routes;
  }

  /// Whether a course is drawn.
  boolean draws() {
    return figure != null || html != null;
  }

  /// Steps before a spike that are drawn.
  int steps(Experiment experiment) {
    Parameters parameters = experiment.parameters();
    double steps = Math.ceil(SHOWN * parameters.tauM() / parameters.dt());
    return (int) Math.clamp(steps, 10, MOST_STEPS);
  }

  /// How routes are searched for.
  Routes.Search search(ExplainedRun run) {
    if (by == By.NEURON) {
      return new Routes.Search(top, minShare / 100);
    }
    int[] first = run.firstOfKind();
    return new Routes.Search(top, minShare / 100, neuron -> first[neuron]);
  }

  /// Names of routes.
  RouteTables names(ExplainedRun run) {
    return new RouteTables(run, by == By.TYPE);
  }

  /// Shows what was found of one neuron.
  void write(CommandSpec spec, ExplainedRun run, Found found) throws IOException {
    RouteTables ways = names(run);
    Routes traced = found.routes;
    String tree = traced == null ? "" : ways.text(traced.tree(), minShare);
    String strongest = traced == null ? "" : ways.text(traced, found.rate, top);
    writeTable(
        spec,
        routes && traced != null ? ways.table(traced, found.rate) : found.table,
        found.headline + CauseText.tables(found.table, top) + tree + strongest);
    CauseFigure picture = picture(run, found);
    if (figure != null) {
      Usage.require(spec, picture != null, "--figure: there is no spike at this time");
      if (picture != null) {
        picture.draw(figure);
        print(spec, "picture: " + figure);
      }
    }
    if (html != null) {
      HtmlPage page = page(spec, found.headline);
      if (picture != null) {
        page.picture(
            picture.svg(),
            "Contributions of the largest presynaptic neurons before the spike, and as bars",
            "Left: what each presynaptic neuron has added to the potential, mean over the spikes;"
                + " input before the reset is left out. Right: what it has added at the spike.");
      }
      page.section("Presynaptic neurons").lines(CauseText.tables(found.table, top).strip());
      if (traced != null) {
        page.section("Traced back to the drive").lines(tree.strip()).lines(strongest.strip());
      }
      write(spec, page, html);
    }
  }

  /// Shows what two conditions differ in.
  void write(CommandSpec spec, String headline, ComparedCauses compared, ExplainedRun control)
      throws IOException {
    Table causes = compared.causes();
    Table ways = compared.routes(search(control));
    String text = compared.text(causes, ways, top);
    writeTable(spec, routes ? ways : causes, headline + text);
    if (html != null) {
      write(spec, page(spec, headline).section("What was lost").lines(text.strip()), html);
    }
  }

  private void writeTable(CommandSpec spec, Table table, String text) throws IOException {
    format.write(spec, table, () -> text);
    if (format.out() != null) {
      print(spec, "table: " + format.out());
    }
  }

  private static @Nullable CauseFigure picture(ExplainedRun run, Found found) {
    Causes causes = found.causes;
    Course course = found.course;
    if (causes == null || course == null) {
      return null;
    }
    Parameters parameters = run.plan().experiment().parameters();
    return new CauseFigure(
        "Why %s fires".formatted(run.label(causes.neuron())),
        found.headline.lines().limit(1).reduce("", String::concat).replaceFirst("^[^:]*: ", ""),
        causes,
        course,
        run::label,
        parameters.vThreshold() - parameters.v0(),
        parameters.dt());
  }

  private static HtmlPage page(CommandSpec spec, String headline) {
    return new HtmlPage(
            headline.replaceFirst("(?s):.*", "").replaceFirst("^", "Why ") + " fires",
            TypedCommand.of(spec))
        .paragraphs(headline);
  }

  private static void write(CommandSpec spec, HtmlPage page, Path file) throws IOException {
    page.write(file);
    print(spec, "page: " + file);
  }

  private static void print(CommandSpec spec, String line) {
    spec.commandLine().getErr().println(line);
    spec.commandLine().getErr().flush();
  }
}
