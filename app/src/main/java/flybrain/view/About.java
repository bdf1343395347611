package flybrain.view;

import flybrain.Version;
import flybrain.annotation.AnnotationColumn;
import flybrain.connectome.Connectome;
import flybrain.experiment.NamedSet;
import flybrain.experiment.NeuronSets;
import flybrain.experiment.Presets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Says what is looked at.
final class About {
  private final ViewedBrain viewed;
  private final Session session;
  private final Positions positions;

  About(ViewedBrain viewed, Session session, Positions positions) {
    this.viewed = viewed;
    this.session = session;
    this.positions = positions;
  }

  Answer answer(Query query) {
    query.allow();
    Connectome connectome = viewed.connectome();
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("flybrain", Version.number());
    Map<String, Object> brain = new LinkedHashMap<>();
    brain.put("name", connectome.name());
    brain.put("origin", viewed.source().origin());
    brain.put("synthetic", viewed.source().isSynthetic());
    brain.put("neurons", connectome.neurons().size());
    brain.put("connections", connectome.connections().size());
    brain.put("sha256", connectome.fingerprint());
    brain.put("notices", viewed.notices());
    about.put("connectome", brain);
    about.put("dt", session.dt() * 1000);
    about.put("seed", viewed.start().seed());
    about.put("experiment", viewed.start().name());
    about.put("layout", Map.of("source", positions.source(), "note", positions.note()));
    about.put(
        "annotations",
        connectome.annotations().columns().stream().map(AnnotationColumn::name).toList());
    about.put("sets", sets(connectome));
    about.put("experiments", Presets.names());
    return Answer.json(about);
  }

  private List<Map<String, Object>> sets(Connectome connectome) {
    List<Map<String, Object>> sets = new ArrayList<>();
    for (NamedSet set : NeuronSets.builtIn().with(viewed.start().sets()).all()) {
      long there =
          set.idsFor(connectome.neurons()).stream()
              .filter(id -> connectome.neurons().indexOf(id) >= 0)
              .count();
      if (there > 0) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("name", set.name());
        described.put("neurons", there);
        described.put("text", set.name());
        described.put("kind", set.kind().name().toLowerCase(java.util.Locale.ROOT));
        described.put("about", set.about());
        sets.add(described);
      }
    }
    return sets;
  }
}
