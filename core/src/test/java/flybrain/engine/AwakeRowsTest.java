package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import flybrain.connectome.Connections;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.model.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AwakeRowsTest {
  private static final Parameters SHIU = Parameters.SHIU_2024;

  /// As plain lists, one a row, whatever is done in whatever order; a copy goes on apart.
  @Property(tries = 50)
  void rows_listTheirTargetsInOrder(RandomGenerator random) {
    Both both = new Both(RandomCircuit.connectome(random, random.nextInt(1, 400)));
    List<Both> left = new ArrayList<>();
    for (int k = 0; k < 1_500; k++) {
      int kind = random.nextInt(300);
      if (kind == 0) {
        left.add(both);
        both = both.copy();
      } else if (kind == 1) {
        both.rows.unread();
        both.expected.forEach(row -> row.entries = null);
      } else if (kind == 2) {
        both.clear(random.nextBoolean());
      } else if (kind < 60) {
        both.read(random);
      } else if (kind < 80) {
        both.awake.wake(random.nextInt(both.neurons()));
      } else {
        both.append(random);
      }
    }
    left.add(both);
    left.forEach(Both::assertSame);
  }

  /// Neuron 0 has two connections, 1 two, 2 three.
  @Test
  void rowsThatFitExactly_haveRoom() {
    Connections connections =
        new ConnectionsBuilder(3)
            .add(0, 1, 1)
            .add(0, 2, 1)
            .add(1, 0, 1)
            .add(1, 2, 1)
            .add(2, 0, 1)
            .add(2, 1, 1)
            .add(2, 2, 1)
            .build();
    NeuronTable table = new NeuronTable(3);
    EventBrain brain =
        new EventBrain(
            new Connectome("three", "0", new Neurons(new long[] {1, 2, 3}), connections), 8);
    AwakeRows rows = new AwakeRows(brain, new EventModel(SHIU), new AwakeNeurons(table), table);
    int large = rows.row(2);
    assertThat(rows.hasRoom(large)).isTrue();
    rows.read(rows.row(0), true);
    assertThat(rows.used()).isEqualTo(4);
    assertThat(rows.hasRoom(rows.row(1))).isTrue();
    assertThat(rows.hasRoom(large)).isFalse();
    rows.unread();
    assertThat(rows.hasRoom(large)).isTrue();
  }

  /// A row as it should be.
  private static final class Row {
    final int pre;

    /// Twice the place of a target, and its weight; null while the row was not read.
    @Nullable List<Integer> entries;

    Row(int pre, @Nullable List<Integer> entries) {
      this.pre = pre;
      this.entries = entries;
    }
  }

  /// The rows, and a list of what they should be.
  private static final class Both {
    private final EventBrain brain;
    private final NeuronTable table;
    private final AwakeNeurons awake;
    private final AwakeRows rows;
    private final List<Row> expected = new ArrayList<>();
    private double wSyn;

    Both(Connectome connectome) {
      EventModel model = new EventModel(SHIU);
      brain = new EventBrain(connectome);
      table = new NeuronTable(connectome.neurons().size());
      awake = new AwakeNeurons(table);
      rows = new AwakeRows(brain, model, awake, table);
      wSyn = model.wSyn;
    }

    private Both(Both other) {
      brain = other.brain;
      table = other.table.copy();
      awake = new AwakeNeurons(other.awake, table);
      rows = new AwakeRows(other.rows, awake, table);
      wSyn = other.wSyn;
      for (Row row : other.expected) {
        expected.add(new Row(row.pre, row.entries == null ? null : new ArrayList<>(row.entries)));
      }
    }

    Both copy() {
      return new Both(this);
    }

    int neurons() {
      return table.neurons();
    }

    void clear(boolean negative) {
      EventModel model = new EventModel(negative ? SHIU.with("w_syn", -0.3) : SHIU);
      rows.clear(model);
      wSyn = model.wSyn;
      expected.clear();
      for (int neuron = 0; neuron < neurons(); neuron++) {
        assertThat(table.row(neuron)).isEqualTo(-1);
      }
    }

    /// Looks up a row, and reads it or leaves that for later.
    void read(RandomGenerator random) {
      int pre = random.nextInt(neurons());
      int row = rows.row(pre);
      int known = expected.stream().map(one -> one.pre).toList().indexOf(pre);
      assertThat(row).isEqualTo(known < 0 ? expected.size() : known);
      if (known < 0) {
        expected.add(new Row(pre, null));
      }
      if (random.nextInt(4) == 0 || rows.isRead(row)) {
        return;
      }
      boolean wakeAll = random.nextInt(8) == 0;
      rows.read(row, wakeAll);
      List<Integer> entries = new ArrayList<>();
      for (int c = brain.connections.rowStart(pre); c < brain.connections.rowStart(pre + 1); c++) {
        int place = awake.place(brain.connections.target(c));
        assertThat(place >= 0 || !wakeAll).as("awake").isTrue();
        if (place >= 0) {
          entries.add(2 * place);
          entries.add(brain.connections.weight(c));
        }
      }
      expected.get(row).entries = entries;
    }

    void append(RandomGenerator random) {
      int row = expected.isEmpty() ? 0 : random.nextInt(expected.size());
      List<Integer> entries = expected.isEmpty() ? null : expected.get(row).entries;
      if (entries != null) {
        int place = random.nextInt(neurons());
        int weight = random.nextInt(-500, 500);
        rows.append(row, place, weight);
        entries.add(2 * place);
        entries.add(weight);
      }
    }

    void assertSame() {
      assertThat(rows.count()).isEqualTo(expected.size());
      int used = 0;
      for (int row = 0; row < expected.size(); row++) {
        Row one = expected.get(row);
        assertThat(rows.row(one.pre)).isEqualTo(row);
        assertThat(rows.presynaptic(row)).isEqualTo(one.pre);
        assertThat(rows.connections(row)).isEqualTo(brain.connections.outDegree(one.pre));
        assertThat(rows.onlyInhibits(row)).isEqualTo(brain.onlyInhibits(one.pre, wSyn));
        assertThat(rows.isRead(row)).isEqualTo(one.entries != null);
        if (one.entries != null) {
          List<Integer> entries = new ArrayList<>();
          for (int i = rows.start(row); i < rows.end(row); i++) {
            entries.add(rows.entries()[i]);
          }
          assertThat(entries).isEqualTo(one.entries);
          used += entries.size();
        }
      }
      assertThat(rows.used()).isGreaterThanOrEqualTo(used);
    }
  }
}
