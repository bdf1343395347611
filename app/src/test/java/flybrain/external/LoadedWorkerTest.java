package flybrain.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.Progress;
import flybrain.backend.BackendException;
import flybrain.backend.RunResult;
import flybrain.backend.RunTimes;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.experiment.Drive;
import flybrain.experiment.Experiment;
import flybrain.experiment.NeuronSet;
import flybrain.experiment.Silence;
import flybrain.model.Parameters;
import flybrain.spikes.SpikeRecorder;
import flybrain.spikes.SpikeSink;
import flybrain.spikes.Spikes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class LoadedWorkerTest {
  @TempDir private Path folder;

  private final List<String> stages = new ArrayList<>();
  private final AtomicLong simulated = new AtomicLong();

  @Test
  void run_handsOnSpikesTimesAndProgress() throws IOException {
    SpikeRecorder recorder = new SpikeRecorder();
    try (LoadedWorker worker = load("behaves", Duration.ofMinutes(1))) {
      RunResult result = worker.run(experiment(), recorder, progress());
      RunTimes times = result.times();
      assertThat(times.build()).isEqualTo(2.25);
      assertThat(times.setup()).as("0.5 before and 0.125 during the run").isGreaterThan(0.625);
      assertThat(times.simulation()).isEqualTo(0.001);
      assertThat(times.programs()).isEqualTo(0.5);
      assertThat(times.collection()).isNotNegative();
      assertThat(result.provenance())
          .isEqualTo(Map.of("software", "fake 1.2", "device", "CPU", "seeds", "2147483648 7"));
    }
    Spikes spikes = recorder.spikes();
    assertThat(spikes.size()).isEqualTo(3);
    assertThat(List.of(spikes.trial(0), spikes.step(0), spikes.neuron(0))).containsExactly(0, 3, 1);
    assertThat(List.of(spikes.trial(2), spikes.step(2), spikes.neuron(2))).containsExactly(0, 9, 1);
    assertThat(stages).contains("simulating");
    assertThat(simulated).hasValue(70);
    assertThat(folder.resolve("run")).doesNotExist();
    assertThat(logs()).isEmpty();
  }

  @Test
  void messages_haveNetworkAndInput() throws IOException {
    try (LoadedWorker worker = load("behaves", Duration.ofMinutes(1))) {
      worker.run(experiment(), SpikeSink.NOWHERE, Progress.NONE);
      JsonNode message = message("prepare");
      assertThat(message.path("record").asBoolean()).isFalse();
      assertThat(message.path("parameters").path("w_syn").asDouble()).isEqualTo(0.275);
      assertThat(message.path("refractory_steps").asInt()).isEqualTo(22);
      assertThat(message.path("delay_steps").asInt()).isEqualTo(18);
      assertThat(message.path("drives").path(0).toString())
          .isEqualTo("{\"rate\":150.0,\"neurons\":[0]}");
      assertThat(message.path("silenced").toString()).isEqualTo("[2]");
      assertThat(message.path("silence_mode").asString()).isEqualTo("both");
      JsonNode network = message("load").path("network");
      assertThat(numbers(network, "row_starts")).containsExactly(0, 2, 2, 3);
      assertThat(numbers(network, "targets")).containsExactly(1, 2, 0);
      assertThat(numbers(network, "weights")).containsExactly(-7, 300, 5);
      assertThat(numbers(network, "ids")).containsExactly(10, 0, 20, 0, 30, 0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dies at once          | fake: its worker ended with exit code 3 while starting; log:
          old protocol          | fake: its worker's output while starting is invalid (protocol 0 instead of 2), so nothing of it is kept; log:
          writes garbage        | fake: wrote an invalid message while preparing: 'Segmentation fault (core dumped)'; log:
          fails                 | fake: ValueError: too many neurons; log:
          dies while simulating | fake: its worker ended with exit code 137 (killed; out of memory?) while simulating; log:
          """)
  void misbehaviour_isOneLineThatNamesTheLog(String behaviour, String message) throws IOException {
    assertThatThrownBy(
            () -> {
              try (LoadedWorker worker = load(behaviour, Duration.ofMinutes(1))) {
                worker.run(experiment(), new SpikeRecorder(), Progress.NONE);
              }
            })
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith(message)
        .message()
        .doesNotContain("\n");
    assertThat(folder.resolve("run")).doesNotExist();
    if (message.endsWith("log:")) {
      assertThat(logs()).hasSize(1);
    }
  }

  @Test
  void hang_isEndedAfterTheLimit() throws IOException {
    LoadedWorker worker = load("hangs", Duration.ofSeconds(3));
    assertThatThrownBy(() -> worker.run(experiment(), new SpikeRecorder(), Progress.NONE))
        .isInstanceOf(BackendException.class)
        .hasMessageStartingWith("fake: did not respond for 3 s while preparing and was stopped");
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void interrupt_cancelsTheWorker() throws InterruptedException {
    List<Throwable> thrown = new ArrayList<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              try (LoadedWorker worker = load("hangs", Duration.ofMinutes(5))) {
                worker.run(experiment(), new SpikeRecorder(), Progress.NONE);
              } catch (IOException e) {
                thrown.add(e);
              }
            });
    while (!Files.exists(folder.resolve("run").resolve("prepare.json"))) {
      Thread.sleep(20);
    }
    thread.interrupt();
    thread.join();
    assertThat(thrown)
        .singleElement()
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.THROWABLE)
        .hasMessageStartingWith("fake: cancelled while preparing");
    assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive)).isEmpty();
  }

  private LoadedWorker load(String behaviour, Duration patience) throws IOException {
    Path run = Files.createDirectories(folder.resolve("run"));
    Worker worker =
        Worker.start(
            "fake",
            FakeWorker.command(behaviour, run),
            Map.of(),
            folder.resolve("logs").resolve("fake.log"),
            patience);
    return LoadedWorker.load(new StartedWorker(worker, run), connectome(), 1);
  }

  private JsonNode message(String type) throws IOException {
    return Worker.JSON.readTree(Files.readString(folder.resolve("run").resolve(type + ".json")));
  }

  private static Connectome connectome() {
    return Connectome.of(
        "test",
        new Neurons(new long[] {10, 20, 30}),
        new ConnectionsBuilder(3).add(0, 2, 300).add(0, 1, -7).add(2, 0, 5).build());
  }

  private static Experiment experiment() {
    return new Experiment(
        "test",
        List.of(new Drive(NeuronSet.of("driven", 0), 150)),
        new Silence(NeuronSet.of("silent", 2), Silence.Mode.BOTH),
        100,
        2,
        1,
        Parameters.SHIU_2024,
        List.of(),
        null);
  }

  private Progress progress() {
    return new Progress() {
      @Override
      public void stage(String stage) {
        stages.add(stage);
      }

      @Override
      public void at(long done, long total) {
        simulated.set(done);
      }
    };
  }

  /// The 32-bit numbers of an array; of an id, the lower and the upper half.
  private static List<Integer> numbers(JsonNode network, String name) throws IOException {
    JsonNode array = network.path("arrays").path(name);
    int numbers =
        array.path("length").asInt() * (array.path("type").asString().equals("<i8") ? 2 : 1);
    IntBuffer all =
        ByteBuffer.wrap(Files.readAllBytes(Path.of(network.path("file").asString())))
            .order(ByteOrder.LITTLE_ENDIAN)
            .asIntBuffer();
    int first = array.path("offset").asInt() / 4;
    return IntStream.range(first, first + numbers).mapToObj(all::get).toList();
  }

  private List<Path> logs() throws IOException {
    Path logs = folder.resolve("logs");
    if (!Files.exists(logs)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(logs)) {
      return files.toList();
    }
  }
}
