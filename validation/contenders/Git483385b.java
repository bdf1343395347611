import flybrain.backend.Progress;
import flybrain.backend.Execution;
import flybrain.backend.Prepared;
import flybrain.connectome.Connectome;
import flybrain.connectome.ConnectomeStore;
import flybrain.engine.Engines;
import flybrain.experiment.Experiment;
import flybrain.experiment.Recipe;
import flybrain.spikes.SpikeSink;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The engine `event` of Git revision 483385b as a contender of the race: `java -cp
/// OLD/bench/target/benchmarks.jar validation/contenders/Git483385b.java`.
public final class Git483385b {
  private static Connectome brain;
  private static Path input;

  public static void main(String[] args) throws IOException {
    String race = Files.readString(Path.of(args[0], "race.json"));
    brain = ConnectomeStore.standard().open(text(race, "connectome"), System.err::println);
    input = Path.of(text(race, "input"));
    var questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Experiment trial = Recipe.DEFAULT.withDuration(1).withReplay(input).on(brain).experiment();
    Prepared learnt = prepare(trial);
    System.out.println("ready");
    for (String line = questions.readLine(); line != null; line = questions.readLine()) {
      String[] words = line.split(" ", 2);
      Spikes spikes = new Spikes(words[0].equals("spikes"));
      switch (words[0]) {
        case "spikes" -> {
          learnt.run(spikes);
          Files.write(Path.of(words[1]), spikes.bytes.toByteArray());
        }
        case "learnt" -> {
          for (int k = 0; k < Integer.parseInt(words[1]); k++) {
            learnt.run(spikes);
          }
        }
        case "fresh" -> {
          for (int k = 0; k < Integer.parseInt(words[1]); k++) {
            try (Prepared fresh = prepare(trial)) {
              fresh.run(spikes);
            }
          }
        }
        default -> throw new IllegalArgumentException(line);
      }
      System.out.println("done " + spikes.count);
    }
  }

  private static String text(String json, String key) {
    Matcher matcher = Pattern.compile("\"" + key + "\": \"([^\"]*)\"").matcher(json);
    matcher.find();
    return matcher.group(1);
  }

  private static Prepared prepare(Experiment trial) throws IOException {
    return Engines.EVENT.prepare(brain, trial, new Execution(1, Progress.NONE));
  }

  private static final class Spikes implements SpikeSink {
    private final boolean kept;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long count;

    Spikes(boolean kept) {
      this.kept = kept;
    }

    @Override
    public void spikes(int trial, int[] steps, int[] neurons, int some) {
      count += some;
      if (kept) {
        ByteBuffer rows = ByteBuffer.allocate(8 * some).order(ByteOrder.LITTLE_ENDIAN);
        for (int k = 0; k < some; k++) {
          rows.putInt(steps[k]).putInt(neurons[k]);
        }
        bytes.writeBytes(rows.array());
      }
    }

    @Override
    public void endOfTrial(int trial) {}
  }
}
