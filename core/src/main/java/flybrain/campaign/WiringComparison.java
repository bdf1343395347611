package flybrain.campaign;

import flybrain.connectome.WiringChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An answer of a step beside the same experiment on changed brains. Differences are experiment
/// minus control, both on the same brain, in Hz.
///
/// @param real the answer on the brain as it is
/// @param change of the wiring
/// @param brains number of changed brains
/// @param ranAway changed brains on which activity runs away, which are left out of all that
///   follows
/// @param silent changed brains on which the read-out fires in none of the experiments, so the
///   difference is 0
/// @param effects changed brains on which the answer is an effect
/// @param differences on the changed brains, ascending
/// @param lowest difference on a changed brain, NaN if none is left
/// @param median difference on the changed brains
/// @param highest difference on a changed brain
/// @param rank of the brain as it is among all, by the size of the difference: 1 if no changed
///   brain has one as large; 0 if there is nothing to compare. Divided by the number of
///   `differences` plus 1 it is the p value of a permutation test, where the change is random
public record WiringComparison(
    Answer real,
    WiringChange change,
    int brains,
    int ranAway,
    int silent,
    int effects,
    List<Double> differences,
    double lowest,
    double median,
    double highest,
    int rank) {
  public WiringComparison {
    differences = List.copyOf(differences);
  }

  /// The comparisons of a step: for each change of the wiring, in the order of the answers.
  public static List<WiringComparison> of(Step step, CampaignResults results, Criteria criteria) {
    List<Answer> real = Answers.of(step, results, criteria);
    List<WiringComparison> comparisons = new ArrayList<>();
    for (WiringChange change : step.wirings().changes()) {
      Map<String, List<Answer>> changed = new HashMap<>();
      step.wirings()
          .instances(change)
          .forEach(instance -> {
            List<Recorded> there = results.ofStep(step.name(), instance.name());
            for (Answer answer : Answers.of(step, there, criteria)) {
              String name =
                  PlannedExperiment.nameOnBrain(answer.experiment().name(), instance.name());
              changed.computeIfAbsent(key(name, answer), _ -> new ArrayList<>()).add(answer);
            }
          });
      real.forEach(answer ->
          comparisons.add(
              of(
                  answer,
                  change,
                  changed.getOrDefault(key(answer.experiment().name(), answer), List.of()))));
    }
    return comparisons;
  }

  private static String key(String experiment, Answer answer) {
    return experiment + "\n" + answer.readOut();
  }

  private static WiringComparison of(Answer real, WiringChange change, List<Answer> changed) {
    List<Answer> left =
        changed.stream().filter(answer -> answer.verdict() != Verdict.RUNAWAY).toList();
    double[] differences = left.stream().mapToDouble(Answer::difference).sorted().toArray();
    int size = differences.length;
    boolean nothing =
        size == 0 || real.verdict() == Verdict.RUNAWAY || real.verdict() == Verdict.READ_OUT_SILENT;
    long larger =
        Arrays.stream(differences)
            .filter(difference -> Math.abs(difference) >= Math.abs(real.difference()))
            .count();
    return new WiringComparison(
        real,
        change,
        changed.size(),
        changed.size() - size,
        (int) left.stream().filter(answer -> answer.verdict() == Verdict.READ_OUT_SILENT).count(),
        (int) left.stream().filter(answer -> answer.verdict().isEffect()).count(),
        Arrays.stream(differences).boxed().toList(),
        size == 0 ? Double.NaN : differences[0],
        size == 0 ? Double.NaN : (differences[(size - 1) / 2] + differences[size / 2]) / 2,
        size == 0 ? Double.NaN : differences[size - 1],
        nothing ? 0 : 1 + (int) larger);
  }
}
