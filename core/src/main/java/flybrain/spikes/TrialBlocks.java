package flybrain.spikes;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Puts trials together, as they end, to blocks of consecutive trials that are large enough for a
/// row group.
///
/// A block has 1, 2, 4, 8 ... trials and begins at a multiple of their number. It grows when the
/// block beside it is there and both have few enough spikes; if not, both are complete. So the
/// blocks depend on the numbers of spikes alone, not on the order in which trials end, and only the
/// spikes of few blocks wait.
final class TrialBlocks {
  private final int maxRows;
  private final BitSet started = new BitSet();

  /// By their first trial.
  private final TreeMap<Integer, Block> waiting = new TreeMap<>();

  /// Consecutive trials.
  ///
  /// @param first trial
  /// @param trials number of trials
  /// @param complete whether its spikes are in a row group, or on their way there
  /// @param spikes of trials that have some, in their order; none of a complete block
  record Block(int first, int trials, boolean complete, List<TrialSpikes> spikes) {
    /// A trial that has just ended.
    static Block of(TrialSpikes trial) {
      return new Block(trial.trial, 1, false, trial.count == 0 ? List.of() : List.of(trial));
    }

    /// A trial whose spikes have all been taken.
    static Block complete(int trial) {
      return new Block(trial, 1, true, List.of());
    }

    /// The trial after the last.
    int end() {
      return first + trials;
    }

    /// Number of spikes.
    int rows() {
      return TrialSpikes.count(spikes);
    }

    private Block with(Block following, boolean completed) {
      List<TrialSpikes> both = new ArrayList<>();
      if (!completed) {
        both.addAll(spikes);
        both.addAll(following.spikes);
      }
      return new Block(first, trials + following.trials, completed, both);
    }
  }

  /// @param maxRows most spikes of a block of more than one trial
  TrialBlocks(int maxRows) {
    this.maxRows = maxRows;
  }

  /// Begins a trial.
  ///
  /// @throws IllegalStateException if it has started before
  synchronized void begin(int trial) {
    if (started.get(trial)) {
      throw new IllegalStateException("trial " + trial + " starts twice");
    }
    started.set(trial);
  }

  /// Adds a block of one trial that has ended; returns the blocks whose spikes are now to be
  /// written.
  synchronized List<Block> add(Block trial) {
    List<Block> completed = new ArrayList<>();
    Block block = trial;
    for (Block beside; (beside = removeBeside(block)) != null; ) {
      boolean isLeft = block.first < beside.first;
      Block left = isLeft ? block : beside;
      Block right = isLeft ? beside : block;
      boolean complete = !canGrow(left, right);
      if (complete) {
        addIncomplete(left, completed);
        addIncomplete(right, completed);
      }
      block = left.with(right, complete);
    }
    waiting.put(block.first, block);
    return completed;
  }

  /// Returns the blocks that are left when no trial follows.
  ///
  /// @throws IllegalStateException if a trial has no end
  synchronized List<Block> rest() {
    List<Block> completed = new ArrayList<>();
    Block last = new Block(0, 0, false, List.of());
    for (Block block : waiting.values()) {
      checkEnd(last.end(), block.first);
      if (canGrow(last, block)) {
        last = last.with(block, false);
      } else {
        addIncomplete(last, completed);
        last = block;
      }
    }
    checkEnd(last.end(), started.length());
    addIncomplete(last, completed);
    return completed;
  }

  /// Number of trials.
  synchronized int trials() {
    return started.length();
  }

  private static void checkEnd(int ended, int trials) {
    if (ended < trials) {
      throw new IllegalStateException("trial " + ended + " has no end");
    }
  }

  private boolean canGrow(Block left, Block right) {
    return !left.complete && !right.complete && (long) left.rows() + right.rows() <= maxRows;
  }

  private static void addIncomplete(Block block, List<Block> completed) {
    if (!block.complete && block.trials > 0) {
      completed.add(block);
    }
  }

  private @Nullable Block removeBeside(Block block) {
    boolean isLeft = block.first / block.trials % 2 == 0;
    int first = isLeft ? block.end() : block.first - block.trials;
    Block beside = waiting.get(first);
    return beside != null && beside.trials == block.trials ? waiting.remove(first) : null;
  }
}
