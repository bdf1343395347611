package flybrain.cli;

import flybrain.Counted;
import flybrain.Decimal;
import flybrain.cli.RunSummary.NeuronRate;
import flybrain.connectome.Connectome;
import flybrain.connectome.SynapseWeight;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronReference;
import flybrain.experiment.Recipe;
import flybrain.experiment.Silence;
import flybrain.laboratory.Report;
import flybrain.model.Parameters;
import flybrain.spikes.Measurement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/// The summary of a run as text.
final class RunText {
  private RunText() {}

  /// The summary, a line for each thing to know, ending in a line break.
  static String of(RunSummary summary) {
    Report report = summary.report();
    Experiment experiment = report.plan().experiment();
    StringBuilder text = new StringBuilder();
    text.append(connectomeLine(report.plan().brain())).append('\n');
    text.append(weightLine(report.plan().brain().weight(), experiment.parameters())).append('\n');
    text.append(experimentLine(experiment, report.plan().backend().framework())).append('\n');
    silenceLine(experiment.silence(), text);
    Recipe recipe = report.plan().recipe();
    if (recipe != null) {
      recipe
          .changes()
          .forEach(change -> text.append(change.text(NeuronReference::label)).append('\n'));
    }
    parametersLine(experiment.parameters(), text);
    text.append('\n');
    text.append(line("spikes a trial", report.statistics().spikesPerTrial()));
    text.append(line("active neurons", report.statistics().activePerTrial()));
    rates("most active, not driven", summary.mostActive(), text);
    rates("most active of the driven", summary.mostActiveDriven(), text);
    rates("read-out", summary.readOuts(), numbered(summary.readOuts()), text);
    if (!summary.sourceOfSides().isEmpty()) {
      text.append("\nsides as in %s\n".formatted(summary.sourceOfSides()));
    }
    text.append('\n').append(timesLine(report)).append('\n');
    return report.file() == null
        ? text.toString()
        : text.append("spikes in ").append(report.file()).append('\n').toString();
  }

  private static String connectomeLine(Connectome connectome) {
    return String.format(
        Locale.ROOT,
        "%s: %,d neurons, %,d connections",
        connectome.name(),
        connectome.neurons().size(),
        connectome.connections().size());
  }

  /// The weight of a synapse is a calibration of the connectome, so it is never silent.
  private static String weightLine(SynapseWeight weight, Parameters parameters) {
    return parameters.wSyn() == weight.millivolts()
        ? weight.words()
        : "w_syn %s mV, asked for; the connectome has %s"
            .formatted(Decimal.text(parameters.wSyn()), weight.words());
  }

  private static String experimentLine(Experiment experiment, String framework) {
    StringJoiner line = new StringJoiner(", ");
    line.add(experiment.name() + ": " + drives(experiment));
    line.add(
        "%s of %s s"
            .formatted(
                Counted.of(experiment.trials(), "trial"), Decimal.text(experiment.duration())));
    line.add("seed " + experiment.seed());
    return line.add(framework).toString();
  }

  private static String drives(Experiment experiment) {
    if (experiment.replay() != null) {
      return Counted.of(experiment.replay().size(), "input event")
          + " from "
          + experiment.replay().source();
    }
    String drives =
        experiment.drives().stream()
            .filter(drive -> !drive.neurons().isEmpty())
            .map(RunText::drive)
            .collect(Collectors.joining(" and "));
    return drives.isEmpty() ? "no driven neurons" : drives;
  }

  private static String drive(Drive drive) {
    return "%s of %s at %s Hz"
        .formatted(
            Counted.of(drive.neurons().size(), "neuron"),
            drive.neurons().name(),
            Decimal.text(drive.rate()));
  }

  private static void silenceLine(Silence silence, StringBuilder text) {
    if (!silence.neurons().isEmpty()) {
      text.append(
          "silenced: %s of %s (%s)\n"
              .formatted(
                  Counted.of(silence.neurons().size(), "neuron"),
                  silence.neurons().name(),
                  silence.mode().toString()));
    }
  }

  private static void parametersLine(Parameters parameters, StringBuilder text) {
    StringJoiner changed = new StringJoiner(", ", "changed parameters: ", "\n");
    changed.setEmptyValue("");
    parameters
        .asMap()
        .forEach((name, value) -> {
          if (!name.equals("w_syn") && !value.equals(Parameters.SHIU_2024.asMap().get(name))) {
            changed.add(name + " = " + Decimal.text(value));
          }
        });
    text.append(changed);
  }

  private static void rates(String title, List<NeuronRate> rates, StringBuilder text) {
    rates(title, rates, rates.stream().map(rate -> words(rate, "")).toList(), text);
  }

  private static void rates(
      String title, List<NeuronRate> rates, List<String> words, StringBuilder text) {
    if (rates.isEmpty()) {
      return;
    }
    boolean withSd = rates.getFirst().rate().hasSd();
    List<String> cells = rates.stream().map(RunText::cell).toList();
    int width = Math.max(12, width(words));
    int ofCells = cells.stream().allMatch(String::isEmpty) ? 0 : width(cells);
    String rows = "  %%-20s%%-%ds%%s%%10.2f%%s%%n".formatted(width);
    text.append(
        "\n%%-%ds%%10s%%s%%n"
            .formatted(22 + width + ofCells)
            .formatted(title, "rate (Hz)", withSd ? "  sample sd" : ""));
    for (int k = 0; k < rates.size(); k++) {
      NeuronRate neuron = rates.get(k);
      text.append(
          String.format(
              Locale.ROOT,
              rows,
              neuron.flywireId(),
              words.get(k),
              cells.get(k) + " ".repeat(Math.max(0, ofCells - cells.get(k).length())),
              neuron.rate().mean(),
              withSd ? String.format(Locale.ROOT, "%11.2f", neuron.rate().sd()) : ""));
    }
  }

  private static int width(List<String> words) {
    return words.stream().mapToInt(String::length).max().orElse(0) + 1;
  }

  /// Cell type and side; a neuron that is named by its type has it already.
  private static String cell(NeuronRate neuron) {
    String type = neuron.cell().equalsIgnoreCase(neuron.name()) ? "" : neuron.cell();
    return (type + " " + neuron.side()).strip();
  }

  private static String words(NeuronRate neuron, String number) {
    return (neuron.name() + number + (neuron.driven() ? " (driven)" : "")).strip();
  }

  /// Names of read-outs; the neurons of one read-out are numbered.
  private static List<String> numbered(List<NeuronRate> readOuts) {
    Map<String, Integer> uses = new HashMap<>();
    readOuts.forEach(neuron -> uses.merge(neuron.name(), 1, Integer::sum));
    Map<String, Integer> seen = new HashMap<>();
    List<String> words = new ArrayList<>();
    for (NeuronRate neuron : readOuts) {
      int all = uses.getOrDefault(neuron.name(), 1);
      String number =
          all == 1 || neuron.name().isEmpty()
              ? ""
              : " (%d of %d)".formatted(seen.merge(neuron.name(), 1, Integer::sum), all);
      words.add(words(neuron, number));
    }
    return words;
  }

  private static String timesLine(Report report) {
    Report.Times times = report.times();
    String build =
        times.build() > 0 ? String.format(Locale.ROOT, "build %.2f s, ", times.build()) : "";
    return String.format(
        Locale.ROOT,
        "setup %.2f s, %ssimulation %.3f s%s, total %.2f s; %,.1f times real time",
        times.setup(),
        build,
        times.simulation(),
        times.programs() > 0
            ? String.format(Locale.ROOT, " (whole program %.3f s)", times.programs())
            : "",
        times.total(),
        report.realTimeRatio());
  }

  private static String line(String name, Measurement of) {
    return String.format(Locale.ROOT, "%-18s%,15.1f", name, of.mean())
        + (of.hasSd() ? String.format(Locale.ROOT, "  sample sd %,.1f%n", of.sd()) : "\n");
  }
}
