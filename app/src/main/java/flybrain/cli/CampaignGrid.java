package flybrain.cli;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.campaign.Axis;
import flybrain.campaign.CampaignSource;
import flybrain.experiment.Recipe;
import flybrain.model.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `flybrain campaign grid`: two things varied together.
@Command(
    name = "grid",
    description =
        "Varies two things together: the rates of two drives, or a rate and a parameter, or two"
            + " parameters.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain campaign grid sugar --excite2 bitter --read-out MN9_left",
      "  flybrain campaign grid sugar --drive bitter@0 --rates 0..200/50 --rates2 0,100,200",
      "  flybrain campaign grid sugar --rates 50,100,150 --vary w_syn=0.2..0.35/0.05",
    })
final class CampaignGrid extends CampaignDesign {
  private static final String SWEEP = "0..200/20";

  @Option(
      names = "--rates",
      paramLabel = "HZ,...",
      description =
          "Rates of the first drive in Hz, or a sweep FROM..TO/STEP (default, if fewer than two"
              + " things vary: 0..200/20).")
  private @Nullable String rates;

  @Option(
      names = "--rates2",
      paramLabel = "HZ,...",
      description =
          "Rates of the second drive (default, if fewer than two things vary: 0..200/20).")
  private @Nullable String rates2;

  @Option(
      names = "--vary",
      paramLabel = "NAME=VALUE,...",
      description =
          "A parameter of the model in mV or ms and its values, such as w_syn=0.2..0.35/0.05; can"
              + " be repeated.")
  private List<String> parameters = List.of();

  CampaignGrid() {
    super("grid");
  }

  @Override
  void addSteps(CampaignSource source, Recipe base) {
    requireDrive(base);
    Map<String, String> keys = new LinkedHashMap<>();
    boolean fewer = parameters.size() < 2;
    String first =
        rates == null && fewer && (rates2 == null || parameters.isEmpty()) ? SWEEP : rates;
    String second = rates2 == null && first != null && parameters.isEmpty() ? SWEEP : rates2;
    put(keys, "rates", "--rates", first);
    put(keys, "rates2", "--rates2", second);
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      if (equals < 1) {
        throw new InputException(
            "--vary %s: must be a parameter and its values, such as w_syn=0.25,0.3"
                .formatted(parameter));
      }
      checkName(parameter.substring(0, equals));
      put(keys, parameter.substring(0, equals), "--vary", parameter.substring(equals + 1));
    }
    if (keys.size() != 2) {
      throw new InputException(
          "a grid varies two things, and these are %d: %s; give two of --rates, --rates2, --vary"
              .formatted(keys.size(), String.join(", ", keys.keySet())));
    }
    source.step("grid", keys);
  }

  private static void checkName(String name) {
    List<String> known =
        Stream.concat(
                Parameters.SHIU_2024.asMap().keySet().stream(),
                Stream.of(Axis.Weights.KEY, Axis.Inhibition.KEY))
            .toList();
    if (!known.contains(name)) {
      throw new InputException(
          "--vary: parameter '%s' is unknown%s; allowed: %s"
              .formatted(name, NearestName.hint(name, known), String.join(", ", known)));
    }
  }

  private static void put(
      Map<String, String> keys, String key, String option, @Nullable String numbers) {
    if (numbers != null) {
      keys.put(key, CampaignSource.numbers(NumberList.parse(option, numbers)));
    }
  }
}
