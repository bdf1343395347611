package flybrain.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.backend.Backend;
import flybrain.connectome.Connectome;
import flybrain.engine.Engines;
import flybrain.files.ProcessMark;
import flybrain.laboratory.Laboratory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Campaigns that several processes run in shards: the folder is that of a run in one piece.
class StageRunTest {
  /// Two stages, changed brains, other connectomes, sets that the brain lacks, spikes.
  private static final String CAMPAIGN =
      """
      n_run = 5
      read_out = [31, 21]
      drive = { neurons = [11, 12, 13], rate = 100 }
      sets = { here = [11, 12] }

      [[step]]
      name = "dose"
      rates = [20, 40, 80, 160]

      [[step]]
      name = "sets"
      drive_sets = ["here", "bitter"]
      spikes = true

      [[step]]
      name = "silence"
      rates = [50, 100]
      silence_each = { most_active = 3, of = "dose", at = 160 }
      wirings = ["rewired", "min-synapses-100"]
      shuffles = 3

      [[step]]
      name = "brains"
      rates = [50, 100]
      connectomes = ["weak", "rewired-3"]

      [[step]]
      name = "inhibition"
      inhibition_times = [0.5, 2]
      """;

  private static final Connectome WEAK = SmallBrain.of(100);

  @TempDir private Path folder;

  private static List<String> campaigns() {
    return List.of(CAMPAIGN, "spikes = true\n" + CAMPAIGN);
  }

  @ParameterizedTest
  @MethodSource("campaigns")
  void shardsInAnyOrder_giveTheBytesOfARunInOnePiece(String text) throws IOException {
    whole(text);
    for (int shards : List.of(1, 2, 7)) {
      Path shared = folder.resolve("shards" + shards);
      try (Shards run = new Shards(text)) {
        for (Stage stage : run.stages()) {
          List<Integer> order = new ArrayList<>();
          for (int shard = 1; shard <= shards; shard++) {
            order.add(shard);
          }
          order.add(1 + shards / 2);
          Collections.shuffle(order, new Random(shards));
          for (int shard : order) {
            run.run(shared, stage, new Shard(shard, shards));
          }
        }
      }
      assertThat(CampaignMerge.merge(shared, List.of()).finished()).isTrue();
      CampaignRunTest.assertSame(folder.resolve("whole"), shared);
      assertThat(shared.resolve("parts")).doesNotExist();
    }
  }

  @Test
  void shardsOfManyProcessesAtOnce_eachTwice_giveTheSameBytes() throws Exception {
    whole(CAMPAIGN);
    Path shared = folder.resolve("shared");
    ExecutorService processes = Executors.newFixedThreadPool(6);
    try (Shards run = new Shards(CAMPAIGN)) {
      for (Stage stage : run.stages()) {
        List<Future<?>> shards = new ArrayList<>();
        for (int k = 0; k < 6; k++) {
          Shard shard = new Shard(1 + k / 2, 3);
          shards.add(
              processes.submit(() -> {
                try (Shards own = new Shards(CAMPAIGN)) {
                  own.run(shared, stage, shard);
                }
                return null;
              }));
        }
        for (Future<?> shard : shards) {
          shard.get();
        }
      }
    } finally {
      processes.shutdownNow();
    }
    CampaignMerge.merge(shared, List.of());
    CampaignRunTest.assertSame(folder.resolve("whole"), shared);
  }

  @Test
  void partsOfSeveralFolders_areJoined_fromWhereTheyAreWhole() throws IOException {
    String oneStage =
        "spikes = true\n"
            + CAMPAIGN.replace("{ most_active = 3, of = \"dose\", at = 160 }", "[21, 22]");
    whole(oneStage);
    List<Path> folders = List.of(folder.resolve("a"), folder.resolve("b"), folder.resolve("c"));
    try (Shards run = new Shards(oneStage)) {
      Stage only = run.stages().getFirst();
      run.run(folders.get(0), only, new Shard(1, 3));
      run.run(folders.get(1), only, new Shard(2, 3));
      run.run(folders.get(1), only, new Shard(3, 3));
      run.run(folders.get(2), only, new Shard(2, 3));
    }
    Path part = partOf(folders.get(1), 2);
    Files.write(part, new byte[] {1, 2, 3});
    Path joined = folder.resolve("joined");
    CampaignMerge.merge(joined, folders);
    CampaignRunTest.assertSame(folder.resolve("whole"), joined);
    assertThat(part).as("the folders stay").hasBinaryContent(new byte[] {1, 2, 3});
  }

  @Test
  void missingShard_isNamedWithTheCommandForIt_andNothingIsJoined() throws IOException {
    whole(CAMPAIGN);
    Path shared = folder.resolve("shared");
    try (Shards run = new Shards(CAMPAIGN)) {
      Stage first = run.stages().getFirst();
      run.run(shared, first, new Shard(1, 3));
      assertThatThrownBy(() -> CampaignMerge.merge(shared, List.of()))
          .isInstanceOf(InputException.class)
          .hasMessage(
              "%s: shard 2/3 of stage 1 is missing; run: flybrain campaign resume %s --shard 2/3 --stage 1 (and 1 shard more; all: flybrain campaign status %s)"
                  .formatted(shared, shared, shared));
      assertThatThrownBy(() -> run.run(shared, run.stages().getLast(), new Shard(1, 2)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("shard 2/3 of stage 1 is missing; run:");
      run.run(shared, first, new Shard(2, 3));
      run.run(shared, first, new Shard(3, 3));
      assertThatThrownBy(() -> CampaignMerge.merge(shared, List.of()))
          .hasMessageContaining("no shard of stage 2 (steps silence, brains, inhibition) has run");
      assertThat(shared.resolve("rates.parquet")).doesNotExist();
      run.run(shared, run.stages().getLast(), new Shard(1, 1));
    }
    CampaignMerge.merge(shared, List.of());
    CampaignRunTest.assertSame(folder.resolve("whole"), shared);
  }

  /// Each table, cut off, of zero bytes, gone, or of another part; and spikes.
  @ParameterizedTest
  @ValueSource(strings = {"rates", "counts", "experiments"})
  void brokenPart_isNamed_andItsShardRunsItAgain(String table) throws IOException {
    String text = "spikes = true\n" + CAMPAIGN;
    whole(text);
    Path shared = folder.resolve("shared");
    try (Shards run = new Shards(text)) {
      for (Stage stage : run.stages()) {
        run.run(shared, stage, new Shard(1, 2));
        run.run(shared, stage, new Shard(2, 2));
      }
      Path broken =
          Path.of(partOf(shared, 2).toString().replace(".experiments.", "." + table + "."));
      byte[] bytes = Files.readAllBytes(broken);
      Path other =
          Path.of(partOf(shared, 1).toString().replace(".experiments.", "." + table + "."));
      for (byte[] damage :
          List.of(Arrays.copyOf(bytes, bytes.length / 2), new byte[0], Files.readAllBytes(other))) {
        Files.write(broken, damage);
        assertThatThrownBy(() -> CampaignMerge.merge(shared, List.of()))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("shard 2/2 of stage 1 has a broken part (" + broken)
            .hasMessageContaining(
                "run: flybrain campaign resume " + shared + " --shard 2/2 --stage 1");
        assertThat(shared.resolve("rates.parquet")).doesNotExist();
        run.run(shared, run.stages().getFirst(), new Shard(2, 2));
        assertThat(broken).hasBinaryContent(bytes);
      }
      Files.delete(CampaignStore.spikes(shared, "dose_160Hz"));
      assertThatThrownBy(() -> CampaignMerge.merge(shared, List.of()))
          .hasMessageContaining("broken part (" + CampaignStore.spikes(shared, "dose_160Hz"));
      run.run(shared, run.stages().getFirst(), new Shard(1, 2));
      run.run(shared, run.stages().getFirst(), new Shard(2, 2));
    }
    CampaignMerge.merge(shared, List.of());
    CampaignRunTest.assertSame(folder.resolve("whole"), shared);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8, 15})
  void shardThatFailed_isRunAgainFromWhereItEnded(int last) throws IOException {
    whole(CAMPAIGN);
    Path shared = folder.resolve("shared");
    try (Shards run = new Shards(CAMPAIGN);
        Shards failing = new Shards(CAMPAIGN, SmallBrain.BRAIN, new StoppingBackend(last))) {
      for (Stage stage : run.stages()) {
        try {
          failing.run(shared, stage, new Shard(1, 2));
          failing.run(shared, stage, new Shard(2, 2));
        } catch (IOException e) {
          assertThat(e).hasMessage("stopped");
        }
        assertThat(workFolders(shared)).isEmpty();
        run.run(shared, stage, new Shard(1, 2));
        run.run(shared, stage, new Shard(2, 2));
      }
    }
    CampaignMerge.merge(shared, List.of());
    CampaignRunTest.assertSame(folder.resolve("whole"), shared);
  }

  @Test
  void interruptedShard_keepsWhatIsComplete() throws IOException {
    Path shared = folder.resolve("shared");
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread caller = Thread.currentThread();
    Progress interrupting =
        new Progress() {
          @Override
          public void stage(String name) {}

          @Override
          public void at(long done, long total) {
            if (2 * done > total && interrupted.compareAndSet(false, true)) {
              caller.interrupt();
            }
          }
        };
    try (Shards run = new Shards(CAMPAIGN);
        StageRun stage = run.stage(shared, run.stages().getFirst(), 1)) {
      assertThatThrownBy(() -> stage.run(stage.parts(), interrupting))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
      stage.run(stage.parts(), Progress.NONE);
    }
    assertThat(CampaignParts.read(shared).stages().getFirst().isComplete()).isTrue();
  }

  @Test
  @EnabledOnOs(OS.LINUX) // /dev/full is a device that has no space left
  void fullDisk_isSaid_andTheShardRunsAgain() throws IOException {
    whole(CAMPAIGN);
    Path shared = folder.resolve("shared");
    try (Shards run = new Shards(CAMPAIGN)) {
      Stage first = run.stages().getFirst();
      try (StageRun stage = run.stage(shared, first, 1)) {
        Path work = workFolders(shared).getFirst();
        Files.createDirectories(work.resolve("parts"));
        Files.createSymbolicLink(
            work.resolve("parts/.0000000.counts.parquet.%s.part".formatted(ProcessMark.own())),
            Path.of("/dev/full"));
        assertThatThrownBy(() -> stage.run(stage.parts(), Progress.NONE))
            .isInstanceOf(IOException.class)
            .hasMessageStartingWith(
                CampaignStore.part(shared, 0, CampaignTables.COUNTS) + ": the disk is full");
        assertThat(stage.missing(stage.parts())).isNotEmpty();
        stage.run(stage.parts(), Progress.NONE);
        assertThat(stage.missing(stage.parts())).isEmpty();
      }
      run.run(shared, run.stages().getLast(), new Shard(1, 1));
    }
    CampaignMerge.merge(shared, List.of());
    CampaignRunTest.assertSame(folder.resolve("whole"), shared);
  }

  @Test
  void runInOnePiece_takesOverTheFolderOfShards() throws IOException {
    whole(CAMPAIGN);
    Path shared = folder.resolve("shared");
    try (Shards run = new Shards(CAMPAIGN)) {
      run.run(shared, run.stages().getFirst(), new Shard(2, 3));
      run.finish(shared);
    }
    CampaignRunTest.assertSame(folder.resolve("whole"), shared);
  }

  @Test
  void finishedCampaign_staysAsItIs() throws IOException {
    Path finished = whole(CAMPAIGN);
    try (Shards run = new Shards(CAMPAIGN);
        StageRun stage = run.stage(finished, run.stages().getLast(), 2)) {
      assertThat(stage.parts(new Shard(1, 2))).isNotEmpty();
      assertThat(stage.missing(stage.parts())).isEmpty();
      stage.run(stage.parts(), Progress.NONE);
    }
    CampaignMerge.merge(finished, List.of());
    assertThat(finished.resolve("parts")).doesNotExist();
  }

  @Test
  void shardsOfAnotherCampaignConnectomeVersionOrNumber_areRefused() throws IOException {
    Path shared = folder.resolve("shared");
    try (Shards run = new Shards(CAMPAIGN)) {
      Stage first = run.stages().getFirst();
      run.run(shared, first, new Shard(1, 3));
      assertThatThrownBy(() -> run.run(shared, first, new Shard(1, 4)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("stage 1 was started with 3 shards, not 4; run --shard 1/3 .. 3/3");
      try (Shards other = new Shards(CAMPAIGN.replace("80, 160", "90, 160"))) {
        assertThatThrownBy(() -> other.run(shared, first, new Shard(2, 3)))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("the campaign file has changed since");
      }
      try (Shards other = new Shards(CAMPAIGN, SmallBrain.of(299))) {
        assertThatThrownBy(() -> other.run(shared, first, new Shard(2, 3)))
            .isInstanceOf(InputException.class)
            .hasMessageContaining("was started on connectome small");
        Path elsewhere = folder.resolve("elsewhere");
        other.run(elsewhere, first, new Shard(2, 3));
        assertThatThrownBy(() -> CampaignMerge.merge(shared, List.of(elsewhere)))
            .isInstanceOf(InputException.class)
            .hasMessageContaining(elsewhere + ": has parts of another campaign")
            .hasMessageContaining("flybrain.connectome.sha256");
        Path part = partOf(elsewhere, 2);
        Path here = shared.resolve("parts").resolve(part.getFileName());
        for (String table : List.of("rates", "counts", "experiments")) {
          String name = part.getFileName().toString().replace("experiments", table);
          Files.copy(part.resolveSibling(name), here.resolveSibling(name));
        }
        assertThatThrownBy(() -> CampaignMerge.merge(shared, List.of()))
            .hasMessageContaining("is of another campaign, another connectome or another version");
      }
    }
    Path facts = shared.resolve("provenance.toml");
    String version = CampaignProvenance.read(shared).fact("flybrain.version");
    Files.writeString(facts, Files.readString(facts).replace('"' + version + '"', "\"0.0.1\""));
    assertThatThrownBy(() -> CampaignMerge.merge(shared, List.of()))
        .hasMessageContaining("was started by flybrain 0.0.1, and this is " + version);
    try (Shards run = new Shards(CAMPAIGN)) {
      assertThatThrownBy(() -> run.run(shared, run.stages().getFirst(), new Shard(2, 3)))
          .hasMessageContaining("was started by flybrain 0.0.1");
    }
  }

  @Test
  void folderOfARunInOnePiece_takesNoShards() throws IOException {
    Path one = folder.resolve("one");
    try (Shards failing = new Shards(CAMPAIGN, SmallBrain.BRAIN, new StoppingBackend(12))) {
      assertThatThrownBy(() -> failing.finish(one)).hasMessage("stopped");
    }
    try (Shards run = new Shards(CAMPAIGN)) {
      assertThatThrownBy(() -> run.run(one, run.stages().getFirst(), new Shard(1, 2)))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("was started in one piece, not in shards; continue with");
    }
    assertThatThrownBy(() -> CampaignMerge.merge(one, List.of()))
        .hasMessageContaining("was started in one piece");
  }

  @Test
  void whatAKilledProcessOfThisMachineLeft_isDeleted() throws IOException {
    Path shared = folder.resolve("shared");
    try (Shards run = new Shards(CAMPAIGN);
        StageRun stage = run.stage(shared, run.stages().getFirst(), 2)) {
      assertThat(stage.parts()).isNotEmpty();
      String own = String.valueOf(workFolders(shared).getFirst().getFileName());
      Path parts = shared.resolve("parts");
      // No process has this number.
      Path killed =
          Files.createDirectories(parts.resolve(own.replaceAll("-\\d+\\.", "-9999999999.")));
      Path elsewhere =
          Files.createDirectories(
              parts.resolve(
                  own.replaceAll("\\.work\\.[0-9a-f]+-\\d+\\.", ".work.0123456789ab-9999999999.")));
      run.stage(shared, run.stages().getFirst(), 2).close();
      assertThat(killed).doesNotExist();
      assertThat(elsewhere).exists();
      assertThat(parts.resolve(own)).exists();
    }
  }

  private Path whole(String text) throws IOException {
    Path whole = folder.resolve("whole");
    try (Shards run = new Shards(text)) {
      run.finish(whole);
    }
    return whole;
  }

  /// The experiments table of the first part of a shard of the first stage.
  private static Path partOf(Path folder, int shard) throws IOException {
    return CampaignParts.read(folder).stages().getFirst().parts().stream()
        .map(CampaignParts.Checked::part)
        .filter(part -> part.shard() == shard)
        .map(part -> CampaignStore.part(folder, part.first(), CampaignTables.EXPERIMENTS))
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> workFolders(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("parts"))) {
      return files.filter(file -> file.getFileName().toString().startsWith(".work.")).toList();
    }
  }

  /// A process that runs shards.
  private static final class Shards implements AutoCloseable {
    private final Campaign campaign;
    private final Laboratory laboratory;
    private final CampaignRun run;

    Shards(String text) {
      this(text, SmallBrain.BRAIN, Engines.EVENT);
    }

    Shards(String text, Connectome brain) {
      this(text, brain, Engines.EVENT);
    }

    Shards(String text, Connectome brain, Backend backend) {
      this.campaign = CampaignRunTest.campaign(text);
      this.laboratory = Laboratory.on(brain);
      this.run =
          new CampaignRun(
              campaign, Path.of("screen.toml"), laboratory, _ -> WEAK, backend, 2, _ -> {});
    }

    List<Stage> stages() {
      return Stage.of(campaign);
    }

    StageRun stage(Path folder, Stage stage, int shards) throws IOException {
      return run.stage(folder, run.check(), stage, shards);
    }

    void run(Path folder, Stage stage, Shard shard) throws IOException {
      try (StageRun planned = stage(folder, stage, shard.of())) {
        planned.run(planned.parts(shard), Progress.NONE);
      }
    }

    /// Runs all that is left, in one piece.
    void finish(Path folder) throws IOException {
      run.run(folder, run.check(), Progress.NONE, (_, _) -> {});
    }

    @Override
    public void close() throws IOException {
      laboratory.close();
    }
  }
}
