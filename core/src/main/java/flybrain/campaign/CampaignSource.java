package flybrain.campaign;

import flybrain.experiment.ExperimentText;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tomlj.Toml;

/// The text of a campaign file while it is put together, for campaigns that were described in
/// another way.
public final class CampaignSource {
  /// The name of the text in messages; files in it are looked for in the current folder.
  private static final Path ORIGIN = Path.of("command line");

  private final Recipe base;
  private final Map<String, String> top = new LinkedHashMap<>();
  private final List<StepSource> steps = new ArrayList<>();

  /// Values of keys in TOML.
  private record StepSource(String name, Map<String, String> keys) {}

  /// A text without steps.
  public CampaignSource(Recipe base) {
    this.base = base;
  }

  /// Sets what counts as an effect.
  ///
  /// @return this
  public CampaignSource criteria(Criteria criteria) {
    top.put("threshold", Double.toString(criteria.threshold()));
    top.put("q", Double.toString(criteria.q()));
    top.put("runaway", Double.toString(criteria.runaway()));
    return this;
  }

  /// Adds a step.
  ///
  /// @param name unique in the campaign
  /// @param keys TOML values by key, such as [#numbers] and [#neurons] give them, in an order that
  ///   is always the same; [CampaignFile] says which keys there are
  /// @return this
  public CampaignSource step(String name, Map<String, String> keys) {
    steps.add(new StepSource(name, new LinkedHashMap<>(keys)));
    return this;
  }

  /// Numbers as a value.
  public static String numbers(List<Double> numbers) {
    return numbers.toString();
  }

  /// Neurons as a value.
  public static String neurons(List<NeuronReference> neurons) {
    return ExperimentText.neurons(neurons);
  }

  /// The most active neurons of a step that has one experiment, as a value.
  ///
  /// @param driven whether neurons that the experiment drives count
  public static String mostActive(int count, String step, boolean driven) {
    return "{ most_active = %d, of = \"%s\", driven = %s }".formatted(count, step, driven);
  }

  /// The text; [CampaignFile#parse] makes the campaign of it.
  public String text() {
    StringBuilder text = new StringBuilder();
    top.forEach((key, value) -> text.append("%s = %s\n".formatted(key, value)));
    text.append(ExperimentText.of(base));
    for (StepSource step : steps) {
      text.append("\n[[step]]\nname = \"%s\"\n".formatted(Toml.tomlEscape(step.name)));
      step.keys.forEach((key, value) -> text.append("%s = %s\n".formatted(key, value)));
    }
    return text.toString();
  }

  /// The campaign.
  ///
  /// @throws flybrain.InputException for what no campaign can have
  public Campaign campaign() {
    return CampaignFile.parse(ORIGIN, text());
  }

  /// Where it comes from, in place of a file.
  public static Path origin() {
    return ORIGIN;
  }
}
