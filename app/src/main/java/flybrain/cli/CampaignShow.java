package flybrain.cli;

import flybrain.NearestName;
import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Criteria;
import flybrain.campaign.Step;
import flybrain.files.Outputs;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `flybrain campaign show`: the answers of a campaign.
@Command(
    name = "show",
    description =
        "Shows what a campaign found: each experiment against its control, with the paired"
            + " difference of the read-out's rate, its confidence interval, p, q and the answer.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Examples:",
      "  flybrain campaign show screen",
      "  flybrain campaign show screen --step silence --threshold 0.5",
      "  flybrain campaign show screen --out answers.csv",
      "  flybrain campaign show screen --figures pictures --figure-format svg",
      "  flybrain campaign show screen --threshold 0.9 --html screen.html",
    })
final class CampaignShow implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private CampaignTarget target = new CampaignTarget();

  @Option(names = "--step", paramLabel = "NAME", description = "Only this step.")
  private @Nullable String only;

  @Option(
      names = "--threshold",
      paramLabel = "SHARE",
      description = "Share of the control's rate that counts as an effect (default: the file's).")
  private @Nullable Double threshold;

  @Option(
      names = "--q",
      paramLabel = "Q",
      description = "Share of wrong answers among effects (default: the file's).")
  private @Nullable Double q;

  @Mixin private CampaignFiguresOption figures = new CampaignFiguresOption();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also write answers and pictures to a self-contained HTML page.")
  private @Nullable Path html;

  @ArgGroup(exclusive = true)
  private TableFormat format = new TableFormat();

  @Override
  public Integer call() throws IOException {
    format.check(spec);
    Usage.check(spec, figures::check);
    CampaignResults results = target.results();
    Campaign begun = results.campaign();
    Criteria criteria = Usage.check(spec, () -> criteria(begun.criteria()));
    List<Step> steps = Usage.check(spec, () -> steps(begun));
    Usage.check(
        spec,
        new Outputs()
            .reads("the campaign", results.files())
            .writes("--out", format.out())
            .writesPage("--html", html));
    format.write(
        spec,
        CampaignText.table(steps, results, criteria),
        () ->
            CampaignText.provenance(results.provenance())
                + "\n"
                + steps.stream()
                    .map(step -> "\n" + CampaignText.of(step, results, criteria))
                    .collect(Collectors.joining("\n"))
                + "\n");
    figures.draw(steps, results, criteria, spec.commandLine().getErr());
    if (html != null) {
      CampaignPage.write(
          begun,
          results,
          criteria,
          steps,
          CampaignFiguresOption.known(results),
          html,
          spec.commandLine().getErr());
    }
    return 0;
  }

  private Criteria criteria(Criteria ofFile) {
    Criteria criteria = threshold == null ? ofFile : ofFile.withThreshold(threshold);
    return q == null ? criteria : criteria.withQ(q);
  }

  private List<Step> steps(Campaign campaign) {
    String name = only;
    if (name == null) {
      return campaign.steps();
    }
    List<String> names = campaign.steps().stream().map(Step::name).toList();
    Usage.require(
        spec,
        names.contains(name),
        "--step %s: is unknown%s; allowed: %s"
            .formatted(name, NearestName.hint(name, names), String.join(", ", names)));
    return campaign.steps().stream().filter(step -> step.name().equals(name)).toList();
  }
}
