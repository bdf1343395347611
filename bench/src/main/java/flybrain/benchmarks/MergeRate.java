package flybrain.benchmarks;

import flybrain.Progress;
import flybrain.campaign.BrainSource;
import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignFile;
import flybrain.campaign.CampaignMerge;
import flybrain.campaign.CampaignRun;
import flybrain.campaign.Stage;
import flybrain.campaign.StageRun;
import flybrain.engine.Engines;
import flybrain.files.FolderTree;
import flybrain.laboratory.Laboratory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How fast the parts of a campaign are checked and joined: processor time of the merge of as many
/// shards as there are experiments, on the synthetic brain.
///
///     java -cp bench/target/benchmarks.jar flybrain.benchmarks.MergeRate [ROUNDS]
public final class MergeRate {
  private static final String CAMPAIGN =
      """
      experiment = "sugar"
      n_run = 30

      [[step]]
      name = "dose"
      rates = %s
      """
          .formatted(IntStream.rangeClosed(1, 200).boxed().toList());

  private MergeRate() {}

  public static void main(String... arguments) throws IOException {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    Path work = Files.createTempDirectory("merge-rate");
    try {
      Path parts = work.resolve("parts-of-all");
      runAll(parts);
      for (int round = 0; round < rounds; round++) {
        Path copy = work.resolve("copy" + round);
        try (Stream<Path> files = Files.walk(parts)) {
          for (Path file : files.toList()) {
            Files.copy(file, copy.resolve(parts.relativize(file)));
          }
        }
        print(copy);
      }
    } finally {
      FolderTree.delete(work);
    }
  }

  private static void runAll(Path folder) throws IOException {
    Campaign campaign = CampaignFile.parse(Path.of("merge.toml"), CAMPAIGN);
    try (Laboratory laboratory = Laboratory.open("synthetic", _ -> {})) {
      int threads = Runtime.getRuntime().availableProcessors();
      CampaignRun run =
          new CampaignRun(
              campaign,
              Path.of("merge.toml"),
              laboratory,
              BrainSource.NONE,
              Engines.EVENT,
              threads,
              _ -> {});
      Stage only = Stage.of(campaign).getFirst();
      try (StageRun stage = run.stage(folder, run.check(), only, run.size(only))) {
        stage.run(stage.parts(), Progress.NONE);
      }
    }
  }

  private static void print(Path folder) throws IOException {
    long bytes;
    long files;
    try (Stream<Path> all = Files.walk(folder.resolve("parts"))) {
      List<Path> tables = all.filter(Files::isRegularFile).toList();
      files = tables.size();
      bytes = tables.stream().mapToLong(file -> file.toFile().length()).sum();
    }
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    CampaignMerge.merge(folder, List.of());
    double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9;
    System.out.printf(
        "%d files of %d bytes joined in %.3f s of processor time: %.0f parts and %.1f MB a second%n",
        files, bytes, seconds, files / 3.0 / seconds, bytes / seconds / 1e6);
  }
}
