package flybrain.cli.compare;

import flybrain.InputException;
import flybrain.PythonNumber;
import flybrain.agreement.RunDescriptions;
import flybrain.cli.options.AnnotationsOption;
import flybrain.compare.SpikeEqualities;
import flybrain.compare.SpikeEquality;
import flybrain.compare.SpikeEquality.Divergence;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.connectome.ConnectomeStore;
import flybrain.files.Outputs;
import flybrain.spikes.RunSize;
import flybrain.tables.Table;
import flybrain.terminal.TerminalProgress;
import flybrain.terminal.Usage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `flybrain compare spikes`: whether two runs on the same input have the same spikes.
@Command(
    name = "spikes",
    description =
        "Compares two runs on the same input spike for spike, and shows where they diverge and "
            + "why.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:all spikes are equal", "1:they are not, or it failed", "2:wrong usage"},
    footer = {
      "",
      "Examples:",
      "  flybrain compare spikes brian2.parquet mine.parquet",
      "  flybrain compare spikes brian2.parquet mine.parquet --connectome my-circuit"
    })
final class CompareSpikes implements Callable<Integer> {
  private static final int DIFFERENT = 1;
  private static final String DT = "flybrain.parameter.dt";

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "REFERENCE", description = "Spike file of the reference.")
  private Path reference;

  @Parameters(index = "1", paramLabel = "CANDIDATE", description = "Spike file of the candidate.")
  private Path candidate;

  @Option(
      names = "--dt",
      paramLabel = "MS",
      description = "Time step in ms (default: from the files, otherwise 0.1).")
  private @Nullable Double dt;

  @Mixin private AnnotationsOption annotations = new AnnotationsOption();

  @Option(
      names = "--replay",
      paramLabel = "EVENTS.csv",
      description = "Input events of the runs, if they are not at the path in their files.")
  private @Nullable Path replay;

  @Mixin private TableOption table = new TableOption();

  @Mixin private PageOption page = new PageOption();

  @Option(names = "--csv", description = "Print one row per trial as CSV.")
  private boolean csv;

  @Override
  public Integer call() throws IOException {
    Usage.require(
        spec,
        dt == null || (dt > 0 && dt < Double.POSITIVE_INFINITY),
        "--dt " + (dt == null ? "" : PythonNumber.text(dt)) + ": must be above 0 ms and finite");
    table.check(spec);
    Usage.check(
        spec,
        table.written(
            page.written(
                new Outputs()
                    .reads("the reference", reference)
                    .reads("the candidate", candidate)
                    .reads("--replay", replay)
                    .reads("--connectome", brainFiles()))));
    Map<String, String> ofReference = ComparedFacts.provenance(reference);
    Map<String, String> ofCandidate = ComparedFacts.provenance(candidate);
    double step = dt == null ? step(ofReference, ofCandidate) : dt;
    String sizes =
        SpikeEqualityText.sizes(
            RunSize.of(reference, ofReference), RunSize.of(candidate, ofCandidate));
    PrintWriter err = spec.commandLine().getErr();
    sizes.lines().forEach(line -> err.println("warning: " + line));
    err.flush();
    AnnotatedNeurons known = annotations.of(List.of(ofReference, ofCandidate), err);
    SpikeEquality answer;
    String divergence = "";
    String shift = "";
    try (TerminalProgress progress = new TerminalProgress()) {
      progress.stage("comparing spikes");
      answer = SpikeEqualities.of(reference, candidate, step, progress);
      if (!answer.isEqual()) {
        progress.stage("looking for a constant shift");
        shift =
            SpikeEqualities.shifted(reference, candidate, step, answer, progress)
                .map(moved -> SpikeEqualityText.shifted(moved, step))
                .orElse("");
      }
      if (answer.first().isPresent() && (page.isAsked() || !csv)) {
        Divergence first = answer.first().get();
        divergence =
            SpikeEqualityText.first(first, step, known)
                + explain(first, List.of(ofReference, ofCandidate), step, progress);
      }
    }
    table.write(() -> SpikeEqualityText.table(answer, step, known));
    show(answer, step, sizes, shift, divergence, known);
    return answer.isEqual() ? 0 : DIFFERENT;
  }

  private List<Path> brainFiles() {
    String typed = annotations.typed();
    return typed == null ? List.of() : ConnectomeStore.standard().find(typed).paths();
  }

  private void show(
      SpikeEquality answer,
      double step,
      String sizes,
      String shift,
      String divergence,
      AnnotatedNeurons known)
      throws IOException {
    String numbers = SpikeEqualityText.numbers(answer) + shift;
    Table different = SpikeEqualityText.different(answer, step, known);
    String more = SpikeEqualityText.more(answer);
    RunDescriptions runs = new RunDescriptions();
    runs.add("reference", reference);
    runs.add("candidate", candidate);
    PrintWriter out = spec.commandLine().getOut();
    out.print(
        csv
            ? SpikeEqualityText.table(answer, step, known).csv()
            : answer.isEqual()
                ? numbers
                : "%s\n%s%s\n%s".formatted(numbers, different.text(), more, divergence));
    out.flush();
    page.write(
        spec,
        "%s and %s, spike for spike".formatted(reference.getFileName(), candidate.getFileName()),
        target -> {
          target.section("Spikes").paragraphs(numbers + sizes);
          if (!answer.isEqual()) {
            different.show(target, "Trials that differ");
            target.paragraphs(more);
            target.section("First divergence").lines(divergence);
          }
          target.section("Runs").paragraph("reference: %s".formatted(reference));
          target.paragraph("candidate: %s".formatted(candidate));
          runs.show(target);
        });
  }

  /// The first neuron that differs, in each run.
  private String explain(
      Divergence first,
      List<Map<String, String>> provenances,
      double step,
      TerminalProgress progress)
      throws IOException {
    List<Path> files = List.of(reference, candidate);
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < files.size(); k++) {
      progress.stage("looking for the neuron in " + files.get(k).getFileName());
      int[] steps = SpikeEqualities.steps(files.get(k), first.trial(), first.neuron(), step);
      text.append(SpikeEqualityText.neighbours(files.get(k).toString(), steps, first.step(), step));
      if (EngineState.isOurs(provenances.get(k))) {
        progress.stage("running trial %d again".formatted(first.trial()));
        boolean spikes = Arrays.binarySearch(steps, first.step()) >= 0;
        text.append(state(provenances.get(k), first, spikes));
      }
    }
    return text.toString();
  }

  private String state(Map<String, String> provenance, Divergence first, boolean spikes)
      throws IOException {
    try {
      EngineState state =
          EngineState.of(
              provenance, annotations.typed(), replay, first.trial(), first.step(), first.neuron());
      return SpikeEqualityText.state(state, first.step())
          + (state.trace().spikes() == spikes
              ? ""
              : "    differs from the file: it was changed, or its run had different input or "
                  + "another version\n");
    } catch (InputException e) {
      return "    state not shown: " + e.getMessage() + "\n";
    }
  }

  private static double step(Map<String, String> one, Map<String, String> other) {
    List<String> said = new ArrayList<>();
    for (Map<String, String> provenance : List.of(one, other)) {
      if (provenance.containsKey(DT)) {
        said.add(provenance.get(DT));
      }
    }
    if (said.size() == 2 && !said.getFirst().equals(said.getLast())) {
      throw new InputException(
          "the runs have time steps of %s and %s ms, so their spikes cannot be equal"
              .formatted(said.getFirst(), said.getLast()));
    }
    return said.isEmpty()
        ? flybrain.model.Parameters.SHIU_2024.dt()
        : Double.parseDouble(said.getFirst());
  }
}
