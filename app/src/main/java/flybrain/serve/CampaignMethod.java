package flybrain.serve;

import flybrain.InputException;
import flybrain.Progress;
import flybrain.campaign.Campaign;
import flybrain.campaign.CampaignFile;
import flybrain.campaign.CampaignProvenance;
import flybrain.campaign.CampaignResults;
import flybrain.campaign.CampaignRun;
import flybrain.connectome.ConnectomeStore;
import flybrain.engine.Engines;
import flybrain.files.Outputs;
import flybrain.requests.Params;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Runs a campaign in a folder, or what is left of it.
final class CampaignMethod implements Method {
  private final Brains brains;

  CampaignMethod(Brains brains) {
    this.brains = brains;
  }

  @Override
  public Reply answer(Params params, Progress progress) throws IOException {
    params.allow("brain", "file", "text", "name", "out", "n_run", "threads");
    OpenBrain brain = brains.of(params);
    Path out = params.path("out");
    if (out == null) {
      throw params.wrong("out", "the folder of the results");
    }
    Path file = file(params);
    Campaign campaign =
        params.has("text")
            ? CampaignFile.parse(file, params.text("text"))
            : CampaignFile.read(file);
    // Resumed in a shell it must find this brain, not one that the file names or the default.
    campaign = campaign.withConnectome(ConnectomeStore.standard().nameOrFolder(brain.source()));
    if (params.has("n_run")) {
      campaign = campaign.withTrials(params.count("n_run", 1));
    }
    new Outputs()
        .reads("the campaign", params.has("text") ? null : file)
        .reads("neuron ids or events", campaign.base().files())
        .reads("the connectome", brain.source().paths())
        .writes("out", out)
        .check();
    List<String> warnings = new ArrayList<>();
    int threads =
        params.has("threads")
            ? params.count("threads", 1)
            : Runtime.getRuntime().availableProcessors();
    CampaignRun run =
        new CampaignRun(
            campaign,
            file,
            brain.laboratory(),
            name -> ConnectomeStore.standard().open(name, warnings::add),
            Engines.EVENT,
            threads,
            warnings::add);
    CampaignProvenance provenance = run.check();
    double dt = campaign.base().parameters().dt();
    CampaignResults results =
        run.run(
            out,
            provenance,
            RequestProgress.in(progress, "brain-seconds", 1000 / dt),
            (_, _) -> {});
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("name", campaign.name());
    result.put("out", out.toString());
    result.put("experiments", results.experiments().size());
    result.put("tables", results.tables().stream().map(Path::toString).toList());
    result.put("warnings", warnings);
    return Reply.of(result);
  }

  /// The file, or what a text is called, which gives the campaign its name.
  private static Path file(Params params) {
    if (params.has("file") == params.has("text")) {
      throw new InputException("campaign needs one of the parameters file, text");
    }
    Path file = params.path("file");
    if (file != null) {
      return file;
    }
    Path name = params.path("name");
    return Path.of((name == null ? "campaign" : name) + ".toml");
  }
}
