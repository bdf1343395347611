package flybrain.figures;

import flybrain.campaign.Axis;
import flybrain.campaign.CampaignProvenance;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.Counts;
import flybrain.campaign.Criteria;
import flybrain.campaign.FactsFile;
import flybrain.campaign.Recorded;
import flybrain.campaign.Step;
import flybrain.campaign.Step.Control;
import flybrain.campaign.Wirings;
import flybrain.connectome.AnnotatedNeurons;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A step of a campaign with experiments of which the spikes are chosen: trials of half a second,
/// in which neuron 11 is driven at 100 Hz.
final class DrawnSteps {
  static final String STEP = "step";
  static final double DURATION = 0.5;

  private final Path folder;
  private final int trials;
  private final List<Recorded> experiments = new ArrayList<>();
  private final Map<String, String> facts = new HashMap<>();
  private Wirings wirings = Wirings.NONE;
  private AnnotatedNeurons known = AnnotatedNeurons.NONE;

  DrawnSteps(Path folder, int trials) {
    this.folder = folder;
    this.trials = trials;
    facts.put("flybrain.campaign", "test");
    facts.put("flybrain.connectome", "small");
    facts.put("flybrain.seed", "17");
    facts.put(
        "flybrain.experiment",
        "name = 'base'\nt_run = %s\nn_run = %d\ndrive = { neurons = [11], rate = 100 }\n"
            .formatted(DURATION, trials));
  }

  DrawnSteps fact(String key, String value) {
    facts.put(key, value);
    return this;
  }

  DrawnSteps on(Wirings changed) {
    wirings = changed;
    return this;
  }

  DrawnSteps knowing(AnnotatedNeurons neurons) {
    known = neurons;
    return this;
  }

  /// An experiment of the step that is not its control, added to it once it is complete.
  Arm arm(String name) {
    return new Arm(name, "arm").control("control");
  }

  Arm control(String name) {
    return new Arm(name, "control");
  }

  DrawnStep drawn(Axis... axes) throws IOException {
    return drawn(Control.BASE, axes);
  }

  DrawnStep drawn(Control control, Axis... axes) throws IOException {
    return DrawnStep.of(step(control, axes), results(), Criteria.DEFAULT, known);
  }

  List<CaptionedFigure> figures(Control control, Axis... axes) throws IOException {
    return CampaignFigures.of(step(control, axes), results(), Criteria.DEFAULT, known);
  }

  private Step step(Control control, Axis... axes) {
    return new Step(STEP, List.of(axes), "{step}", control, "", null, false, wirings);
  }

  private CampaignResults results() throws IOException {
    Files.createDirectories(folder);
    FactsFile.write(folder.resolve("provenance.toml"), facts);
    return new CampaignResults(folder, CampaignProvenance.read(folder), true, experiments);
  }

  /// Rates in Hz of a neuron, by experiment.
  record Rates(long id, Map<String, Double> inExperiments) {}

  /// Writes the tables with the rates of single neurons.
  void write(Rates... neurons) throws IOException {
    List<Column> columns =
        List.of(
            Column.string("experiment"),
            Column.int64("flywire_id"),
            Column.int64("neuron_index"),
            Column.float64("rate"),
            Column.float64("sd"),
            Column.int64("trials"));
    int rows = 0;
    for (Rates neuron : neurons) {
      rows += neuron.inExperiments.size();
    }
    ColumnBatch batch = ColumnBatch.ofRows(columns, rows);
    int row = 0;
    for (Rates neuron : neurons) {
      for (Map.Entry<String, Double> rate : neuron.inExperiments.entrySet()) {
        batch.strings(0)[row] = rate.getKey();
        batch.longs(1)[row] = neuron.id;
        batch.doubles(3)[row] = rate.getValue();
        batch.longs(5)[row++] = trials;
      }
    }
    Files.createDirectories(folder);
    try (ParquetWriter writer =
        new ParquetWriter(folder.resolve("rates.parquet"), columns, Compression.SNAPPY, Map.of())) {
      writer.write(batch);
      writer.commit();
    }
    // A finished campaign has its experiments in one file.
    Files.createFile(folder.resolve("experiments.parquet"));
  }

  /// An experiment; what is not said is the base experiment's.
  final class Arm {
    private final String name;
    private final String role;
    private String control = "";
    private String reference = "";
    private double rate = 100;
    private double rate2 = Double.NaN;
    private String driven = "";
    private String silenced = "";
    private String parameters = "";
    private double spikes = 1;
    private String status = "done";
    private String wiring = "";
    private final Map<String, Counts> counts = new LinkedHashMap<>();

    private Arm(String name, String role) {
      this.name = name;
      this.role = role;
    }

    Arm reference(String of) {
      reference = of;
      return this;
    }

    /// With the same experiment for the size of effects.
    Arm control(String of) {
      reference = of;
      control = of;
      return this;
    }

    Arm rate(double hertz) {
      rate = hertz;
      return this;
    }

    Arm rates(double first, double second) {
      rate = first;
      rate2 = second;
      return this;
    }

    Arm driven(String neurons) {
      driven = neurons;
      return this;
    }

    Arm silenced(String neurons) {
      silenced = neurons;
      return this;
    }

    Arm parameters(String differing) {
      parameters = differing;
      return this;
    }

    Arm ranAway() {
      status = "runaway";
      return this;
    }

    Arm noNeurons() {
      status = "no neurons";
      return this;
    }

    Arm onBrain(String changed) {
      wiring = changed;
      return this;
    }

    /// Spikes of the whole brain in a trial, mean.
    Arm spikes(double ofAll) {
      spikes = ofAll;
      return this;
    }

    /// Spikes of a read-out of one neuron in each trial, the last number again and again.
    Arm fires(String readOut, long... ofTrials) {
      return firesOf(readOut, 1, ofTrials);
    }

    Arm firesOf(String readOut, int neurons, long... ofTrials) {
      long[] all = new long[trials];
      for (int trial = 0; trial < trials; trial++) {
        all[trial] = ofTrials[Math.min(trial, ofTrials.length - 1)];
      }
      counts.put(readOut, new Counts(readOut, neurons, all));
      return this;
    }

    Recorded add() {
      Recorded recorded =
          new Recorded(
              experiments.size(),
              name,
              STEP,
              role,
              control,
              reference,
              rate,
              rate2,
              driven,
              silenced,
              parameters,
              17,
              trials,
              DURATION,
              "outgoing",
              spikes,
              1,
              status,
              wiring,
              counts);
      experiments.add(recorded);
      return recorded;
    }
  }
}
