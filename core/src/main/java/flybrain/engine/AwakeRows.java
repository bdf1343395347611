package flybrain.engine;

import java.util.Arrays;

/// The connections of the neurons that spike to the neurons that are awake.
///
/// Each presynaptic neuron has a number, in the order of first spikes. Its row is read from the
/// brain when it is first needed, without targets that are dormant then; targets that wake later
/// are appended.
final class AwakeRows {
  /// Entries of the table for each row: presynaptic neuron, start, end, end of the room for it,
  /// number of connections, whether no connection excites.
  private static final int COLUMNS = 8;

  private static final int START = 1;
  private static final int END = 2;
  private static final int ROOM = 3;
  private static final int CONNECTIONS = 4;
  private static final int ONLY_INHIBITS = 5;
  private static final int UNREAD = -1;

  private final EventBrain brain;
  private final AwakeNeurons awake;
  private final ConnectionRow source;

  private final NeuronTable numbers;
  private int[] table = new int[64 * COLUMNS];
  private int count;
  private double wSyn;

  /// In turn twice the place of a target and the signed number of synapses.
  private int[] entries = new int[1 << 12];

  private int used;

  AwakeRows(EventBrain brain, EventModel model, AwakeNeurons awake, NeuronTable numbers) {
    this.brain = brain;
    this.wSyn = model.wSyn;
    this.awake = awake;
    this.source = new ConnectionRow(brain.connections);
    this.numbers = numbers;
  }

  /// A copy.
  ///
  /// @param awake a copy of those of the other, as `numbers`
  AwakeRows(AwakeRows other, AwakeNeurons awake, NeuronTable numbers) {
    this.brain = other.brain;
    this.wSyn = other.wSyn;
    this.awake = awake;
    this.source = new ConnectionRow(brain.connections);
    this.numbers = numbers;
    this.table = other.table.clone();
    this.count = other.count;
    this.entries = Arrays.copyOf(other.entries, Math.max(entries.length, other.used));
    this.used = other.used;
  }

  int count() {
    return count;
  }

  /// The number of a presynaptic neuron's row, which is not read yet if it had none.
  int row(int pre) {
    int row = numbers.row(pre);
    return row >= 0 ? row : add(pre);
  }

  private int add(int pre) {
    if (count * COLUMNS == table.length) {
      table = Arrays.copyOf(table, 2 * table.length);
    }
    table[count * COLUMNS] = pre;
    table[count * COLUMNS + START] = UNREAD;
    table[count * COLUMNS + CONNECTIONS] = brain.connections.outDegree(pre);
    table[count * COLUMNS + ONLY_INHIBITS] = brain.onlyInhibits(pre, wSyn) ? 1 : 0;
    numbers.setRow(pre, count);
    return count++;
  }

  int presynaptic(int row) {
    return table[row * COLUMNS];
  }

  /// How many connections a presynaptic neuron has, to dormant targets too.
  int connections(int row) {
    return table[row * COLUMNS + CONNECTIONS];
  }

  /// Whether no connection of a row brings its target nearer to the threshold.
  boolean onlyInhibits(int row) {
    return table[row * COLUMNS + ONLY_INHIBITS] != 0;
  }

  boolean isRead(int row) {
    return table[row * COLUMNS + START] != UNREAD;
  }

  /// Whether there is room to read a row.
  boolean hasRoom(int row) {
    return used + 2 * connections(row) <= brain.mostKept;
  }

  int[] entries() {
    return entries;
  }

  /// Of a row that was read.
  int start(int row) {
    return table[row * COLUMNS + START];
  }

  int end(int row) {
    return table[row * COLUMNS + END];
  }

  /// Reads where a row is and what it begins with; returns a number without meaning.
  int readAhead(int row) {
    int start = table[row * COLUMNS + START];
    int end = Math.min(table[row * COLUMNS + END], start + ConnectionRow.AHEAD);
    int sum = 0;
    for (int k = Math.max(0, start); k < end; k += ConnectionRow.LINE) {
      sum += entries[k];
    }
    return sum;
  }

  /// Reads a row.
  ///
  /// @param wakeAll whether its dormant targets wake, or are left out
  void read(int row, boolean wakeAll) {
    source.read(presynaptic(row));
    int[] targets = source.targets();
    int[] weights = source.weights();
    makeRoom(used + 2 * source.size());
    table[row * COLUMNS + START] = used;
    for (int c = 0; c < source.size(); c++) {
      int place = wakeAll ? awake.wake(targets[c]) : awake.place(targets[c]);
      if (place >= 0) {
        entries[used] = 2 * place;
        entries[used + 1] = weights[c];
        used += 2;
      }
    }
    table[row * COLUMNS + END] = used;
    table[row * COLUMNS + ROOM] = used;
  }

  /// Length of the rows that were read, and of what they left behind.
  int used() {
    return used;
  }

  /// Appends a neuron that woke to a row that was read.
  void append(int row, int place, int weight) {
    int i = row * COLUMNS;
    if (table[i + END] == table[i + ROOM]) {
      int length = table[i + END] - table[i + START];
      int room = Math.max(8, 2 * length);
      makeRoom(used + room);
      System.arraycopy(entries, table[i + START], entries, used, length);
      table[i + START] = used;
      table[i + END] = used + length;
      used += room;
      table[i + ROOM] = used;
    }
    entries[table[i + END]] = 2 * place;
    entries[table[i + END] + 1] = weight;
    table[i + END] += 2;
  }

  private void makeRoom(int length) {
    if (length > entries.length) {
      entries = Arrays.copyOf(entries, Math.max(length, 2 * entries.length));
    }
  }

  /// Rows are to be read again.
  void unread() {
    for (int row = 0; row < count; row++) {
      table[row * COLUMNS + START] = UNREAD;
    }
    used = 0;
  }

  /// Forgets all rows.
  void clear(EventModel model) {
    wSyn = model.wSyn;
    for (int row = 0; row < count; row++) {
      numbers.setRow(presynaptic(row), -1);
    }
    count = 0;
    used = 0;
  }
}
