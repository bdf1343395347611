package flybrain.campaign;

import flybrain.InputException;
import flybrain.files.Checksum;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// What a campaign is made from: everything that its results depend on.
///
/// It is the key-value metadata of the tables in the campaign's folder, and `provenance.toml`
/// there.
public final class CampaignProvenance {
  static final String FILE = "provenance.toml";

  private static final String NAME = "flybrain.campaign";

  /// Where the campaign file was, which changes no result.
  private static final String ORIGIN = "flybrain.campaign.file";

  /// The connectome that was asked for, which may be a folder.
  private static final String ASKED = "flybrain.campaign.connectome";

  private static final String EXPERIMENTS = "flybrain.campaign.experiments";
  private static final String SPIKES = "flybrain.campaign.spikes";
  private static final String PLAN = "flybrain.campaign.plan.sha256";
  private static final String TEXT = "flybrain.campaign.sha256";

  private static final List<String> OF_EXPERIMENTS =
      List.of("flybrain.experiment", PLAN, EXPERIMENTS);

  private final Map<String, String> facts;
  private final String origin;
  private final String asked;

  private CampaignProvenance(Map<String, String> facts, String origin, String asked) {
    this.facts = new TreeMap<>(facts);
    this.origin = origin;
    this.asked = asked;
  }

  /// @param base provenance of the base experiment on its connectome
  /// @param file of the campaign
  /// @param planned the experiments of all steps that do not depend on results, as text
  /// @param experiments number of all experiments, at most
  static CampaignProvenance of(
      Campaign campaign, Map<String, String> base, Path file, String planned, int experiments) {
    Map<String, String> facts = new LinkedHashMap<>(base);
    facts.remove("flybrain.warnings");
    facts.put(NAME, campaign.name());
    facts.put(TEXT, sha256(campaign.text()));
    facts.put(PLAN, sha256(planned));
    facts.put(EXPERIMENTS, Integer.toString(experiments));
    facts.put(SPIKES, Boolean.toString(campaign.spikes()));
    return new CampaignProvenance(
        facts,
        file.toAbsolutePath().toString(),
        Objects.requireNonNullElse(campaign.connectome(), ""));
  }

  private static String sha256(String text) {
    return sha256(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String sha256(byte[] bytes) {
    return Checksum.sha256().add(bytes).hex();
  }

  static Path file(Path folder) {
    return folder.resolve(FILE);
  }

  /// Whether a folder is the folder of a campaign.
  ///
  /// @throws InputException if its provenance is damaged
  public static boolean isIn(Path folder) throws IOException {
    return FactsFile.readIfThere(file(folder)).containsKey(NAME);
  }

  /// The provenance in the folder of a campaign.
  ///
  /// @throws InputException if it is not such a folder
  public static CampaignProvenance read(Path folder) throws IOException {
    Map<String, String> facts = FactsFile.readIfThere(file(folder));
    if (!facts.containsKey(NAME)) {
      throw new InputException(
          folder + ": is not a folder of a campaign (it has no %s of a campaign)".formatted(FILE));
    }
    String origin = Objects.requireNonNullElse(facts.remove(ORIGIN), "");
    String asked = Objects.requireNonNullElse(facts.remove(ASKED), "");
    return new CampaignProvenance(facts, origin, asked);
  }

  void writeTo(Path folder) throws IOException {
    Map<String, String> all = new TreeMap<>(facts);
    all.put(ORIGIN, origin);
    all.put(ASKED, asked);
    FactsFile.write(folder.resolve(FILE), all);
  }

  /// The facts by key, `flybrain.*`, as spike files have them; ascending by key.
  public Map<String, String> facts() {
    return facts;
  }

  /// A fact, empty if it is not there.
  public String fact(String key) {
    return facts.getOrDefault(key, "");
  }

  /// The file that the campaign was read from, which need not be there any more.
  public Path origin() {
    return Path.of(origin);
  }

  /// The campaign again, as it was started.
  ///
  /// @param folder of the campaign, with a copy of its file
  /// @throws InputException if a file that it names is gone, or if the copy was changed, so it does
  ///   not describe the results
  public Campaign campaign(Path folder) throws IOException {
    Path copy = folder.resolve(CampaignStore.FILE);
    if (!Files.exists(copy)) {
      throw new InputException(
          copy + ": is missing; put the campaign file back, or run it in another folder (--out)");
    }
    byte[] bytes = Files.readAllBytes(copy);
    if (!sha256(bytes).equals(fact(TEXT))) {
      throw new InputException(
          copy
              + ": was changed since the campaign was started; put it back, or run the changed"
              + " campaign in another folder (--out)");
    }
    Campaign begun =
        CampaignFile.parse(origin(), new String(bytes, StandardCharsets.UTF_8))
            .withTrials(Integer.parseInt(fact("flybrain.n_run")))
            .withConnectome(asked.isEmpty() ? null : asked);
    return Boolean.parseBoolean(fact(SPIKES)) ? begun.withSpikes() : begun;
  }

  /// Number of experiments, at most where a step depends on results.
  public int experiments() {
    return Integer.parseInt(facts.getOrDefault(EXPERIMENTS, "0"));
  }

  /// Refuses to continue a folder whose results would not fit.
  void requireSame(Path folder) throws IOException {
    CampaignProvenance before = read(folder);
    for (String key : List.of("flybrain.version", "flybrain.connectome.sha256", TEXT)) {
      requireSame(folder, before, key);
    }
    // A number that changed is named before the experiments that changed with it.
    for (String key : facts.keySet()) {
      if (!OF_EXPERIMENTS.contains(key)) {
        requireSame(folder, before, key);
      }
    }
    for (String key : OF_EXPERIMENTS) {
      requireSame(folder, before, key);
    }
  }

  private void requireSame(Path folder, CampaignProvenance before, String key) {
    String was = before.fact(key);
    String is = fact(key);
    if (!was.equals(is)) {
      throw new InputException(
          "%s: %s; start again in another folder (--out), or delete this one"
              .formatted(folder, change(before, key, was, is)));
    }
  }

  private String change(CampaignProvenance before, String key, String was, String is) {
    return switch (key) {
      case "flybrain.version" -> "was started by flybrain %s, and this is %s".formatted(was, is);
      case "flybrain.connectome.sha256" ->
          "was started on connectome %s, and %s is not the same"
              .formatted(before.fact("flybrain.connectome"), fact("flybrain.connectome"));
      case TEXT ->
          (origin().endsWith(CampaignSource.origin())
                  ? "was started with other options (%s there has them)"
                  : "the campaign file has changed since (%s there is the old one)")
              .formatted(CampaignStore.FILE);
      case "flybrain.experiment", PLAN, EXPERIMENTS ->
          "the experiments have changed since: another experiment file, another set or file of ids";
      default ->
          "was started with %s = %s, and it is %s now"
              .formatted(key.substring(key.lastIndexOf('.') + 1), was, is);
    };
  }
}
