package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Property;
import flybrain.connectome.ImportReport.UnknownTransmitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeListTest {
  private static final long FIRST = 720575940600000001L;
  private static final long SECOND = 720575940600000003L;

  private static final EdgeList.Rules RULES = EdgeList.Rules.DEFAULT;

  @TempDir Path folder;

  /// Each table says: FIRST excites SECOND by 5 synapses, SECOND inhibits FIRST by 7.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          pre,post,count,sign%A,B,5,1%B,A,7,-1
          pre_id,post_id,n_syn,sign%A,B,5,+1%B,A,7.0,-1.0%
          pre_root_id,post_root_id,neuropil,syn_count,nt_type%A,B,GNG,5,ACH%B,A,FB,7,GABA
          pre_pt_root_id,post_pt_root_id,syn_count,gaba_avg,nt%A,B,5,0.1,da%B,A,7,0.9,glut
          bodyId_pre,bodyId_post,roi,weight,top_nt%A,B,X,5,octopamine%B,A,X,7,Glutamate
          pre_pt_root_id,post_pt_root_id,neuropil,syn_count,gaba_avg,ach_avg,glut_avg,oct_avg,ser_avg,da_avg%A,B,AL,5,0.1,0.2,0,0.3,,0.4%B,A,AL,7,0.01,0.2,0.9,0,0,0
          pre,post,count,ACH avg,Gaba Avg,glut_avg,da_avg,oct_avg,ser_avg%A,B,5,1e-3,0,0,0,0,0%B,A,7,0.3,0.5,0.5,0,0,0
          source,target,weight%A,B,5%B,A,-7
          From;To;Weight%A;B;5%B;A;-7
          to~from~synapses%B~A~5%A~B~-7
          "Pre Root ID","Post Root ID","Syn Count"%"A","B","5"%"B","A","-7"
          ,Presynaptic_ID,Postsynaptic_ID,Presynaptic_Index,Postsynaptic_Index,Connectivity,Excitatory,Excitatory x Connectivity%0,A,B,0,1,5,1,5%1,B,A,1,0,7,-1,-7
          presynaptic , postsynaptic , synapse_count , neurotransmitter%A , B , 5 , ser%B , A , 7 , gaba
          pre,post,count%A,B,9%B,A,-3%A,B,-4%%B,A,-4
          pre,post,count%0,B,900%A,0,800%-1,B,-7%-9223372036854775808,A,3%A,B,5%77,B,0%B,A,-7
          """)
  void tableOfAnyKnownForm_isRead(String table) throws IOException {
    for (String end : new String[] {"\n", "\r\n"}) {
      Connectome brain = read(table.replace("%", end), null);
      assertThat(brain.name()).isEqualTo("mine");
      assertThat(IntStream.range(0, brain.neurons().size()).mapToLong(brain.neurons()::id))
          .containsExactly(FIRST, SECOND);
      assertThat(weights(brain)).isEqualTo(Map.of("0 1", 5, "1 0", -7));
    }
  }

  @Test
  void byteOrderMark_isPassedOver() throws IOException {
    assertThat(weights(read("\uFEFFpre,post,count\nA,B,-5\n", null))).isEqualTo(Map.of("0 1", -5));
  }

  @Test
  void givenNeurons_keepTheirOrder() throws IOException {
    Neurons given = new Neurons(new long[] {SECOND, 8, FIRST});
    Connectome brain = read("pre,post,count\nA,B,-5\n", given);
    assertThat(brain.neurons()).isSameAs(given);
    assertThat(weights(brain)).isEqualTo(Map.of("2 0", -5));
  }

  @Property
  void randomRows_addUpToTheSumOfEachPair(RandomGenerator random) throws IOException {
    int rows = random.nextInt(1, 3000);
    StringBuilder table = new StringBuilder("post\tcount\tpre\n");
    Map<String, Integer> expected = new TreeMap<>();
    for (int id = 1; id <= 20; id++) {
      table.append("%d\t1\t%d\n".formatted(id, id));
      expected.put((id - 1) + " " + (id - 1), 1);
    }
    for (int row = 0; row < rows; row++) {
      int pre = random.nextInt(20);
      int post = random.nextInt(20);
      int count = random.nextInt(1, 1000) * (random.nextBoolean() ? 1 : -1);
      table.append("%d\t%d\t%d\n".formatted(post + 1, count, pre + 1));
      expected.merge(pre + " " + post, count, Integer::sum);
    }
    assertThat(weights(read(table.toString(), null))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``|edges.csv: is empty; expected a line of column names, then rows
          pre,post,count|has a header but no connections
          1,2,3%4,5,6|header: has no column with the ids of the presynaptic neurons
          pre,post|header: has no column with the numbers of synapses; allowed names: count, syn_count
          pre,count|header: has no column with the ids of the postsynaptic neurons
          post,count|header: has no column with the ids of the presynaptic neurons
          pre,post,count,sgin%A,B,5,-1|column 'sgin' is unknown and might change the meaning of the table: rename or remove it; did you mean
          pre,post,count,sgin%A,B,5,-1|did you mean 'sign'?
          pre_root_id_720575940,post_root_id,count%1,2,3|has no column with the ids of the presynaptic neurons
          pre,post,count,sign,nt_type%A,B,5,1,ACH|columns 'sign' and 'nt_type' both give the sign; remove one
          pre,source,post,count%A,B,A,5|columns 'pre' and 'source' mean the same; remove one
          pre,post,count%A,B,5%A,x7,5|edges.csv: line 3: column 'post': neuron id 'x7': must be a whole number such as
          pre,post,count%7.2E+17,B,5|edges.csv: line 2: column 'pre': neuron id '7.2E+17': must be a whole number with all its digits (a float or a spreadsheet
          pre,post,count%,B,5|line 2: column 'pre': neuron id '': must be
          pre,post,Syn_Count%A,B,many|line 2: column 'Syn_Count': 'many': must be a whole number of synapses of at most 2147483647
          pre,post,count%A,B,5.5|line 2: column 'count': '5.5': must be a whole number
          pre,post,count%A,B,|line 2: column 'count': '': must be a whole number
          pre,post,count%A,B,2147483648|line 2: column 'count': '2147483648': must be a whole number
          pre,post,count%A,B,-2147483648|line 2: column 'count': '-2147483648': must be a whole number
          pre,post,count%A,B,0|its 1 rows contain no connection: 0 have no neuron (id 0, -1 or -2^63), 1 no synapses, 0 a neuron
          pre,post,count,nt_type%A,B,-5,GABA|line 2: column 'count': '-5': must not be negative, because the sign is the transmitter in column 'nt_type'
          pre,post,count%A,B,5%B,A,6|has no signs of connections: add a column sign or nt_type
          pre,post,count,gaba_avg,ach_avg%A,B,5,0.1,0.9|has transmitter scores but not glut_avg, da_avg, ser_avg, oct_avg; the largest of all six
          pre,post,count%-7,B,-5|line 2: column 'pre': neuron id '-7': must be a whole number from 1
          pre,post,count%9223372036854775808,B,-5|neuron id '9223372036854775808': must be a whole number from 1 to 9223372036854775807; this one is a missing value
          pre,post,count,sign%A,B,5,0|line 2: column 'sign': '0': must be 1 (excitatory) or -1 (inhibitory)
          pre,post,count,sign%A,B,5,GABA|line 2: column 'sign': 'GABA': must be 1
          pre,post,count,nt_type%A,B,5,ACH%A,B,5,%B,A,5,histamine%B,A,5,histamine|edges.csv: 3 of 4 rows have a transmitter other than ACH, GABA, GLUT, DA, SER, OCT: 'histamine' (2), '' (1); set --unknown-transmitter
          pre,post,count,sign%A,B,2147483647,1%A,B,1,1|connection 720575940600000001 -> 720575940600000003: the synapses of its rows add up to 2147483648, which exceeds 32 bits; correct its rows
          pre,post,count%A,B|edges.csv: is not a table:
          pre,post,count%A,B,5,6|edges.csv: is not a table:
          pre,post,count%"A,B,5|edges.csv: is not a table:
          """)
  void badTable_isRefused(String table, String reason) {
    assertThatThrownBy(() -> read(table.replace("%", "\n"), null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(folder.resolve("edges.csv").toString())
        .hasMessageContaining(reason)
        .message()
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A,7", "7,A"})
  void idThatIsNotAmongTheNeurons_isRefused(String pair) {
    Neurons given = new Neurons(new long[] {FIRST, SECOND});
    assertThatThrownBy(() -> read("pre,post,count\nA,B,5\n" + pair + ",5\n", given))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 3: column '" + (pair.startsWith("7") ? "pre" : "post"))
        .hasMessageContaining("'7': is not among the 2 given neurons; add it to them");
  }

  @Test
  void fileThatIsNoTable_isRefused() throws IOException {
    Path file = Files.write(folder.resolve("edges.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    assertThatThrownBy(() -> EdgeList.read(file, "mine", RULES))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("edges.csv.gz: is damaged (");
    assertThatThrownBy(() -> EdgeList.read(folder.resolve("absent.csv"), "mine", RULES))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("absent.csv: no such file");
  }

  @Test
  void report_countsWhatWasReadDroppedAndAssumed() throws IOException {
    String table =
        """
        pre,post,count,nt
        1,2,5,ACH
        1,2,5,GABA
        1,3,9,ACH
        1,3,2,GABA
        1,3,1,ACH
        2,2,4,GABA
        2,3,6,unclear
        3,1,7,
        3,1,7,DA
        0,1,8,ACH
        3,-1,8,tyramine
        3,2,0,GABA
        """;
    Path file = Files.writeString(folder.resolve("edges.csv"), table);
    EdgeList.Imported imported = EdgeList.read(file, "mine", rules(UnknownTransmitter.INHIBITORY));
    assertThat(weights(imported.brain()))
        .isEqualTo(Map.of("0 1", 0, "0 2", 8, "1 1", -4, "1 2", -6, "2 0", 0));
    assertThat(imported.report())
        .isEqualTo(
            new ImportReport(
                "the transmitter in column 'nt'",
                "ACH +, GABA -, GLUT -, DA +, SER +, OCT +",
                UnknownTransmitter.INHIBITORY,
                List.of(),
                false,
                new ImportReport.Rows(12, 2, 1, 0, 0, Map.of("unclear", 1L, "", 1L)),
                new ImportReport.Pairs(5, 3, 3, 2, 1, 0, 0, 2, 1, 2)));
    EdgeList.Imported skipped = EdgeList.read(file, "mine", rules(UnknownTransmitter.SKIP));
    assertThat(weights(skipped.brain())).isEqualTo(Map.of("0 1", 0, "0 2", 8, "1 1", -4, "2 0", 7));
    assertThat(skipped.report().rows().unknown()).isEqualTo(2);
  }

  @Test
  void scoresThatSayNothing_areUnknown() throws IOException {
    String header = "pre,post,count,gaba_avg,ach_avg,glut_avg,oct_avg,ser_avg,da_avg\n";
    for (String scores : new String[] {",,,,,", "0,0,0,0,0,0", "0.4,0.4,0,0,0,0.1", "nan,x,,,,"}) {
      assertThatThrownBy(() -> read(header + "A,B,5," + scores + "\n", null))
          .as(scores)
          .hasMessageContaining("1 of 1 rows have a transmitter other than");
    }
  }

  @Test
  void allExcitatory_isAcceptedOnRequest() throws IOException {
    Path file = Files.writeString(folder.resolve("edges.csv"), "pre,post,count\n1,2,5\n");
    EdgeList.Imported imported =
        EdgeList.read(
            file, "mine", new EdgeList.Rules(null, false, 1, SignRule.SHIU_2024, null, true));
    assertThat(weights(imported.brain())).isEqualTo(Map.of("0 1", 5));
    assertThat(imported.report().pairs().inhibitory()).isZero();
  }

  private static EdgeList.Rules rules(UnknownTransmitter unknown) {
    SignRule signs = SignRule.SHIU_2024.withUnknown(unknown);
    return new EdgeList.Rules(null, false, 1, signs, null, false);
  }

  private Connectome read(String table, @Nullable Neurons neurons) throws IOException {
    String text =
        table
            .replaceAll("\\bA\\b", Long.toString(FIRST))
            .replaceAll("\\bB\\b", Long.toString(SECOND))
            .replace('~', '\t');
    Path file = folder.resolve("edges.csv");
    Files.writeString(file, text, StandardCharsets.UTF_8);
    EdgeList.Rules rules = new EdgeList.Rules(neurons, false, 1, SignRule.SHIU_2024, null, false);
    return EdgeList.read(file, "mine", rules).brain();
  }

  /// The signed numbers of synapses by the indices of both neurons.
  private static Map<String, Integer> weights(Connectome brain) {
    Map<String, Integer> weights = new TreeMap<>();
    Connections connections = brain.connections();
    for (int pre = 0; pre < connections.neurons(); pre++) {
      for (int c = connections.rowStart(pre); c < connections.rowStart(pre + 1); c++) {
        weights.put(pre + " " + connections.target(c), connections.weight(c));
      }
    }
    return weights;
  }
}
