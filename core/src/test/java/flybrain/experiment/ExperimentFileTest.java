package flybrain.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Property;
import flybrain.model.Parameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExperimentFileTest {
  @TempDir Path folder;

  private static final String WHOLE =
      """
      name = "sugar_with_bitter"     # [A-Za-z0-9_.-]
      t_run = 0.5                    # s
      n_run = 3
      seed = 7
      read_out = ["MN9_left"]
      [drive]
      neurons = ["sugar", 720575940660219265]
      rate = 100                     # Hz
      [drive2]
      neurons = "bitter"
      rate = 60.5
      [silence]
      neurons = { file = "ids.txt" }
      mode = "both"
      [parameters]
      w_syn = 0.3
      v_th = -60
      v0 = -65
      v_reset = -66.5
      """;

  @Test
  void everyKey_isRead() throws IOException {
    Path file = folder.resolve("any.toml");
    Files.writeString(file, WHOLE);
    Recipe recipe = ExperimentFile.read(file);
    assertThat(recipe)
        .isEqualTo(
            new Recipe(
                "sugar_with_bitter",
                List.of(
                    new Stimulus(NeuronReference.parseList("sugar,720575940660219265"), 100.0),
                    new Stimulus(NeuronReference.parseList("bitter"), 60.5)),
                List.of(new NeuronReference.InFile(folder.resolve("ids.txt"))),
                Silence.Mode.BOTH,
                List.of(),
                0.5,
                3,
                7,
                Parameters.SHIU_2024.with(
                    Map.of("w_syn", 0.3, "v_th", -60.0, "v0", -65.0, "v_reset", -66.5)),
                true,
                NeuronReference.parseList("MN9_left"),
                null,
                Missing.ERROR,
                Map.of()));
  }

  @Test
  void keysOfOurs_areRead() {
    Recipe recipe =
        ExperimentFile.parse(
            """
            replay = "events.csv"
            missing = "skip"
            read_out = ["mine", "@ids.txt", { file = "more.txt" }]
            [sets]
            mine = ["9007199254740993", 2]
            """,
            "text");
    assertThat(recipe)
        .isEqualTo(
            Recipe.DEFAULT
                .withReplay(Path.of("events.csv"))
                .withMissing(Missing.SKIP)
                .withReadOut(NeuronReference.parseList("mine,@ids.txt,@more.txt"))
                .withSets(Map.of("mine", List.of(9007199254740993L, 2L))));
    assertThat(recipe.trials()).isEqualTo(1);
  }

  @Test
  void emptyFile_isTheDefaultUnderTheNameOfTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("my first.toml"), "\uFEFF# nothing\n");
    assertThat(ExperimentFile.read(file)).isEqualTo(Recipe.DEFAULT.withName("my_first"));
  }

  @Test
  void driveWithoutRate_hasThePapersDefault() {
    Recipe recipe = ExperimentFile.parse("[drive]\nneurons = 10\n", "text");
    assertThat(recipe.on(Brains.of(10)).experiment().drive(0).rate()).isEqualTo(150);
  }

  @Test
  void optionsOverrideTheFile() {
    Recipe recipe = ExperimentFile.parse("n_run = 3\n[drive]\nneurons = 10\nrate = 9\n", "text");
    Experiment experiment =
        recipe
            .withTrials(5)
            .withRate(80)
            .withDriven(NeuronReference.parseList("11"))
            .on(Brains.of(10, 11))
            .experiment();
    assertThat(experiment.trials()).isEqualTo(5);
    assertThat(experiment.drive(0)).isEqualTo(new Drive(NeuronSet.of("11", 1), 80));
  }

  @Test
  void listOfDrives_isReadInItsOrder() {
    Recipe recipe =
        ExperimentFile.parse(
            """
            [[drive]]
            neurons = 10
            [[drive]]
            neurons = 11
            rate = 60
            [[drive]]
            neurons = [12, 13]
            rate = 7.5
            """,
            "text");
    assertThat(recipe.on(Brains.of(10, 11, 12, 13)).experiment().drives())
        .containsExactly(
            new Drive(NeuronSet.of("10", 0), 150),
            new Drive(NeuronSet.of("11", 1), 60),
            new Drive(NeuronSet.of("2 ids", 2, 3), 7.5));
  }

  @Test
  void replayGivenOverAFileWithRates_takesTheirPlace() throws IOException {
    Path events = Files.writeString(folder.resolve("e.csv"), "step,neuron_index\n0,0\n");
    Recipe recipe = ExperimentFile.parse("n_run = 3\n[drive]\nneurons = 10\nrate = 9\n", "text");
    assertThat(recipe.withReplay(events).on(Brains.of(10)).experiment().trials()).isEqualTo(1);
  }

  @Test
  void replayAndRateInOneFile_areRefused() throws IOException {
    Files.writeString(folder.resolve("e.csv"), "step,neuron_index\n0,0\n");
    Path file = folder.resolve("x.toml");
    Files.writeString(file, "replay = 'e.csv'\n[drive]\nneurons = 10\nrate = 9\n");
    assertThatThrownBy(() -> ExperimentFile.read(file).check())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("drive rate = 9 Hz: a replay");
    Files.writeString(file, "replay = 'e.csv'\nn_run = 2\n");
    assertThatThrownBy(() -> ExperimentFile.read(file).check())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("n_run = 2: must be 1 with a replay");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "t_rum = 1|:1: 't_rum' is unknown; did you mean 't_run'?; allowed: name, t_run, n_run",
        "~~frobnicate = 1|:3: 'frobnicate' is unknown; allowed: name",
        "[drive]~neurons='sugar'~rtae = 1|:3: 'rtae' is unknown; did you mean 'rate'?; allowed in",
        "[drive]~neuron='sugar'|:2: 'neuron' is unknown; did you mean 'neurons'?",
        "[[drive]]~neurons=1~[[drive]]~rtae = 1|:4: 'rtae' is unknown; did you mean 'rate'?; allowed in [drive 2]: ",
        "drive = [{ neurons = 1 }, 'sugar']|:1: drive = a list: must be one or more tables, each under a line [[drive]]",
        "[[drive]]~rate=1|[drive 1] has no key neurons",
        "[[drive]]~neurons=1~[drive2]~neurons=2|:3: 'drive2' belongs with [drive]; with "
            + "[[drive]] write it",
        "[[at]]~tiem = 1|:2: 'tiem' is unknown; did you mean 'time'?; allowed in [at 1]: time, until, over, every, silence, drive, drive2",
        "[[at]]~time = 1~drive.rat = 1|:3: 'rat' is unknown; did you mean 'rate'?; allowed in [at 1.drive]",
        "[[at]]~time = 1~silence.mod = 1|:3: 'mod' is unknown; did you mean 'mode'?",
        "[[at]]~time = 1~drive4.rate = 1|:3: 'drive4' is unknown; did you mean 'drive'?",
        "[[at]]~drive.rate = 1|[at 1] has no key time; say when, in s",
        "[[at]]~time = 'soon'|:2: time = \"soon\": must be a number",
        "[[at]]~time = 1|:2: time = 1 s: nothing changes; name what does",
        "[[at]]~time = -1~drive.rate = 1|:2: time = -1 s: must be finite and at least 0",
        "[[at]]~time = 1~until = 1~drive.rate = 1|:2: until = 1 s: must be after time = 1 s",
        "[[at]]~time = 1~over = 1~silence.neurons = 1|:2: over = 1 s: must be given with a rate",
        "[[at]]~time = 1~over = 1~every = 0~drive.rate = 1|:2: every = 0 s: must be above 0",
        "[[at]]~time = 1~drive.rate = -1|:3: rate = -1 Hz: must be finite and at least 0",
        "[at]~time = 1|:1: at = a table: must be one or more tables, each under a line [[at]]",
        "[dirve]~rate=1|:1: 'dirve' is unknown; did you mean 'drive'?",
        "[silence]~neurons=1~rate=3|:3: 'rate' is unknown; allowed in [silence]: neurons, mode",
        "[parameters]~w_sym = 0.3|:2: 'w_sym' is unknown; did you mean 'w_syn'?; allowed in [par",
        "t_run = 'long'|:1: t_run = \"long\": must be a number",
        "t_run = -1|:1: t_run = -1 s: must be above 0",
        "t_run = nan|:1: t_run = nan s: must be above 0",
        "n_run = 1.5|:1: n_run = 1.5: must be a whole number",
        "n_run = 0|:1: n_run = 0: must be at least 1",
        "n_run = 3000000000|:1: n_run = 3000000000: must be a whole number up to 2147483647",
        "seed = true|:1: seed = true: must be a whole number",
        "seed = 99999999999999999999|:1: is not TOML: Integer is too large",
        "name = 3|:1: name = 3: must be text in quotes",
        "name = 'a/b'|:1: name = 'a/b': must be 1 to 200 of the characters",
        "missing = 'ignore'|:1: missing = \"ignore\": must be \"error\" or \"skip\"",
        "read_out = [1.5]|:1: neuron id '1.5': must be a whole number with all its digits",
        "read_out = [[1]]|:1: read_out: a list: must be ids",
        "read_out = ['']|:1: a neuron is empty",
        "read_out = [-3]|:1: neuron id '-3': must be a whole number from 1",
        "drive = 'sugar'|:1: drive = \"sugar\": must be a table, [drive]",
        "[drive]~rate = 3|[drive] has no key neurons; name the neurons",
        "[drive]~neurons = { fiel = 'x' }|:2: neurons: a table: must be ids, names in quotes or",
        "[drive]~neurons = { file = '' }|:2: file of ids '': name a file",
        "[drive]~neurons = 'sugar'~rate = -4|:3: rate = -4 Hz: must be finite and at least 0",
        "[drive2]~neurons = 'sugar'~rate = inf|:3: rate = inf Hz: must be finite",
        "[drive]~neurons = 'sugar'~rate = '4'|:3: rate = \"4\": must be a number",
        "[silence]~neurons = 1~mode = 'in'|:3: mode = \"in\": must be \"outgoing\" or \"both\"",
        "[parameters]~tau_m = 0|:1: parameter tau_m = 0: must be a finite number above 0",
        "[parameters]~tau_m = 'slow'|:2: tau_m = \"slow\": must be a number",
        "[sets]~a = 3|:2: set 'a': must be a list of ids, each once",
        "[sets]~a = [1, 2, 1]|:2: set 'a': neuron id 1 appears twice",
        "[sets]~a = [7.2e17]|:2: neuron id '7.2E17': must be a whole number with all its digits (a float or a spreadsheet",
        "[sets]~a = [0]|:2: neuron id '0': must be a whole number from 1",
        "[sets]~a = [-1]|:2: neuron id '-1': must be a whole number from 1",
        "[sets]~12 = [1]|:2: set name '12': must not be empty, be a number",
        "seed = 1~seed = 2|:2: is not TOML: seed previously defined at line 1",
        "[drive|:1: is not TOML:",
        "seed = |:1: is not TOML: Unexpected end of"
      })
  void badFile_namesLineKeyValueAndWhatIsAllowed(String text, String message) throws IOException {
    Path file = folder.resolve("bad.toml");
    Files.writeString(file, text.replace('~', '\n'));
    assertThatThrownBy(() -> ExperimentFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ":")
        .hasMessageContaining(message)
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("\n");
  }

  @Test
  void unreadableFile_isNamed() throws IOException {
    assertThatThrownBy(() -> ExperimentFile.read(folder.resolve("absent.toml")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("absent.toml: no such experiment file");
    assertThatThrownBy(() -> ExperimentFile.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is a folder; name a file");
    Path latin = folder.resolve("latin.toml");
    Files.write(latin, "name = 'é'".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ExperimentFile.read(latin))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("not a text file (UTF-8)");
  }

  static List<Recipe> presets() {
    return Presets.all();
  }

  @ParameterizedTest
  @MethodSource("presets")
  void preset_isTheSameAfterWritingAndReading(Recipe preset) {
    assertThat(ExperimentFile.parse(ExperimentText.of(preset), "text")).isEqualTo(preset);
  }

  @Property(tries = 300)
  void recipe_isTheSameAfterWritingAndReading(RandomGenerator random) {
    Recipe recipe = RandomRecipe.draw(random);
    String text = ExperimentText.of(recipe);
    assertThat(ExperimentFile.parse(text, "text")).as(text).isEqualTo(recipe);
  }

  /// Recipes that use every key, with names and paths that need quoting.
  private static final class RandomRecipe {
    private static final List<String> WORDS =
        List.of("sugar", "MN9_left", "my set", "a\"b\\c", "élan", "tab\tbed", "日本", "x.y");

    static Recipe draw(RandomGenerator random) {
      Recipe recipe =
          Recipe.DEFAULT
              .withName("n" + random.nextInt(100) + ".a-B_")
              .withDuration(1e-4 * (1 + random.nextInt(1_000_000)))
              .withSeed(random.nextLong())
              .withReadOut(references(random, 3))
              .withSilenced(references(random, 3))
              .withMissing(random.nextBoolean() ? Missing.SKIP : Missing.ERROR)
              .withSets(sets(random))
              .withParameters(
                  Map.of("w_syn", random.nextGaussian(), "tau_m", 1e-9 + random.nextDouble(1e6)));
      if (random.nextBoolean()) {
        recipe = recipe.withSilenceMode(Silence.Mode.BOTH);
      }
      if (random.nextInt(4) == 0) {
        recipe = recipe.withReplay(Path.of(WORDS.get(random.nextInt(WORDS.size())), "e.csv"));
      } else {
        recipe = recipe.withTrials(1 + random.nextInt(Integer.MAX_VALUE));
      }
      for (int place = random.nextInt(5); place >= 0; place--) {
        recipe = recipe.withDrive(place, stimulus(random, recipe.replay() == null));
      }
      for (int k = random.nextInt(3); k > 0; k--) {
        recipe = recipe.withFurtherChange(change(random));
      }
      return recipe;
    }

    @SuppressWarnings("NullAway") // overlooks @Nullable of a nested type in a class file
    private static TimedChange change(RandomGenerator random) {
      SortedMap<Integer, TimedChange.DriveChange> drives = new TreeMap<>();
      for (int place = 0; place < 2; place++) {
        if (random.nextBoolean()) {
          List<NeuronReference> neurons = random.nextBoolean() ? references(random, 2) : null;
          Double rate = neurons == null || random.nextBoolean() ? random.nextDouble(1e4) : null;
          drives.put(place, new TimedChange.DriveChange(neurons, rate));
        }
      }
      boolean hasRate = drives.values().stream().anyMatch(drive -> drive.rate() != null);
      double time = random.nextDouble();
      Silence.@Nullable Mode mode = random.nextBoolean() ? Silence.Mode.BOTH : null;
      return new TimedChange(
          time,
          random.nextBoolean() ? Double.POSITIVE_INFINITY : time + 1,
          hasRate && random.nextBoolean() ? random.nextDouble() : 0,
          random.nextBoolean() ? TimedChange.EVERY : 0.5 + random.nextDouble(),
          drives,
          drives.isEmpty() || random.nextBoolean() ? references(random, 2) : null,
          mode,
          new Origin("anywhere"));
    }

    private static Stimulus stimulus(RandomGenerator random, boolean mayHaveRate) {
      Double rate = mayHaveRate && random.nextBoolean() ? random.nextDouble(1e4) : null;
      return new Stimulus(references(random, 4), rate);
    }

    private static List<NeuronReference> references(RandomGenerator random, int most) {
      List<NeuronReference> references = new ArrayList<>();
      for (int k = random.nextInt(most + 1); k > 0; k--) {
        String word = WORDS.get(random.nextInt(WORDS.size()));
        references.add(
            switch (random.nextInt(3)) {
              case 0 -> new NeuronReference.Id(random.nextLong(Long.MAX_VALUE));
              case 1 -> new NeuronReference.Name(word);
              default -> new NeuronReference.InFile(Path.of("ids", word + ".txt"));
            });
      }
      return references;
    }

    private static Map<String, List<Long>> sets(RandomGenerator random) {
      Map<String, List<Long>> sets = new LinkedHashMap<>();
      for (String word : WORDS.subList(2, 2 + random.nextInt(WORDS.size() - 1))) {
        if (word.indexOf('\t') < 0) {
          sets.put(
              word, random.longs(random.nextInt(4), 0, Long.MAX_VALUE).distinct().boxed().toList());
        }
      }
      return sets;
    }
  }

  @Test
  void bracketsWithoutEnd_areRefused() {
    assertThatThrownBy(
            () -> ExperimentFile.parse("seed = 1\nread_out = " + "[".repeat(50_000), "deep.toml"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("deep.toml:2: more than 100 nested brackets");
  }
}
