package flybrain.fuzz;

import flybrain.connectome.ConnectomeStore;
import flybrain.files.Checksum;
import flybrain.parquet.Column;
import flybrain.parquet.ColumnBatch;
import flybrain.parquet.Compression;
import flybrain.parquet.ParquetWriter;
import flybrain.spikes.SpikeFileWriter;
import flybrain.spikes.TrialSink;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Sound files of every kind: those of other programs from the tests' resources, and ours.
final class SoundFiles {
  private static final Path CORE = Path.of("../core/src/test/resources/flybrain");
  private static final Path APP = Path.of("src/test/resources/flybrain");
  private static final List<Column> SPIKES =
      List.of(Column.float64("time_ms"), Column.int64("trial"), Column.int64("flywire_id"));

  private final Path folder;
  private final Path brain;
  private final Path run;

  /// @param folder for a brain and a run
  SoundFiles(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.brain = Files.createDirectories(folder.resolve("brain"));
    this.run = Files.createDirectories(folder.resolve("run"));
    Files.write(brain.resolve("completeness.csv"), completeness());
    Files.copy(CORE.resolve("connectome/snappy.parquet"), brain.resolve("connectivity.parquet"));
    for (var table : runTables().entrySet()) {
      Files.write(run.resolve(table.getKey()), table.getValue());
    }
    Files.write(run.resolve("event_t0.1s_n2.parquet"), ownSpikes("event_t0.1s_n2.parquet"));
  }

  /// A folder with a connectome.
  Path brain() {
    return brain;
  }

  /// A folder with results.
  Path run() {
    return run;
  }

  /// Spike files of other programs, all schemas and codecs; those that are wrong among them.
  static Map<String, byte[]> spikes() throws IOException {
    Map<String, byte[]> files = parquet(CORE.resolve("spikes"));
    files.putAll(parquet(APP.resolve("compare/results/schemas/round_01")));
    return files;
  }

  /// Ours, whose pages have checksums.
  Map<String, byte[]> ownSpikes() throws IOException {
    return Map.of("event_t0.1s_n2.parquet", ownSpikes("own.parquet"), "s.parquet", snappy());
  }

  static Map<String, byte[]> connectivity() throws IOException {
    return parquet(CORE.resolve("connectome"));
  }

  /// Of all types of columns, without compression and with both, a dictionary that grows among
  /// them.
  static Map<String, byte[]> arrow() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name :
        List.of("types.arrow", "types-lz4.arrow", "types-zstd.arrow", "growing.arrow")) {
      files.put(name, Files.readAllBytes(CORE.resolve("arrow").resolve(name)));
    }
    return files;
  }

  static byte[] completeness() {
    // The neurons that the connectivity files of the tests are of.
    return text(
        ",Completed\n"
            + Stream.of(5, 1, 9, 3, 7)
                .map(id -> "72057594060000000%d,True\n".formatted(id))
                .collect(Collectors.joining()));
  }

  /// The brain as it is kept in the cache.
  Map<String, byte[]> cache() throws IOException {
    Path cache = Files.createDirectories(folder.resolve("cache"));
    new ConnectomeStore(brain, cache, cache).open(brain.toString(), _ -> {});
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.list(cache)) {
      for (Path file : all.toList()) {
        files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /// Tables as text, packed text, and Arrow.
  static Map<String, byte[]> edges() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>(textEdges());
    for (String name :
        List.of(
            "codex/connections_princeton.csv.gz",
            "codex-no-header/connections_no_threshold.csv.gz",
            "cave/proofread_connections_783.feather")) {
      Path file = CORE.resolve("published").resolve(name);
      files.put(name.replace('/', '-'), Files.readAllBytes(file));
    }
    return files;
  }

  private static Map<String, byte[]> textEdges() {
    return Map.of(
        "codex.csv",
        text(
            """
            pre_root_id,post_root_id,neuropil,syn_count,nt_type
            720575940605876866,720575940629174889,GNG,7,ACH
            720575940605876866,720575940608788840,GNG,12,GABA
            """),
        "scores.tsv",
        text(
            """
            pre_pt_root_id\tpost_pt_root_id\tsyn_count\tgaba_avg\tach_avg\tglut_avg\toct_avg\tser_avg\tda_avg
            11\t22\t5\t0.1\t0.6\t0.1\t0.1\t0.05\t0.05
            """),
        "signed.csv",
        text("source,target,weight\n1,2,-5\n2,3,7\n3,1,1\n"));
  }

  static Map<String, byte[]> idChanges() {
    return Map.of(
        "update_ids.csv",
        text("root_id,old_id,new_id,confidence\n5,11,22,1.0\n6,11,33,0.5\n7,12,0,\n"));
  }

  static Map<String, byte[]> annotations() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name :
        List.of(
            "classification.csv.gz",
            "coordinates.csv.gz",
            "neuron_annotations.tsv",
            "male-body-annotations.feather",
            "banc-meta.parquet")) {
      files.put(name, Files.readAllBytes(CORE.resolve("annotation").resolve(name)));
    }
    return files;
  }

  /// The notes beside the brain's files.
  Map<String, byte[]> notes() throws IOException {
    Path cache = Files.createDirectories(folder.resolve("notes"));
    String sum =
        new ConnectomeStore(brain, cache, cache).open(brain.toString(), _ -> {}).fingerprint();
    return Map.of(
        "connectome.json",
        text("{\"sha256\": \"" + sum + "\", \"w_syn\": 0.3, \"w_syn_source\": \"me\"}\n"));
  }

  static Map<String, byte[]> ids() {
    return Map.of(
        "ids.txt",
        text("# driven\n720575940624963786\n720575940630233916, 720575940637568838\n"),
        "ids.csv",
        text("flywire_id,name\n720575940624963786,a\n720575940630233916,b\n"));
  }

  static Map<String, byte[]> experiments() {
    return Map.of(
        "sugar.toml",
        text(
            """
            name = "sugar_with_bitter"
            t_run = 1.0
            n_run = 30
            seed = 1
            read_out = ["MN9_left", 720575940660219265]
            missing = "skip"
            [drive]
            neurons = "sugar"
            rate = 150.0
            [drive2]
            neurons = ["bitter", 720575940624963786]
            rate = 60.0
            [silence]
            neurons = [720575940617937543]
            mode = "both"
            [parameters]
            w_syn = 0.275
            t_ref = 2.2
            [sets]
            mine = [720575940617937543, 720575940624963786]
            """));
  }

  static Map<String, byte[]> campaigns() {
    return Map.of(
        "screen.toml",
        text(
            """
            experiment = "sugar"
            n_run = 20
            read_out = ["MN9_left"]
            threshold = 0.8
            q = 0.05
            spikes = false
            [[step]]
            name = "dose"
            rates = [25, 50, 100]
            [[step]]
            name = "silence"
            silence_each = { most_active = 20, of = "dose", at = 100, driven = true }
            w_syn = [0.2, 0.3]
            names = "{step}-{id}_{w_syn}"
            control = "base"
            """));
  }

  static Map<String, byte[]> sets() {
    return Map.of(
        "sets.json",
        text("{\"a\": [720575940617937543, 12], \"b\": [\"720575940624963786\"]}"),
        "text.pickle",
        text("(dp0\nVa\np1\n(lp2\nL720575940617937543L\naI12\nas."),
        "binary.pickle",
        pickle());
  }

  static Map<String, byte[]> replay() {
    return Map.of("events.csv", text("step,neuron_index\n0,3\n17,99\n999,0\n"));
  }

  static Map<String, byte[]> results() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : List.of("suite.csv", "july.csv", "quoted.csv", "index.csv")) {
      byte[] all = Files.readAllBytes(APP.resolve("bench").resolve(name));
      files.put(name, Arrays.copyOf(all, Math.min(all.length, 1500)));
    }
    return files;
  }

  /// The tables of a labelled run.
  Map<String, byte[]> runTables() throws IOException {
    Path spikes = Files.write(folder.resolve("spikes"), ownSpikes("event_t0.1s_n2.parquet"));
    String row = "run,1,flybrain event (CPU),event,sugar (200.0 Hz),sugar,2,0.1";
    return Map.of(
        "checksums.sha256",
        text(Checksum.sha256().add(spikes, _ -> {}).hex() + "  event_t0.1s_n2.parquet\n"),
        "manifest.csv",
        text(
            "run_label,round,framework,backend_key,experiment,experiment_key,n_run,t_run,spike_path,spikes,active_neurons,status,timestamp,spike_schema_version,spike_time_column,spike_time_unit\n"
                + row
                + ",event_t0.1s_n2.parquet,60,5,success,2026-03-05 15:27:12,1,time_ms,ms\n"),
        "benchmark-results.csv",
        text(
            """
            framework,n_run,t_run,setup_time,build_time,sim_time,total_time,realtime_ratio,spikes,active_neurons,status,timestamp,backend_key,experiment,experiment_key,run_label,round,spike_path
            flybrain event (CPU),2,0.1,0.1,0.0,0.2,0.3,1.0,60,5,success,2026-03-05 15:27:12,event,sugar,sugar,run,1,event_t0.1s_n2.parquet
            """));
  }

  private byte[] ownSpikes(String name) throws IOException {
    Path file = folder.resolve(name);
    Map<String, String> provenance =
        Map.of("flybrain.version", "1", "flybrain.t_run", "0.1", "flybrain.n_run", "2");
    try (SpikeFileWriter writer = new SpikeFileWriter(file, 0.1, i -> 100 + i, provenance)) {
      for (int trial = 0; trial < 2; trial++) {
        int[] steps = new int[30];
        int[] neurons = new int[30];
        for (int i = 0; i < 30; i++) {
          steps[i] = 31 * i + trial;
          neurons[i] = i % 5;
        }
        TrialSink sink = writer.begin(trial);
        sink.spikes(steps, neurons, 30);
        sink.end();
      }
      writer.commit();
    }
    return Files.readAllBytes(file);
  }

  private byte[] snappy() throws IOException {
    Path file = folder.resolve("snappy.parquet");
    ColumnBatch batch = new ColumnBatch(SPIKES, 200);
    batch.setRows(200);
    for (int i = 0; i < 200; i++) {
      batch.doubles(0)[i] = i / 10.0;
      batch.longs(1)[i] = i / 100;
      batch.longs(2)[i] = 720575940600000000L + i * 31 % 17;
    }
    try (ParquetWriter writer = new ParquetWriter(file, SPIKES, Compression.SNAPPY, Map.of())) {
      writer.write(batch);
      writer.commit();
    }
    return Files.readAllBytes(file);
  }

  private static Map<String, byte[]> parquet(Path folder) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.filter(path -> path.toString().endsWith(".parquet")).toList()) {
        files.put(String.valueOf(file.getFileName()), Files.readAllBytes(file));
      }
    }
    return files;
  }

  /// What Python's `pickle.dumps({"a": [1, 300, 70000, 720575940617937543]}, 4)` gives.
  private static byte[] pickle() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(
        new byte[] {(byte) 0x80, 4, '}', (byte) 0x94, (byte) 0x8c, 1, 'a', (byte) 0x94, ']'});
    bytes.writeBytes(new byte[] {(byte) 0x94, '(', 'K', 1, 'M', 0x2c, 1, 'J', 0x70, 0x11, 1, 0});
    bytes.writeBytes(new byte[] {(byte) 0x8a, 8, 7, 5, 0x6f, 0x25, 0, 0, 0, 0x0a, 'e', 's', '.'});
    return bytes.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
