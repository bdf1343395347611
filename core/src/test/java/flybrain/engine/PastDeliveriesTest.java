package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

class PastDeliveriesTest {
  /// Twice the first room, which is then full.
  private static final int ROWS = 128;

  /// A spike that was delivered.
  private record Delivery(int step, int row) {}

  /// As a plain list that is searched for everything, over several times the first room.
  @Property(tries = 20)
  void deliveries_areListedByRowFromTheLastBack(RandomGenerator random) {
    PastDeliveries past = new PastDeliveries();
    List<Delivery> expected = new ArrayList<>();
    // Below 0 nothing is remembered.
    int memory = random.nextInt(4) == 0 ? -1 : random.nextInt(4_000);
    for (int trial = 0; trial < 3; trial++) {
      past.clear();
      expected.clear();
      int last = random.nextInt(9_000);
      for (int k = 0; k <= last; k++) {
        Delivery delivery = new Delivery(k / 3, random.nextInt(1 + Math.min(ROWS - 1, k)));
        past.add(delivery.step, delivery.row);
        expected.add(delivery);
        if (random.nextInt(500) == 0) {
          int oldest = delivery.step - memory;
          past.forgetBefore(oldest);
          expected.removeIf(old -> old.step < oldest);
        }
      }
      PastDeliveries copy = new PastDeliveries(past);
      assertSame(past, expected);
      past.add(last, 0);
      assertSame(copy, expected);
    }
  }

  private static void assertSame(PastDeliveries past, List<Delivery> expected) {
    assertThat(past.size()).isEqualTo(expected.size());
    List<Delivery> all = new ArrayList<>();
    for (int k = past.start(); k < past.end(); k++) {
      all.add(new Delivery(past.step(k), past.row(k)));
    }
    assertThat(all).isEqualTo(expected);
    for (int row = 0; row <= ROWS; row++) {
      List<Delivery> ofRow = new ArrayList<>();
      for (int k = past.last(row); k >= past.start(); k = past.before(k)) {
        ofRow.addFirst(new Delivery(past.step(k), past.row(k)));
      }
      int listed = row;
      assertThat(ofRow).isEqualTo(expected.stream().filter(one -> one.row == listed).toList());
    }
  }
}
