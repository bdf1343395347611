package flybrain.engine;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.model.Parameters;
import org.junit.jupiter.api.Test;

class HotNeuronsTest {
  /// The loop over deliveries writes behind the last entry before it knows whether a neuron is new.
  @Test
  void allNeuronsMayBeHot_alsoAfterRoomWasMade() {
    int places = 16;
    HotNeurons hot = new HotNeurons(4, false);
    hot.rest(4);
    hot.heat(6);
    hot.makeRoom(places);
    for (int place = 0; place < places; place++) {
      hot.setCool(2 * place, place == 3 ? 0 : 1);
    }
    int[] toAll = new int[2 * places];
    for (int place = 0; place < places; place++) {
      toAll[2 * place] = 2 * place;
      toAll[2 * place + 1] = 1_000;
    }
    double[] xy = new double[2 * places];
    EventModel model = new EventModel(Parameters.SHIU_2024);
    StepFactors now = new StepFactors();
    now.set(model, 0);
    for (int k = 0; k < 2; k++) {
      Deliveries.deliver(
          xy, hot, now, model.bound.limit, toAll, 0, toAll.length, Deliveries.Kind.HEAT_MANY);
    }

    assertThat(hot.end - hot.first()).isEqualTo(places);
    assertThat(hot.entries[hot.first()]).isEqualTo(6);
    for (int place = 0; place < places; place++) {
      assertThat(hot.cool(2 * place)).isZero();
    }
  }
}
