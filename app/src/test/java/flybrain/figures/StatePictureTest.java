package flybrain.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import flybrain.connectome.AnnotatedNeurons;
import flybrain.figures.DrawnSvg.Shape;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Potentials of neurons that rise by a neuron's number of mV in a trial of 100 ms, and in the next
/// trial are at 0.
class StatePictureTest {
  private static final Map<String, String> FACTS =
      Map.of(
          "flybrain.experiment",
          "name = 'mine'\nt_run = 0.1\nn_run = 2\nread_out = [3]\n",
          "flybrain.connectome",
          "small",
          "flybrain.framework",
          "event",
          "flybrain.parameter.v_th",
          "-45");

  @TempDir private Path folder;

  private DrawnSvg drawn(String variable, int neurons) throws IOException {
    List<Column> columns =
        List.of(
            Column.int64("trial"),
            Column.float64("time_ms"),
            Column.int64("flywire_id"),
            Column.float64(variable));
    ColumnBatch batch = ColumnBatch.ofRows(columns, 2 * 11 * neurons);
    int row = 0;
    for (int trial = 0; trial < 2; trial++) {
      for (int sample = 0; sample < 11; sample++) {
        for (int neuron = 1; neuron <= neurons; neuron++) {
          batch.longs(0)[row] = trial;
          batch.doubles(1)[row] = 10.0 * sample;
          batch.longs(2)[row] = neuron;
          double rest = variable.equals("v") ? -52 : 0;
          batch.doubles(3)[row++] = trial == 1 ? 0 : rest + neuron * sample / 10.0;
        }
      }
    }
    Path file = folder.resolve(variable + ".parquet");
    try (ParquetWriter writer = new ParquetWriter(file, columns, Compression.ZSTD, FACTS)) {
      writer.write(batch);
      writer.commit();
    }
    Path svg = folder.resolve("picture.svg");
    StateFigure.draw(file, AnnotatedNeurons.NONE, svg);
    return DrawnSvg.of(Files.readString(svg));
  }

  private static List<Point2D> trace(DrawnSvg drawn, Rectangle2D frame) {
    return drawn.drawn(OkabeIto.BLUE).stream()
        .filter(shape -> frame.contains(shape.x(), shape.y()))
        .flatMap(shape -> shape.points().stream())
        .toList();
  }

  @Test
  void eachNeuronHasAStrip_onOneScale_withTheThresholdDashed() throws IOException {
    DrawnSvg drawn = drawn("v", 3);
    List<Rectangle2D> frames = drawn.frames();
    assertThat(frames).hasSize(3);
    for (int k = 0; k < 3; k++) {
      Rectangle2D frame = frames.get(k);
      DrawnSvg.Scale mv =
          drawn.in(0, frame.getY() - 5, frame.getX() + 1, frame.getMaxY() + 5).down();
      List<Point2D> points = trace(drawn, frame);
      assertThat(mv.value(points.getFirst().getY())).isCloseTo(-52, within(0.1));
      assertThat(mv.value(points.getLast().getY()))
          .as("trial 0 alone")
          .isCloseTo(-52 + (k + 1), within(0.1));
      assertThat(points.getFirst().getX()).isCloseTo(frame.getX(), within(1.0));
      assertThat(points.getLast().getX()).isCloseTo(frame.getMaxX(), within(1.0));
      List<Shape> threshold =
          drawn.with(shape ->
              shape.isDashed() && shape.isLevel() && frame.contains(frame.getX() + 1, shape.y()));
      assertThat(threshold).hasSize(1);
      assertThat(mv.value(threshold.getFirst().y())).isCloseTo(-45, within(0.1));
      assertThat(mv.value(frame.getMaxY()))
          .as("a tenth below the lowest")
          .isCloseTo(-52.7, within(0.1));
    }
    assertThat(drawn.words())
        .contains("mine", "v (mV)", "time (ms)", "1", "2", "3")
        .contains("connectome small  ·  event  ·  v of 3 neurons in trial 0, threshold dashed");
  }

  @Test
  void synapticInput_hasNoThreshold() throws IOException {
    DrawnSvg drawn = drawn("g", 1);
    assertThat(drawn.with(Shape::isDashed)).isEmpty();
    assertThat(drawn.words())
        .contains("g (mV)", "connectome small  ·  event  ·  g of 1 neuron in trial 0");
  }

  @Test
  void moreThanTwelveNeurons_areTheFirst() throws IOException {
    DrawnSvg drawn = drawn("v", 14);
    assertThat(drawn.frames()).hasSize(12);
    assertThat(drawn.words())
        .contains("12")
        .doesNotContain("13")
        .anyMatch(text -> text.contains("v of the first 12 of 14 neurons in trial 0"));
  }
}
