package flybrain.engine;

import java.util.Arrays;

/// The spikes that were delivered in a trial, in order: as many of the last ones as can still be
/// felt, with a list of each row's spikes.
final class PastDeliveries {
  /// Ends a list.
  private static final int NONE = -1;

  /// By number of the delivery, `start` .. `end` - 1: its step and its row.
  private int[] steps = new int[1024];

  private int[] rows = new int[1024];

  /// The delivery before of the same row.
  private int[] before = new int[1024];

  private int start;
  private int end;

  /// The last delivery of each row.
  private int[] last = new int[64];

  /// How many rows have an entry in `last`.
  private int known;

  PastDeliveries() {}

  PastDeliveries(PastDeliveries other) {
    int room = Math.max(steps.length, other.end);
    steps = Arrays.copyOf(other.steps, room);
    rows = Arrays.copyOf(other.rows, room);
    before = Arrays.copyOf(other.before, room);
    start = other.start;
    end = other.end;
    last = other.last.clone();
    known = other.known;
  }

  void clear() {
    start = 0;
    end = 0;
    known = 0;
  }

  void add(int step, int row) {
    if (end == steps.length) {
      makeRoom();
    }
    if (row >= known) {
      know(row);
    }
    steps[end] = step;
    rows[end] = row;
    before[end] = last[row];
    last[row] = end++;
  }

  /// Begins the lists of rows up to one.
  private void know(int row) {
    if (row >= last.length) {
      last = Arrays.copyOf(last, 2 * row);
    }
    Arrays.fill(last, known, row + 1, NONE);
    known = row + 1;
  }

  private void makeRoom() {
    if (start > end / 2) {
      move(steps);
      move(rows);
      move(before);
      renumber(before, end - start);
      renumber(last, known);
      end -= start;
      start = 0;
    } else {
      steps = Arrays.copyOf(steps, 2 * end);
      rows = Arrays.copyOf(rows, 2 * end);
      before = Arrays.copyOf(before, 2 * end);
    }
  }

  private void move(int[] column) {
    System.arraycopy(column, start, column, 0, end - start);
  }

  private void renumber(int[] deliveries, int count) {
    for (int k = 0; k < count; k++) {
      deliveries[k] = Math.max(NONE, deliveries[k] - start);
    }
  }

  /// Forgets what was delivered before a step.
  void forgetBefore(int step) {
    while (start < end && steps[start] < step) {
      start++;
    }
  }

  int size() {
    return end - start;
  }

  /// The first of them; [#end] follows the last.
  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /// The step of a delivery.
  int step(int k) {
    return steps[k];
  }

  /// The row of [AwakeRows] of a delivered spike.
  int row(int k) {
    return rows[k];
  }

  /// The last delivery of a row, or a number below [#start] if there is none.
  int last(int row) {
    return row < known ? last[row] : NONE;
  }

  /// The delivery of the same row before one, or a number below [#start].
  int before(int k) {
    return before[k];
  }
}
