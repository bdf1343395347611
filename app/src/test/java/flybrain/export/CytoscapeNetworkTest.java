package flybrain.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import flybrain.connectome.ConnectionsBuilder;
import flybrain.connectome.Connectome;
import flybrain.connectome.Neurons;
import flybrain.export.ExportedRuns.Spike;
import flybrain.spikes.FiringRates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// A brain of five neurons, of which 33, 11 and 44 are exported: 11 excites 33 by 7 synapses and
/// itself by 2, 33 inhibits 44 by 5, 44 excites 11 by 1; connections of 22 and 55 are left out.
class CytoscapeNetworkTest {
  private static final long[] IDS = {11, 22, 33, 44, 55};
  private static final Connectome BRAIN =
      Connectome.of(
          "five",
          new Neurons(IDS),
          new ConnectionsBuilder(5)
              .add(0, 2, 7)
              .add(0, 0, 2)
              .add(0, 1, 100)
              .add(1, 2, 100)
              .add(2, 3, -5)
              .add(3, 0, 1)
              .add(3, 4, 9)
              .build());

  @TempDir private Path folder;

  /// Trials of 1 s, in which 33 fires 1, 3 and 0 times, 11 twice in each, and 44 never.
  private ExportedRun run(String name, List<String> names, List<String> types) throws IOException {
    List<Spike> spikes = new ArrayList<>();
    for (int trial = 0; trial < 3; trial++) {
      spikes.add(new Spike(trial, 5, 11));
      spikes.add(new Spike(trial, 15, 11));
    }
    spikes.add(new Spike(0, 1, 33));
    IntStream.range(0, 3).forEach(k -> spikes.add(new Spike(1, k, 33)));
    Path file = ExportedRuns.write(folder.resolve("a.parquet"), false, spikes);
    return new ExportedRun(
        file,
        name,
        Map.of(),
        FiringRates.of(file, 1, 3),
        new ExportedNeurons(
            new long[] {33, 11, 44},
            new int[] {2, 0, 3},
            names,
            types,
            List.of("left", "", "right")));
  }

  private ExportedRun run() throws IOException {
    return run("sugar", List.of("MN9_left", "", ""), List.of("", "GRN", ""));
  }

  private static List<List<String>> rows(Path file) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      csv.forEach(row -> rows.add(row.getFields()));
    }
    return rows;
  }

  /// Mean of 1, 3, 0 is 4/3; their population standard deviation is the root of 14/9.
  @Test
  void nodes_haveWhatIsKnownAndTheirRates() throws IOException {
    Path out = folder.resolve("net");
    CytoscapeNetwork.write(run(), BRAIN, 1, out);
    List<List<String>> rows = rows(out.resolve("nodes.csv"));
    assertThat(rows)
        .extracting(row -> row.subList(0, 5))
        .containsExactly(
            List.of("33", "2", "MN9_left", "", "left"),
            List.of("11", "0", "", "GRN", ""),
            List.of("44", "3", "", "", "right"));
    // Sums are rounded in some order.
    assertThat(Double.parseDouble(rows.getFirst().get(5))).isCloseTo(4.0 / 3, within(1e-12));
    assertThat(Double.parseDouble(rows.getFirst().get(6)))
        .isCloseTo(Math.sqrt(14.0 / 9), within(1e-12));
    assertThat(rows.get(1).subList(5, 7)).containsExactly("2.0", "0.0");
    assertThat(rows.get(2).subList(5, 7)).containsExactly("0.0", "0.0");
  }

  /// By presynaptic neuron in the order of the export.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 33-44 inhibits 5 -5; 11-11 excites 2 2; 11-33 excites 7 7; 44-11 excites 1 1",
        "2 | 33-44 inhibits 5 -5; 11-11 excites 2 2; 11-33 excites 7 7",
        "5 | 33-44 inhibits 5 -5; 11-33 excites 7 7",
        "6 | 11-33 excites 7 7",
        "8 | ''"
      })
  void edges_areConnectionsAmongThemWithEnoughSynapses(int least, String edges) throws IOException {
    Path out = folder.resolve("net");
    CytoscapeNetwork.write(run(), BRAIN, least, out);
    List<String> found = new ArrayList<>();
    for (List<String> row : rows(out.resolve("edges.csv"))) {
      found.add(row.get(0) + "-" + String.join(" ", row.subList(1, row.size())));
    }
    assertThat(String.join("; ", found)).isEqualTo(edges);

    Path graph = folder.resolve("net.graphml");
    CytoscapeNetwork.write(run(), BRAIN, least, graph);
    List<String> ofGraph = new ArrayList<>();
    for (Element edge : elements(graph, "edge")) {
      ofGraph.add(
          "%s-%s %s"
              .formatted(
                  edge.getAttribute("source"),
                  edge.getAttribute("target"),
                  String.join(" ", data(edge).values())));
    }
    assertThat(String.join("; ", ofGraph)).isEqualTo(edges);
  }

  @Test
  void graph_declaresTheAttributesThatItHas() throws IOException {
    Path graph = folder.resolve("net.graphml");
    CytoscapeNetwork.write(run(), BRAIN, 1, graph);
    Map<String, String> types = new LinkedHashMap<>();
    for (Element key : elements(graph, "key")) {
      assertThat(key.getAttribute("attr.name")).isEqualTo(key.getAttribute("id"));
      types.put(
          key.getAttribute("for") + " " + key.getAttribute("id"), key.getAttribute("attr.type"));
    }
    assertThat(types)
        .containsEntry("node flywire_id", "string")
        .containsEntry("node rate_hz", "double")
        .containsEntry("edge weight", "int")
        .hasSize(10);
    Element whole = elements(graph, "graph").getFirst();
    assertThat(whole.getAttribute("edgedefault")).isEqualTo("directed");
    assertThat(whole.getAttribute("id")).isEqualTo("sugar");
    List<Element> nodes = elements(graph, "node");
    assertThat(nodes).extracting(node -> node.getAttribute("id")).containsExactly("33", "11", "44");
    assertThat(data(nodes.get(1)))
        .as("what is not known is left out")
        .isEqualTo(
            Map.of(
                "flywire_id",
                "11",
                "neuron_index",
                "0",
                "cell_type",
                "GRN",
                "rate_hz",
                "2.0",
                "rate_sd_hz",
                "0.0"));
    for (Element node : nodes) {
      data(node).keySet().forEach(key -> assertThat(types).containsKey("node " + key));
    }
  }

  /// Tables of neurons and files of other programs may have any text.
  @ParameterizedTest
  @ValueSource(strings = {"<a> & \"b\" 'c'", "é 🧠 ]]>", "a,b;\"c\""})
  void anyText_isReadBack(String text) throws IOException {
    ExportedRun odd = run(text, List.of(text, "", ""), List.of("", text, ""));
    Path graph = folder.resolve("net.graphml");
    CytoscapeNetwork.write(odd, BRAIN, 1, graph);
    assertThat(elements(graph, "graph").getFirst().getAttribute("id")).isEqualTo(text);
    List<Element> nodes = elements(graph, "node");
    assertThat(data(nodes.get(0))).containsEntry("neuron_name", text);
    assertThat(data(nodes.get(1))).containsEntry("cell_type", text);
    Path out = folder.resolve("net");
    CytoscapeNetwork.write(odd, BRAIN, 1, out);
    assertThat(rows(out.resolve("nodes.csv")).getFirst().get(2)).isEqualTo(text);
  }

  /// XML has no form for them, so a file with them could not be read.
  @Test
  void charactersThatXmlCannotHave_areReplaced() throws IOException {
    String text = "a\u0001b\u001bc\uffffd\te";
    Path graph = folder.resolve("net.graphml");
    CytoscapeNetwork.write(run(text, List.of(text, "", ""), List.of("", "", "")), BRAIN, 1, graph);
    String expected = "a\ufffdb\ufffdc\ufffdd\te";
    assertThat(data(elements(graph, "node").getFirst())).containsEntry("neuron_name", expected);
    assertThat(elements(graph, "graph").getFirst().getAttribute("id"))
        .isEqualTo(expected.replace('\t', ' '));
  }

  @Test
  void networkOfNobody_isThere() throws IOException {
    Path file = ExportedRuns.write(folder.resolve("a.parquet"), false, List.of());
    Path graph = folder.resolve("net.graphml");
    CytoscapeNetwork.write(ExportedRuns.of(file, 1, new long[0], List.of()), BRAIN, 1, graph);
    assertThat(elements(graph, "node")).isEmpty();
    assertThat(elements(graph, "graph")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"a.graphml, true", "a, false", "a.GRAPHML, false", "graphml, false"})
  void nameSaysWhichForm(String name, boolean isGraph) {
    assertThat(CytoscapeNetwork.isGraph(Path.of(name))).isEqualTo(isGraph);
    assertThat(CytoscapeNetwork.files(Path.of(name))).hasSize(isGraph ? 1 : 2);
  }

  private static List<Element> elements(Path graph, String name) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      Document document = factory.newDocumentBuilder().parse(graph.toFile());
      NodeList found =
          document.getElementsByTagNameNS("http://graphml.graphdrawing.org/xmlns", name);
      return IntStream.range(0, found.getLength()).mapToObj(k -> (Element) found.item(k)).toList();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(e);
    }
  }

  private static Map<String, String> data(Element element) {
    NodeList children = element.getChildNodes();
    Map<String, String> data = new LinkedHashMap<>();
    for (int k = 0; k < children.getLength(); k++) {
      if (children.item(k) instanceof Element child) {
        data.put(child.getAttribute("key"), child.getTextContent());
      }
    }
    return data;
  }
}
