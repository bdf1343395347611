package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.annotation.AnnotationTables;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComputedLayoutTest {
  @TempDir private Path folder;

  /// Neurons 1, 2, ...; the first has most connections.
  private static Connectome brain(int neurons) {
    ConnectionsBuilder connections = new ConnectionsBuilder(neurons);
    for (int post = 1; post < neurons; post++) {
      connections.add(0, post, 1);
    }
    return Connectome.of(
        "some", new Neurons(LongStream.rangeClosed(1, neurons).toArray()), connections.build());
  }

  private Connectome annotated(int neurons, String table) throws IOException {
    Connectome brain = brain(neurons);
    AnnotationTables tables = new AnnotationTables(neurons, brain.neurons()::indexOf);
    tables.add(Files.writeString(folder.resolve("t.csv"), table), null);
    return brain.with(tables.complete());
  }

  private static double distance(float[] places, int one, int other) {
    double sum = 0;
    for (int axis = 0; axis < 3; axis++) {
      double apart = (double) places[3 * one + axis] - places[3 * other + axis];
      sum += apart * apart;
    }
    return Math.sqrt(sum);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 500})
  void neuronsOfWhichNothingIsKnown_areOneBall_theConnectedOnesWithin(int neurons) {
    float[] places = ComputedLayout.of(brain(neurons));
    assertThat(places).hasSize(3 * neurons);
    double radius = Math.cbrt(neurons);
    double ofFirst = 0;
    for (int neuron = 0; neuron < neurons; neuron++) {
      double out =
          Math.hypot(
              Math.hypot(places[3 * neuron], places[3 * neuron + 1]), places[3 * neuron + 2]);
      // Places are float.
      assertThat(out).isLessThan(radius + 1e-4);
      ofFirst = neuron == 0 ? out : ofFirst;
      assertThat(out).isGreaterThanOrEqualTo(ofFirst);
    }
  }

  /// Balls of sides do not touch, whatever their sizes are.
  @Test
  void groups_areApart_leftAtNegativeX() throws IOException {
    StringBuilder table = new StringBuilder("id,super_class,side\n");
    for (int neuron = 1; neuron <= 600; neuron++) {
      String group =
          neuron <= 300
              ? "optic,left"
              : neuron <= 500 ? "optic,right" : neuron <= 599 ? "central," : "motor,left";
      table.append(neuron).append(',').append(group).append('\n');
    }
    Connectome brain = annotated(600, table.toString());
    float[] places = ComputedLayout.of(brain);
    int[] starts = {0, 300, 500, 599, 600};
    for (int group = 0; group < 4; group++) {
      for (int neuron = starts[group]; neuron < starts[group + 1]; neuron++) {
        double x = places[3 * neuron];
        if (group == 0 || group == 3) {
          assertThat(x).isNegative();
        } else if (group == 1) {
          assertThat(x).isPositive();
        }
        for (int other = starts[group + 1]; other < 600; other++) {
          assertThat(distance(places, neuron, other)).isGreaterThan(1.9);
        }
      }
    }
  }

  /// Where no super class is known, classes are the groups, and where neither is, the named sets.
  @Test
  void classes_areGroupsInPlaceOfSuperClasses() throws IOException {
    StringBuilder table = new StringBuilder("id,class,type\n");
    for (int neuron = 1; neuron <= 100; neuron++) {
      table.append(neuron).append(neuron % 2 == 0 ? ",a,x\n" : ",b,x\n");
    }
    float[] places = ComputedLayout.of(annotated(100, table.toString()));
    for (int even = 1; even < 100; even += 2) {
      for (int odd = 0; odd < 100; odd += 2) {
        assertThat(distance(places, even, odd)).isGreaterThan(1.9);
      }
    }
    float[] byType = ComputedLayout.of(annotated(100, "id,type\n1,x\n2,y\n"));
    assertThat(distance(byType, 0, 1)).isLessThan(2 * Math.cbrt(100));
  }
}
