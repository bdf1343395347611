package flybrain.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/// Gives all readers damaged files, as many as asked for, and watches the time and memory of each.
///
///     Fuzz FOLDER INPUTS [FIRST_SEED]
///
/// Seeds count up from the first one; each is one file for one reader, so a seed reproduces it. A
/// fault of a reader is printed as it happens, and its input kept in the folder. When the JVM itself
/// ends, the file that ended it is still there.
public final class Fuzz {
  /// No file of a few kB may take longer, as the clock of the processor has it: others use it, too.
  private static final double LONGEST_SECONDS = 1;

  /// By the wall clock: a reader that waits uses no processor time.
  private static final double LONGEST_WAIT_SECONDS = 10;

  /// Files that a reader gets before its times count: the first ones take what loading code takes.
  private static final int WARM_UP = 20;

  /// A reader takes 64 MiB for a page that says so and must be right in no more.
  private static final long MOST_BYTES = 256L << 20;

  /// A reader that takes longer hangs.
  private static final double HANGS_SECONDS = 30;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Path folder;
  private final List<Subject> subjects;
  private final long end;
  private final AtomicLong seeds;
  private final AtomicLong faults = new AtomicLong();
  private final Map<String, Tally> tallies = new TreeMap<>();

  private Fuzz(Path folder, long inputs, long first) throws IOException {
    this.folder = folder;
    this.subjects = Subjects.all(folder.resolve("sound"));
    this.seeds = new AtomicLong(first);
    this.end = first + inputs;
    subjects.forEach(subject -> tallies.put(subject.name(), new Tally()));
  }

  /// What became of all files of a reader.
  private static final class Tally {
    private long files;
    private long read;
    private double seconds;
    private double longest;
    private long longestSeed;
    private long mostBytes;
    private long mostBytesSeed;

    private synchronized void add(long seed, boolean wasRead, double took, long bytes) {
      files++;
      read += wasRead ? 1 : 0;
      seconds += took;
      if (took > longest) {
        longest = took;
        longestSeed = seed;
      }
      if (bytes > mostBytes) {
        mostBytes = bytes;
        mostBytesSeed = seed;
      }
    }
  }

  public static void main(String[] args) throws Exception {
    long first = args.length > 2 ? Long.parseLong(args[2]) : 0;
    Path folder = Files.createDirectories(Path.of(args[0]));
    System.exit(new Fuzz(folder, Long.parseLong(args[1]), first).run() == 0 ? 0 : 1);
  }

  private long run() throws InterruptedException {
    long start = System.nanoTime();
    Worker[] workers = new Worker[Runtime.getRuntime().availableProcessors()];
    for (int w = 0; w < workers.length; w++) {
      workers[w] = new Worker(folder.resolve("worker" + w));
      workers[w].start();
    }
    while (Arrays.stream(workers).anyMatch(Thread::isAlive)) {
      for (Worker worker : workers) {
        worker.watch();
        worker.join(1000 / workers.length);
      }
    }
    report((System.nanoTime() - start) / 1e9);
    return faults.get();
  }

  private void report(double seconds) {
    System.out.printf(
        "%-28s %9s %7s %9s %9s %12s %9s %12s%n",
        "reader", "files", "read", "mean ms", "most s", "its seed", "most MiB", "its seed");
    long files = 0;
    for (var entry : tallies.entrySet()) {
      Tally tally = entry.getValue();
      files += tally.files;
      System.out.printf(
          "%-28s %9d %6.1f%% %9.3f %9.3f %12d %9.1f %12d%n",
          entry.getKey(),
          tally.files,
          100.0 * tally.read / Math.max(1, tally.files),
          1000 * tally.seconds / Math.max(1, tally.files),
          tally.longest,
          tally.longestSeed,
          tally.mostBytes / 1048576.0,
          tally.mostBytesSeed);
    }
    System.out.printf(
        "%d files in %.0f s, %.0f a second; %d faults%n",
        files, seconds, files / seconds, faults.get());
  }

  private void fault(String reader, long seed, String what, String file, byte[] damaged) {
    faults.incrementAndGet();
    System.out.printf("FAULT %s, seed %d: %s%n", reader, seed, what);
    try {
      Path kept = Files.createDirectories(folder.resolve("faults"));
      Files.write(
          kept.resolve("%d-%s-%s".formatted(seed, reader.replace(' ', '-'), file)), damaged);
    } catch (IOException e) {
      System.out.println("it could not be kept: " + e.getMessage());
    }
  }

  /// A thread that takes seed after seed.
  private final class Worker extends Thread {
    private final Path own;
    private volatile long seed = -1;
    private volatile long began;

    Worker(Path own) {
      this.own = own;
      setDaemon(true);
    }

    @Override
    public void run() {
      try {
        Trial[] trials = new Trial[subjects.size()];
        for (int i = 0; i < trials.length; i++) {
          trials[i] = new Trial(subjects.get(i), own.resolve("reader" + i));
          for (int n = 0; n < WARM_UP; n++) {
            trials[i].run(new SplittableRandom(n));
          }
        }
        for (long next = seeds.getAndIncrement(); next < end; next = seeds.getAndIncrement()) {
          int reader = (int) (next % trials.length);
          began = System.nanoTime();
          seed = next;
          tryOne(trials[reader], subjects.get(reader).name());
        }
        seed = -1;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private void tryOne(Trial trial, String reader) {
      long allocated = THREADS.getCurrentThreadAllocatedBytes();
      long worked = THREADS.getCurrentThreadCpuTime();
      Trial.Outcome outcome = trial.run(new SplittableRandom(seed));
      long bytes = THREADS.getCurrentThreadAllocatedBytes() - allocated;
      double seconds = (THREADS.getCurrentThreadCpuTime() - worked) / 1e9;
      double waited = (System.nanoTime() - began) / 1e9;
      Objects.requireNonNull(tallies.get(reader)).add(seed, outcome.read(), seconds, bytes);
      if (!outcome.fault().isEmpty()) {
        fault(reader, seed, outcome.fault(), outcome.file(), trial.damaged());
      } else if (seconds > LONGEST_SECONDS || waited > LONGEST_WAIT_SECONDS) {
        fault(
            reader,
            seed,
            "took %.1f s of %.1f s".formatted(seconds, waited),
            outcome.file(),
            trial.damaged());
      } else if (bytes > MOST_BYTES) {
        fault(reader, seed, "took %d MiB".formatted(bytes >> 20), outcome.file(), trial.damaged());
      }
    }

    /// Prints where a reader hangs, and ends.
    void watch() {
      if (seed >= 0 && isAlive() && (System.nanoTime() - began) / 1e9 > HANGS_SECONDS) {
        System.out.printf("HANGS: seed %d, its file is in %s%n", seed, own);
        Arrays.stream(getStackTrace()).forEach(frame -> System.out.println("\tat " + frame));
        System.exit(2);
      }
    }
  }
}
