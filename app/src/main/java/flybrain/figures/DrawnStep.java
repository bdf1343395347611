package flybrain.figures;

import flybrain.campaign.Answer;
import flybrain.campaign.Answers;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Criteria;
import flybrain.campaign.Recorded;
import flybrain.campaign.Step;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.experiment.ExperimentText;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A step of a campaign with all that its pictures show.
///
/// @param facts of the experiment that the others are made from
/// @param labels words for what differs
/// @param experiments of the step that have ended
/// @param answers of the step
record DrawnStep(
    CampaignResults results,
    Step step,
    Criteria criteria,
    RunFacts facts,
    ArmLabels labels,
    List<Recorded> experiments,
    List<Answer> answers) {
  static DrawnStep of(Step step, CampaignResults results, Criteria criteria, AnnotatedNeurons known)
      throws IOException {
    Map<String, String> metadata = new HashMap<>(results.provenance().facts());
    if (step.own() != null) {
      metadata.put("flybrain.experiment", ExperimentText.of(step.own()));
    }
    return new DrawnStep(
        results,
        step,
        criteria,
        RunFacts.of(metadata, step.name()),
        new ArmLabels(known),
        results.ofStep(step.name()),
        Answers.of(step, results, criteria));
  }

  /// The experiments that it is about and that were run.
  List<Recorded> arms() {
    return experiments.stream().filter(each -> each.isArm() && !each.hadNoNeurons()).toList();
  }

  /// Whether experiments that it is about were not run, for want of neurons on the connectome.
  boolean lacksNeurons() {
    return experiments.stream().anyMatch(each -> each.isArm() && each.hadNoNeurons());
  }

  /// Names of the read-outs that the connectome has.
  List<String> readOuts() {
    Set<String> names = new LinkedHashSet<>();
    experiments.forEach(each -> names.addAll(each.counts().keySet()));
    return List.copyOf(names);
  }

  List<Answer> answers(String readOut) {
    return answers.stream().filter(each -> each.readOut().equals(readOut)).toList();
  }

  /// Title of a picture of this step.
  String title(String what) {
    return "%s: %s".formatted(step.name(), what);
  }

  /// Connectome, number and duration of trials, and seed.
  String subtitle() {
    return "%s  ·  %s  ·  seed %s"
        .formatted(
            RunPicture.connectome(facts),
            RunPicture.trials(facts.trials(), facts.duration()),
            results.provenance().fact("flybrain.seed"));
  }

  /// The name of a picture's file.
  ///
  /// @param rest what distinguishes it from others of the step, empty for nothing
  String fileName(String... rest) {
    String name = rest.length == 0 ? step.name() : step.name() + "_" + String.join("_", rest);
    return name.replaceAll("[^A-Za-z0-9_.-]", "_");
  }
}
