package flybrain.view;

import flybrain.InputException;
import flybrain.annotation.AnnotationColumn;
import flybrain.connectome.Connections;
import flybrain.connectome.Connectome;
import flybrain.experiment.NeuronNames;
import flybrain.live.FiringRatesNow;
import flybrain.live.LiveBrain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is known of one neuron: annotations, partners, and how it does in each branch.
final class NeuronFacts {
  private static final int MOST_PARTNERS = 20;

  private final Connectome connectome;
  private final Session session;
  private final NeuronNames names;

  /// A partner with the signed number of synapses of the connection.
  private record Partner(int neuron, int synapses) {}

  /// What a neuron does in one branch.
  private record Doing(double rate, double potential, double synaptic) {}

  NeuronFacts(Connectome connectome, Session session, NeuronNames names) {
    this.connectome = connectome;
    this.session = session;
    this.names = names;
  }

  Answer answer(Query query) throws Exception {
    int index = query.allow("index").whole("index", 0, connectome.neurons().size() - 1, null);
    List<Doing> doing =
        session.answer(
            () -> session.branches().stream().map(branch -> doing(branch.brain(), index)).toList());
    List<Partner> inputs = inputs(index);
    List<Partner> outputs = outputs(index);
    long id = connectome.neurons().id(index);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("index", index);
    facts.put("id", Long.toString(id));
    facts.put("name", names.name(id));
    facts.put("annotations", annotations(index));
    facts.put("rates", doing.stream().map(Doing::rate).toList());
    facts.put("v", doing.stream().map(Doing::potential).toList());
    facts.put("g", doing.stream().map(Doing::synaptic).toList());
    facts.put("inputs", strongest(inputs));
    facts.put("outputs", strongest(outputs));
    facts.put("inputCount", inputs.size());
    facts.put("outputCount", outputs.size());
    return Answer.json(facts);
  }

  private static Doing doing(LiveBrain brain, int index) {
    return new Doing(rate(brain, index), brain.potential(index), brain.synapticInput(index));
  }

  /// Over the last second, or, where so much fires that not all of it is remembered, less.
  private static double rate(LiveBrain brain, int index) {
    for (double window = 1; window > 0.005; window /= 10) {
      try {
        FiringRatesNow rates = brain.rates(window);
        int place = Arrays.binarySearch(rates.neurons(), index);
        return place < 0 ? 0 : rates.rates()[place];
      } catch (InputException _) {
        // Forgotten in part.
      }
    }
    return 0;
  }

  private Map<String, String> annotations(int index) {
    Map<String, String> annotations = new LinkedHashMap<>();
    for (AnnotationColumn column : connectome.annotations().columns()) {
      String value = column.value(index);
      if (!value.isEmpty()) {
        annotations.put(column.name(), value);
      }
    }
    return annotations;
  }

  private List<Partner> outputs(int index) {
    Connections connections = connectome.connections();
    List<Partner> outputs = new ArrayList<>();
    for (int k = connections.rowStart(index); k < connections.rowStart(index + 1); k++) {
      outputs.add(new Partner(connections.target(k), connections.weight(k)));
    }
    return outputs;
  }

  private List<Partner> inputs(int index) {
    Connections connections = connectome.connections();
    List<Partner> inputs = new ArrayList<>();
    for (int neuron = 0; neuron < connections.neurons(); neuron++) {
      int end = connections.rowStart(neuron + 1);
      for (int k = connections.rowStart(neuron); k < end; k++) {
        if (connections.target(k) == index) {
          inputs.add(new Partner(neuron, connections.weight(k)));
        }
      }
    }
    return inputs;
  }

  private List<Map<String, Object>> strongest(List<Partner> partners) {
    return partners.stream()
        .sorted(
            Comparator.comparingInt((Partner partner) -> -Math.abs(partner.synapses))
                .thenComparingInt(Partner::neuron))
        .limit(MOST_PARTNERS)
        .map(partner -> {
          Map<String, Object> described = described(connectome, names, partner.neuron);
          described.put("synapses", partner.synapses);
          return described;
        })
        .toList();
  }

  /// A neuron as lists have it.
  static Map<String, Object> described(Connectome connectome, NeuronNames names, int neuron) {
    long id = connectome.neurons().id(neuron);
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("index", neuron);
    described.put("id", Long.toString(id));
    described.put("label", names.label(id));
    return described;
  }
}
