package flybrain.cli;

import flybrain.Decimal;
import flybrain.InputException;
import flybrain.campaign.Axis;
import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignSource;
import flybrain.campaign.Criteria;
import flybrain.campaign.Step;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import flybrain.files.Outputs;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// A command that makes a campaign of one experiment and runs it, without a campaign file.
///
/// The text that a file would have is kept in the campaign's folder, so `resume`, `status`, `show`
/// and `export` need nothing else.
abstract class CampaignDesign implements Callable<Integer> {
  private final String design;

  @Spec private CommandSpec spec;
  @Mixin private RecipeOptions recipeOptions = new RecipeOptions();

  @Option(
      names = "--threshold",
      paramLabel = "SHARE",
      description = "Share of the read-out's rate that counts as an effect (default: 0.8).")
  private double threshold = Criteria.DEFAULT.threshold();

  @Option(
      names = "--q",
      paramLabel = "Q",
      description = "Expected share of wrong answers among effects (default: 0.05).")
  private double q = Criteria.DEFAULT.q();

  @Mixin private CampaignOptions options = new CampaignOptions();

  /// @param design the name of the command, which the campaign's name ends with
  CampaignDesign(String design) {
    this.design = design;
  }

  /// Adds the steps.
  ///
  /// @throws InputException for options that make no sense together
  abstract void addSteps(CampaignSource source, Recipe base);

  /// The files that the neurons of the steps are read from.
  List<Path> files() {
    return List.of();
  }

  @Override
  public Integer call() throws IOException {
    options.check(spec);
    Recipe recipe = Usage.check(spec, recipeOptions::recipe);
    Campaign campaign = Usage.check(spec, () -> campaign(recipe));
    try {
      options.run(
          spec,
          campaign,
          CampaignSource.origin(),
          recipeOptions.files(new Outputs(), recipe).reads("neuron ids", files()));
    } catch (InputException e) {
      throw DesignMistakes.inOptions(e, campaign.text());
    }
    return 0;
  }

  private Campaign campaign(Recipe recipe) {
    Recipe base =
        recipeOptions.name() == null
            ? recipe.withName(recipe.name() + "_" + design.replace('-', '_'))
            : recipe;
    Criteria criteria = Criteria.DEFAULT.withThreshold(threshold).withQ(q);
    CampaignSource source = new CampaignSource(base).criteria(criteria);
    addSteps(source, base);
    Campaign campaign;
    try {
      campaign = source.campaign();
    } catch (InputException e) {
      throw DesignMistakes.inOptions(e, source.text());
    }
    campaign.steps().forEach(step -> checkRates(step, base));
    return campaign;
  }

  /// Refuses rates that no drive can have, before a brain is opened.
  private static void checkRates(Step step, Recipe base) {
    double most = base.parameters().highestRate();
    boolean variesStep = step.axes().stream().anyMatch(CampaignDesign::isTimeStep);
    for (Axis axis : step.axes()) {
      if (axis instanceof Axis.Rates(int place, List<Double> rates) && !variesStep) {
        double highest = Collections.max(rates);
        if (highest > most) {
          throw new InputException(
              "%s %s Hz: must be from 0 to %s Hz (one event per time step)"
                  .formatted(
                      place == 0 ? "--rates" : "--rates2",
                      Decimal.text(highest),
                      Decimal.text(most)));
        }
      }
    }
  }

  private static boolean isTimeStep(Axis axis) {
    return axis instanceof Axis.Parameter(String name, var _) && name.equals("dt");
  }

  /// Adds a step without controls with the experiment at one rate, whose most active neurons others
  /// take.
  static void addActivity(CampaignSource source, double rate) {
    Map<String, String> keys = new LinkedHashMap<>();
    keys.put("rates", CampaignSource.numbers(List.of(rate)));
    keys.put("control", "\"none\"");
    source.step("activity", keys);
  }

  /// Refuses an experiment in which nothing is driven.
  static void requireDrive(Recipe base) {
    if (base.drives().isEmpty()) {
      throw new InputException(
          "nothing is driven; name an experiment, such as sugar, or neurons with --excite");
    }
  }

  /// The rates of an option, or the rate of the experiment.
  static List<Double> rates(@Nullable String rates, Recipe base) {
    return rates == null ? List.of(base.rate(0)) : NumberList.parse("--rates", rates);
  }

  /// Neurons of an option as a value in a campaign file.
  static String neurons(String typed) {
    return CampaignSource.neurons(NeuronReference.parseList(typed));
  }
}
