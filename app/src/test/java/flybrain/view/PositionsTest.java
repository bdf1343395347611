package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;

import flybrain.cli.TinyBrain;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.eclipse.jetty.util.Fields;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PositionsTest {
  @TempDir private Path folder;

  private Positions of(String table) throws IOException {
    Path brain = TinyBrain.in(folder);
    Files.writeString(brain.resolve("coordinates.csv"), table);
    Connectome connectome = ConnectomeStore.standard().open(brain.toString(), _ -> {});
    return new Positions(connectome);
  }

  private static float[] places(Positions positions) {
    byte[] bytes = positions.answer(new Query(new Fields())).content();
    float[] places = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(places);
    return places;
  }

  @ParameterizedTest
  @CsvSource({
    "395560,209912,150400, 395.56,209.912,150.4, nanometres",
    "98890,52478,3760, 395.56,209.912,150.4, voxels",
    "395.56,209.912,150.4, 395.56,209.912,150.4, micrometres"
  })
  void coordinates_areTakenInTheUnitTheySeemToHave(
      String x, String y, String z, float atX, float atY, float atZ, String unit)
      throws IOException {
    Positions positions = of("root_id,x,y,z\n11,%s,%s,%s\n22,far,1,1\n".formatted(x, y, z));
    assertThat(positions.source()).isEqualTo("coordinates");
    assertThat(positions.note()).contains("1 of 3 neurons", "coordinates.csv", unit);
    float[] places = places(positions);
    assertThat(places).hasSize(9).startsWith(atX, atY, atZ);
    assertThat(places[3]).isNaN();
    assertThat(places[8]).isNaN();
  }

  @Test
  void withoutCoordinates_everyNeuronHasItsOwnPlace_theSameEachTime() throws IOException {
    Positions positions = of("root_id,super_class,side\n11,a,left\n22,a,right\n33,a,right\n");
    assertThat(positions.source()).isEqualTo("computed");
    assertThat(positions.note()).contains("no coordinates");
    float[] places = places(positions);
    assertThat(places)
        .isEqualTo(places(of("root_id,super_class,side\n11,a,left\n22,a,right\n33,a,right\n")));
    assertThat(Arrays.copyOfRange(places, 3, 6)).isNotEqualTo(Arrays.copyOfRange(places, 6, 9));
    assertThat(places[0]).isNegative();
    assertThat(places[3]).isPositive();
  }
}
