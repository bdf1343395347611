package flybrain.export;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import flybrain.PythonNumber;
import flybrain.connectome.Connectome;
import flybrain.files.AtomicFile;
import flybrain.files.StagedFolder;
import flybrain.spikes.Measurement;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes the network of the exported neurons with their firing rates: as GraphML, or as two tables
/// in CSV. Ids are text.
public final class CytoscapeNetwork {
  private static final String NODES = "nodes.csv";
  private static final String EDGES = "edges.csv";

  private static final Pattern NOT_IN_XML =
      Pattern.compile("[^\\t\\n\\r\\x20-\\x{d7ff}\\x{e000}-\\x{fffd}\\x{10000}-\\x{10ffff}]");

  /// An attribute of GraphML.
  ///
  /// @param of `node` or `edge`
  /// @param type as GraphML has it
  private record Attribute(String of, String name, String type) {}

  private static final List<Attribute> NODE =
      List.of(
          new Attribute("node", "flywire_id", "string"),
          new Attribute("node", "neuron_index", "int"),
          new Attribute("node", "neuron_name", "string"),
          new Attribute("node", "cell_type", "string"),
          new Attribute("node", "side", "string"),
          new Attribute("node", "rate_hz", "double"),
          new Attribute("node", "rate_sd_hz", "double"));

  private static final List<Attribute> EDGE =
      List.of(
          new Attribute("edge", "interaction", "string"),
          new Attribute("edge", "synapses", "int"),
          new Attribute("edge", "weight", "int"));

  private final ExportedRun run;
  private final ActiveNetwork network;

  private CytoscapeNetwork(ExportedRun run, Connectome brain, int leastSynapses) {
    this.run = run;
    this.network = new ActiveNetwork(run.neurons(), brain, leastSynapses);
  }

  /// Whether a name asks for GraphML, otherwise for a folder of tables.
  public static boolean isGraph(Path target) {
    return String.valueOf(target.getFileName()).endsWith(".graphml");
  }

  /// The files of an export.
  public static List<Path> files(Path target) {
    return isGraph(target)
        ? List.of(target)
        : List.of(target.resolve(NODES), target.resolve(EDGES));
  }

  /// Writes the network.
  ///
  /// @param leastSynapses fewest synapses of a connection
  /// @param target a file `.graphml`, otherwise the folder of two tables
  /// @throws flybrain.files.WriteException if it cannot be written
  public static void write(ExportedRun run, Connectome brain, int leastSynapses, Path target)
      throws IOException {
    CytoscapeNetwork network = new CytoscapeNetwork(run, brain, leastSynapses);
    if (isGraph(target)) {
      AtomicFile.write(target, network::writeGraph);
    } else {
      StagedFolder.write(target, network::writeTables);
    }
  }

  private List<String> cells(int neuron) {
    ExportedNeurons neurons = run.neurons();
    Measurement rate = run.rate(neuron);
    return List.of(
        id(neuron),
        Integer.toString(neurons.indices()[neuron]),
        neurons.names().get(neuron),
        neurons.types().get(neuron),
        neurons.sides().get(neuron),
        PythonNumber.text(rate.mean()),
        PythonNumber.text(rate.populationSd()));
  }

  private static List<String> cellsOf(int weight) {
    return List.of(
        weight < 0 ? "inhibits" : "excites",
        Long.toString(Math.abs((long) weight)),
        Integer.toString(weight));
  }

  private String id(int neuron) {
    return Long.toString(run.neurons().ids()[neuron]);
  }

  private void writeTables(Path folder) throws IOException {
    try (CsvWriter csv = csv(folder.resolve(NODES))) {
      csv.writeRecord(names(NODE));
      for (int neuron = 0; neuron < run.neurons().size(); neuron++) {
        csv.writeRecord(cells(neuron));
      }
    }
    try (CsvWriter csv = csv(folder.resolve(EDGES))) {
      csv.writeRecord(Stream.concat(Stream.of("source", "target"), names(EDGE).stream()).toList());
      network.forEach((pre, post, weight) ->
          csv.writeRecord(
              Stream.concat(Stream.of(id(pre), id(post)), cellsOf(weight).stream()).toList()));
    }
  }

  private static CsvWriter csv(Path file) throws IOException {
    return CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(file);
  }

  private static List<String> names(List<Attribute> attributes) {
    return attributes.stream().map(Attribute::name).toList();
  }

  private void writeGraph(Path file) throws IOException {
    try (Writer text = Files.newBufferedWriter(file)) {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("graphml");
      xml.writeDefaultNamespace("http://graphml.graphdrawing.org/xmlns");
      for (Attribute attribute : Stream.concat(NODE.stream(), EDGE.stream()).toList()) {
        xml.writeCharacters("\n");
        xml.writeEmptyElement("key");
        xml.writeAttribute("id", attribute.name);
        xml.writeAttribute("for", attribute.of);
        xml.writeAttribute("attr.name", attribute.name);
        xml.writeAttribute("attr.type", attribute.type);
      }
      xml.writeCharacters("\n");
      xml.writeStartElement("graph");
      xml.writeAttribute("id", inXml(run.name()));
      xml.writeAttribute("edgedefault", "directed");
      for (int neuron = 0; neuron < run.neurons().size(); neuron++) {
        xml.writeCharacters("\n");
        xml.writeStartElement("node");
        xml.writeAttribute("id", id(neuron));
        writeData(xml, NODE, cells(neuron));
      }
      network.forEach((pre, post, weight) -> writeEdge(xml, pre, post, weight));
      xml.writeEndDocument();
      xml.close();
      text.write("\n");
    } catch (XMLStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// A text of a file of the user, without the characters that XML 1.0 cannot have.
  private static String inXml(String text) {
    return NOT_IN_XML.matcher(text).replaceAll("\ufffd");
  }

  private void writeEdge(XMLStreamWriter xml, int pre, int post, int weight) throws IOException {
    try {
      xml.writeCharacters("\n");
      xml.writeStartElement("edge");
      xml.writeAttribute("source", id(pre));
      xml.writeAttribute("target", id(post));
      writeData(xml, EDGE, cellsOf(weight));
    } catch (XMLStreamException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /// Ends the element with its attributes; empty ones are left out.
  private static void writeData(XMLStreamWriter xml, List<Attribute> attributes, List<String> cells)
      throws XMLStreamException {
    for (int k = 0; k < cells.size(); k++) {
      if (!cells.get(k).isEmpty()) {
        xml.writeStartElement("data");
        xml.writeAttribute("key", attributes.get(k).name);
        xml.writeCharacters(inXml(cells.get(k)));
        xml.writeEndElement();
      }
    }
    xml.writeEndElement();
  }
}
