package flybrain.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class NeuronAnnotationsTest {
  private static AnnotationColumn column(String name, String... ofNeuron) {
    GrowingColumn column = new GrowingColumn(name, ofNeuron.length);
    for (int neuron = 0; neuron < ofNeuron.length; neuron++) {
      if (!ofNeuron[neuron].isEmpty()) {
        column.set(neuron, ofNeuron[neuron], "t.csv");
      }
    }
    return column.complete();
  }

  @Test
  void columns_areOnlyReadWhenTheFirstIsAskedFor_andOnce() {
    AtomicInteger read = new AtomicInteger();
    NeuronAnnotations annotations =
        NeuronAnnotations.read(() -> {
          read.incrementAndGet();
          // Longer than another thread needs to come in as well, if it could.
          LockSupport.parkNanos(50_000_000);
          return List.of(column("type", "a", ""));
        });
    assertThat(read).hasValue(0);
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int k = 0; k < 40; k++) {
        String name = k % 2 == 0 ? "type" : "nobody " + k;
        threads.execute(() -> annotations.column(name));
      }
    }
    assertThat(annotations.value("type", 0)).isEqualTo("a");
    assertThat(annotations.columns()).hasSize(1);
    assertThat(read).hasValue(1);
  }

  @Test
  void readingThatFails_failsWhoAsks_andIsTriedAgain() {
    AtomicInteger read = new AtomicInteger();
    NeuronAnnotations annotations =
        NeuronAnnotations.read(() -> {
          if (read.getAndIncrement() == 0) {
            throw new IllegalStateException("damaged");
          }
          return List.of(column("type", "a"));
        });
    assertThatThrownBy(() -> annotations.column("type")).hasMessage("damaged");
    assertThat(annotations.value("type", 0)).isEqualTo("a");
  }

  /// A table's own name comes before what it may stand for.
  @Test
  void column_isFoundByItsNameFirst_thenByOurs() {
    NeuronAnnotations annotations =
        NeuronAnnotations.of(
            List.of(
                column("transmitter", "ACH"), column("predicted_nt", "GABA"), column("x", "1")));
    assertThat(annotations.value("predicted_nt", 0)).isEqualTo("GABA");
    assertThat(annotations.value("Predicted NT", 0)).isEqualTo("GABA");
    assertThat(annotations.value("consensus_nt", 0)).isEqualTo("ACH");
    assertThat(annotations.value("pos_x", 0)).isEqualTo("1");
    assertThat(annotations.column("y")).isEmpty();
    assertThat(annotations.value("y", 0)).isEmpty();
  }

  @Test
  void cell_isTheFinestThatIsKnown() {
    NeuronAnnotations annotations =
        NeuronAnnotations.of(
            List.of(
                column("super_class", "optic", "optic", "motor", ""),
                column("class", "a", "b", "", ""),
                column("sub_class", "fine", "", "", ""),
                column("type", "LC4", "", "", "")));
    assertThat(annotations.cell(0)).isEqualTo("LC4");
    assertThat(annotations.cell(1)).isEqualTo("b");
    assertThat(annotations.cell(2)).isEqualTo("motor");
    assertThat(annotations.cell(3)).isEmpty();
    assertThat(NeuronAnnotations.NONE.cell(0)).isEmpty();
    assertThat(NeuronAnnotations.NONE.columns()).isEmpty();
  }

  @Test
  void column_countsAndFindsItsValues() {
    AnnotationColumn column = column("type", "b", "", "a", "b", "\u00e4\u6f22\ud83e\udeb0");
    assertThat(column.values()).containsExactly("b", "a", "\u00e4\u6f22\ud83e\udeb0");
    assertThat(column.different()).isEqualTo(3);
    assertThat(column.annotated()).isEqualTo(4);
    assertThat(column.size()).isEqualTo(5);
    assertThat(column.code(1)).isZero();
    assertThat(column.value(1)).isEmpty();
    assertThat(column.value(4)).isEqualTo("\u00e4\u6f22\ud83e\udeb0");
    assertThat(column.where("b"::equals).stream()).containsExactly(0, 3);
    assertThat(column.where(_ -> true).cardinality()).isEqualTo(5);
    assertThat(column.where(_ -> false).isEmpty()).isTrue();
    assertThat(column("none").values()).isEmpty();
    assertThat(column("none", "", "").annotated()).isZero();
  }
}
