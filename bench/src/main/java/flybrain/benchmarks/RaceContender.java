package flybrain.benchmarks;

import flybrain.Progress;
import flybrain.backend.Simulation;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.engine.Engines;
import flybrain.experiment.Experiment;
import flybrain.experiment.Recipe;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.TrialSink;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The engine `event` as a program of the protocol of `validation/race`.
///
/// Argument: the folder of the race.
public final class RaceContender {
  private final Connectome brain;
  private final Path input;

  private RaceContender(Connectome brain, Path input) {
    this.brain = brain;
    this.input = input;
  }

  public static void main(String[] args) throws IOException {
    JsonNode race = JsonMapper.shared().readTree(Path.of(args[0], "race.json").toFile());
    Connectome brain =
        ConnectomeStore.standard().open(race.get("connectome").asString(), System.err::println);
    new RaceContender(brain, Path.of(race.get("input").asString())).answer();
  }

  private void answer() throws IOException {
    var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    // A replay has one trial.
    Experiment trial = Recipe.DEFAULT.withDuration(1).withReplay(input).on(brain).experiment();
    try (Simulation learnt = Engines.EVENT.open(brain, 1)) {
      System.out.println("ready");
      for (String line = questions.readLine(); line != null; line = questions.readLine()) {
        String[] words = line.split(" ", 2);
        String answer =
            switch (words[0]) {
              case "spikes" -> write(learnt, trial, Path.of(words[1]));
              case "learnt" -> " " + count(learnt, trial, Integer.parseInt(words[1]));
              case "fresh" -> " " + fresh(trial, Integer.parseInt(words[1]));
              default -> throw new IllegalArgumentException(line);
            };
        System.out.println("done" + answer);
      }
    }
  }

  private static String write(Simulation simulation, Experiment experiment, Path file)
      throws IOException {
    SpikeBytes spikes = new SpikeBytes();
    simulation.run(experiment, spikes, Progress.NONE);
    Files.write(file, spikes.bytes.toByteArray());
    return "";
  }

  private static long count(Simulation simulation, Experiment trial, int trials)
      throws IOException {
    SpikeCount count = new SpikeCount();
    for (int k = 0; k < trials; k++) {
      simulation.run(trial, count, Progress.NONE);
    }
    return count.spikes();
  }

  private long fresh(Experiment trial, int trials) throws IOException {
    long spikes = 0;
    for (int k = 0; k < trials; k++) {
      try (Simulation simulation = Engines.EVENT.open(brain, 1)) {
        spikes += count(simulation, trial, 1);
      }
    }
    return spikes;
  }

  private static final class SpikeBytes implements SpikeSink, TrialSink {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public TrialSink begin(int trial) {
      return this;
    }

    @Override
    public void spikes(int[] steps, int[] neurons, int count) {
      ByteBuffer rows = ByteBuffer.allocate(8 * count).order(ByteOrder.LITTLE_ENDIAN);
      for (int k = 0; k < count; k++) {
        rows.putInt(steps[k]).putInt(neurons[k]);
      }
      bytes.writeBytes(rows.array());
    }

    @Override
    public void end() {}
  }
}
