package flybrain.view;

import flybrain.InputException;
import flybrain.NearestName;
import flybrain.annotation.AnnotationColumn;
import flybrain.connectome.Connectome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The groups into which an annotation parts the neurons, to colour them by.
final class Groups {
  private final Connectome connectome;

  Groups(Connectome connectome) {
    this.connectome = connectome;
  }

  Answer answer(Query query) {
    String name = query.allow("by").text("by");
    AnnotationColumn column =
        connectome.annotations().column(name).orElseThrow(() -> unknown(name));
    int[] codes = new int[connectome.neurons().size()];
    for (int neuron = 0; neuron < codes.length; neuron++) {
      codes[neuron] = column.code(neuron) - 1;
    }
    Map<String, Object> groups = new LinkedHashMap<>();
    groups.put("values", column.values());
    groups.put("codes", codes);
    return Answer.json(groups);
  }

  private InputException unknown(String name) {
    List<String> names =
        connectome.annotations().columns().stream().map(AnnotationColumn::name).toList();
    return new InputException(
        "by = %s: is not an annotation of %s%s; allowed: %s"
            .formatted(
                name,
                connectome.name(),
                NearestName.hint(name, names),
                names.isEmpty() ? "none, it has no annotations" : String.join(", ", names)));
  }
}
