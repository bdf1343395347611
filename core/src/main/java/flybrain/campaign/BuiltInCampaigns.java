package flybrain.campaign;

import flybrain.InputException;
import flybrain.NearestName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The campaigns that are known by name: `paper`, all that Shiu et al. 2024 simulated, and each of
/// its figures, such as `paper/1D`. They are campaign files among the resources.
public final class BuiltInCampaigns {
  private static final String PAPER = "paper";

  /// Where a figure's name in a campaign's name begins.
  private static final String OF_FIGURE = PAPER + "/";

  /// The steps of figures that are not called as one step is.
  private static final Map<String, List<String>> STEPS =
      Map.of("5G", List.of("5G_CE", "5G_F"), "S4A", List.of("5C"), "S4B", List.of("5D"));

  private BuiltInCampaigns() {}

  /// The names of all of them.
  public static List<String> names() {
    return Stream.concat(Stream.of(PAPER), figures().stream().map(figure -> OF_FIGURE + figure))
        .toList();
  }

  /// The figures of the paper that come from simulation.
  private static List<String> figures() {
    List<String> figures = new ArrayList<>();
    for (Step step : paper().steps()) {
      String name = step.name().replaceFirst("_.*", "");
      if (!figures.contains(name)) {
        figures.add(name);
      }
    }
    figures.addAll(List.of("S4A", "S4B"));
    return List.copyOf(figures);
  }

  /// The campaign of a name; empty if no campaign has it.
  public static Optional<Campaign> find(String name) {
    return names().contains(name) ? Optional.of(get(name)) : Optional.empty();
  }

  /// The campaign of a name.
  ///
  /// @throws InputException if there is none, with the nearest name
  public static Campaign get(String name) {
    if (name.equals(PAPER)) {
      return paper();
    }
    String figure = name.startsWith(OF_FIGURE) ? name.substring(OF_FIGURE.length()) : "";
    if (!figures().contains(figure)) {
      throw new InputException(
          "campaign '%s': is neither a campaign file (.toml) nor built in%s; built in: %s"
              .formatted(name, NearestName.hint(name, names()), String.join(", ", names())));
    }
    return only(paper(), STEPS.getOrDefault(figure, List.of(figure)), figure);
  }

  /// The name of the folder and the results of a campaign: `paper_1D` for `paper/1D`.
  public static String storedName(String name) {
    return name.startsWith(OF_FIGURE) ? name.replace('/', '_') : name;
  }

  /// Some steps of a campaign, with the steps that they take neurons from.
  private static Campaign only(Campaign paper, List<String> steps, String figure) {
    Set<String> needed = new LinkedHashSet<>(steps);
    for (Step step : paper.steps()) {
      if (steps.contains(step.name())) {
        step.results().forEach(choice -> needed.add(choice.step()));
      }
    }
    StringBuilder text = new StringBuilder();
    String[] sections = paper.text().split("(?m)^(?=\\[\\[step]]$)", -1);
    text.append(
        sections[0].replaceFirst(
            "(?m)^name = .*$", "name = \"%s\"".formatted(storedName(OF_FIGURE + figure))));
    for (int k = 1; k < sections.length; k++) {
      if (needed.contains(paper.steps().get(k - 1).name())) {
        text.append(sections[k]);
      }
    }
    return CampaignFile.parse(Path.of(PAPER), text.toString());
  }

  private static Campaign paper() {
    try (InputStream in =
        Objects.requireNonNull(BuiltInCampaigns.class.getResourceAsStream(PAPER + ".toml"))) {
      return CampaignFile.parse(
          Path.of(PAPER), new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
