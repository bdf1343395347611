package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.engine.Engines;
import flybrain.experiment.ExperimentFile;
import flybrain.laboratory.Laboratory;
import flybrain.laboratory.RunOptions;
import flybrain.spikes.SpikeFileReader;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.SpikeRows;
import flybrain.spikes.Spikes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What was done live and what was saved of it.
class LiveReplayTest {
  @TempDir private Path folder;
  private ServedChain chain;
  private Visitor visitor;

  @BeforeEach
  void start() throws Exception {
    chain = new ServedChain(folder);
    visitor = chain.visitor();
    visitor.connect();
    visitor.say("{\"do\": \"pause\"}");
    double paused = visitor.state(now -> !now.get("playing").asBoolean()).get("time").asDouble();
    visitor.frame(frame -> frame.time() == paused);
    visitor.say("{\"do\": \"watch\", \"neurons\": [0, 1, 2]}");
    visitor.say("{\"do\": \"restart\"}");
    visitor.state(now -> now.get("time").asDouble() == 0 && now.get("watched").asInt() == 3);
    visitor.frame(frame -> frame.time() == 0);
  }

  @AfterEach
  void stop() {
    chain.close();
  }

  private void advance(double seconds) {
    visitor.say("{\"do\": \"step\", \"seconds\": %s}".formatted(seconds));
  }

  private JsonNode stateAt(double time) throws InterruptedException {
    return visitor.state(now -> Math.abs(now.get("time").asDouble() - time) < 1e-9);
  }

  /// Spikes of a branch in all frames until a time, as `step neuron`.
  private List<String> watched(int branch, double until, List<Visitor.Frame> all)
      throws InterruptedException {
    for (Visitor.Frame last = null; last == null || Math.abs(last.time() - until) > 1e-9; ) {
      last = visitor.frame(frame -> all.add(frame) && frame.branch() == branch);
    }
    List<String> spikes = new ArrayList<>();
    for (Visitor.Frame frame : all) {
      for (int k = 0; frame.branch() == branch && k < frame.watched().size(); k++) {
        spikes.add(frame.steps().get(k) + " " + frame.watched().get(k));
      }
    }
    Collections.sort(spikes);
    return spikes;
  }

  /// Spikes of a file that the server sends, as `step neuron`.
  private List<String> recorded(int branch) throws Exception {
    Path file = folder.resolve("spikes%d.parquet".formatted(branch));
    Files.write(file, visitor.get("/api/spikes?branch=" + branch).body());
    List<String> spikes = new ArrayList<>();
    try (SpikeFileReader reader = new SpikeFileReader(file)) {
      while (reader.next()) {
        SpikeRows rows = reader.rows();
        for (int k = 0; k < rows.size(); k++) {
          spikes.add(Math.round(rows.times()[k] * 10) + " " + (rows.flywireIds()[k] / 11 - 1));
        }
      }
    }
    Collections.sort(spikes);
    return spikes;
  }

  @Test
  void recordedExperiment_givesTheSpikesOfTheFrames() throws Exception {
    advance(0.2);
    visitor.say("{\"do\": \"drive\", \"branch\": 0, \"neurons\": \"33\", \"rate\": 120}");
    advance(0.15);
    visitor.say("{\"do\": \"silence\", \"branch\": 0, \"neurons\": \"relay & side:left\"}");
    advance(0.1);
    visitor.say("{\"do\": \"unsilence\", \"branch\": 0, \"neurons\": \"22\"}");
    visitor.say("{\"do\": \"drive\", \"branch\": 0, \"neurons\": \"11\", \"rate\": 0}");
    advance(0.05);
    JsonNode state = stateAt(0.5);
    List<Visitor.Frame> frames = new ArrayList<>();
    List<String> live = watched(0, 0.5, frames);

    assertThat(live).hasSizeGreaterThan(50).isEqualTo(recorded(0));
    assertThat(state.at("/branches/0/spikes").asInt()).isEqualTo(live.size());
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    for (Visitor.Frame frame : frames) {
      for (int k = 0; k < frame.neurons().size(); k++) {
        counts.merge(frame.neurons().get(k), frame.counts().get(k), Integer::sum);
      }
    }
    for (int neuron = 0; neuron < 3; neuron++) {
      String end = " " + neuron;
      assertThat(counts.getOrDefault(neuron, 0))
          .isEqualTo((int) live.stream().filter(spike -> spike.endsWith(end)).count());
    }
    assertThat(live).isEqualTo(runAgain());
  }

  /// The saved file, run as any other experiment file.
  private List<String> runAgain() throws Exception {
    String text =
        new String(visitor.get("/api/experiment?branch=0").body(), StandardCharsets.UTF_8);
    Connectome brain = ConnectomeStore.standard().open(folder.resolve("tiny").toString(), _ -> {});
    SpikeRecorder recorder = new SpikeRecorder();
    try (Laboratory laboratory = Laboratory.on(brain)) {
      laboratory.run(
          laboratory.plan(ExperimentFile.parse(text, "saved"), Engines.REFERENCE),
          RunOptions.DEFAULT.withSink(recorder));
    }
    Spikes spikes = recorder.spikes();
    List<String> rows = new ArrayList<>();
    for (int k = 0; k < spikes.size(); k++) {
      rows.add(spikes.step(k) + " " + spikes.neuron(k));
    }
    Collections.sort(rows);
    return rows;
  }

  @Test
  void branchWithoutChanges_firesLikeItsTrunk_andOneWithChangesDoesNot() throws Exception {
    advance(0.2);
    visitor.say("{\"do\": \"branch\"}");
    advance(0.3);
    stateAt(0.5);
    List<Visitor.Frame> frames = new ArrayList<>();
    List<String> ofBranch = watched(1, 0.5, frames);
    assertThat(recorded(1)).isEqualTo(recorded(0));
    List<String> trunk =
        recorded(0).stream()
            .filter(spike -> Integer.parseInt(spike.substring(0, spike.indexOf(' '))) >= 2000)
            .toList();
    assertThat(ofBranch).isNotEmpty().isEqualTo(trunk);

    visitor.say("{\"do\": \"silence\", \"branch\": 1, \"neurons\": \"22\"}");
    advance(0.3);
    JsonNode state = stateAt(0.8);
    assertThat(state.at("/branches/1/spikes").asInt())
        .isLessThan(state.at("/branches/0/spikes").asInt());
    assertThat(state.at("/branches/1/from").asDouble()).isEqualTo(0.2);
    assertThat(recorded(1)).isNotEqualTo(recorded(0));
  }

  /// Beyond the second state that is saved, after 151 s, and between two changes.
  @Test
  void rewound_itFiresAgainAsBefore_withTheChangesUntilThen() throws Exception {
    advance(60);
    advance(60);
    advance(60);
    visitor.say("{\"do\": \"drive\", \"branch\": 0, \"neurons\": \"33\", \"rate\": 150}");
    advance(1);
    visitor.say("{\"do\": \"drive\", \"branch\": 0, \"neurons\": \"33\", \"rate\": 0}");
    advance(1);
    long spikes = stateAt(182).at("/branches/0/spikes").asLong();
    List<String> before = recorded(0);

    visitor.say("{\"do\": \"rewind\", \"time\": 180.5}");
    JsonNode state = stateAt(180.5);
    assertThat(state.at("/branches/0/drives")).hasSize(2);
    assertThat(visitor.frame(frame -> frame.time() == 180.5 && frame.span() == 0).neurons())
        .isEmpty();
    assertThat(recorded(0))
        .isEqualTo(
            before.stream()
                .filter(
                    spike -> Integer.parseInt(spike.substring(0, spike.indexOf(' '))) < 1_805_000)
                .toList());

    advance(0.5);
    visitor.say("{\"do\": \"drive\", \"branch\": 0, \"neurons\": \"33\", \"rate\": 0}");
    advance(1);
    assertThat(stateAt(182).at("/branches/0/spikes").asLong()).isEqualTo(spikes);
    assertThat(recorded(0)).isEqualTo(before);

    visitor.say("{\"do\": \"branch\"}");
    advance(0.5);
    visitor.say("{\"do\": \"rewind\", \"time\": 5}");
    assertThat(stateAt(5).get("branches")).hasSize(1);
    visitor.say("{\"do\": \"rewind\", \"time\": 6}");
    assertThat(visitor.error())
        .isEqualTo("time = 6 s: must be from 0 s, before which nothing is kept, to 5 s, now");
  }
}
