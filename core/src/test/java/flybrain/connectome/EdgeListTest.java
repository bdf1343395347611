package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import flybrain.Property;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
          source,target,weight%A,B,5%B,A,-7
          From;To;Weight%A;B;5%B;A;-7
          to~from~synapses%B~A~5%A~B~-7
          "Pre Root ID","Post Root ID","Syn Count"%"A","B","5"%"B","A","-7"
          ,Presynaptic_ID,Postsynaptic_ID,Presynaptic_Index,Postsynaptic_Index,Connectivity,Excitatory,Excitatory x Connectivity%0,A,B,0,1,5,1,5%1,B,A,1,0,7,-1,-7
          presynaptic , postsynaptic , synapse_count , neurotransmitter%A , B , 5 , ser%B , A , 7 , gaba
          pre,post,count%A,B,9%B,A,-3%A,B,-4%%B,A,-4
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
    assertThat(weights(read("\uFEFFpre,post,count\nA,B,5\n", null))).isEqualTo(Map.of("0 1", 5));
  }

  @Test
  void givenNeurons_keepTheirOrder() throws IOException {
    Neurons given = new Neurons(new long[] {SECOND, 8, FIRST});
    Connectome brain = read("pre,post,count\nA,B,5\n", given);
    assertThat(brain.neurons()).isSameAs(given);
    assertThat(weights(brain)).isEqualTo(Map.of("2 0", 5));
  }

  @Property
  void randomRows_addUpToTheSumOfEachPair(RandomGenerator random) throws IOException {
    int rows = random.nextInt(1, 3000);
    StringBuilder table = new StringBuilder("post\tcount\tpre\n");
    Map<String, Integer> expected = new TreeMap<>();
    for (int id = 0; id < 20; id++) {
      table.append("%d\t1\t%d\n".formatted(id, id));
      expected.put(id + " " + id, 1);
    }
    for (int row = 0; row < rows; row++) {
      int pre = random.nextInt(20);
      int post = random.nextInt(20);
      int count = random.nextInt(1, 1000) * (random.nextBoolean() ? 1 : -1);
      table.append("%d\t%d\t%d\n".formatted(post, count, pre));
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
          ``|edges.csv: is empty; expected a header such as
          pre,post,count|has a header and no connection
          1,2,3%4,5,6|header: column '1' is unknown
          pre,post|header: has no column with the numbers of synapses; name it one of count, syn_count
          pre,count|header: has no column with the ids of the postsynaptic neurons
          post,count|header: has no column with the ids of the presynaptic neurons
          pre,post,count,sgin%A,B,5,-1|column 'sgin' is unknown, and it might change what the table means: rename it or take it out; known are pre, pre_id
          pre,post,count,sgin%A,B,5,-1|did you mean 'sign'?
          pre_root_id_720575940,post_root_id,count%1,2,3|column 'pre_root_id_720575940' is unknown
          pre,post,count,sign,nt_type%A,B,5,1,ACH|columns 'sign' and 'nt_type' both give the sign; take one out
          pre,source,post,count%A,B,A,5|columns 'pre' and 'source' mean the same; take one out
          pre,post,count%A,B,5%A,x7,5|edges.csv: line 3: column 'post': 'x7' is no neuron id
          pre,post,count%7.2E+17,B,5|edges.csv: line 2: column 'pre': '7.2E+17' is no neuron id; ids are whole numbers such as 720575940660219265 (a spreadsheet
          pre,post,count%,B,5|line 2: column 'pre': '' is no neuron id
          pre,post,Syn_Count%A,B,many|line 2: column 'Syn_Count': 'many': must be a whole number of synapses of at most 2147483647
          pre,post,count%A,B,5.5|line 2: column 'count': '5.5': must be a whole number
          pre,post,count%A,B,|line 2: column 'count': '': must be a whole number
          pre,post,count%A,B,2147483648|line 2: column 'count': '2147483648': must be a whole number
          pre,post,count%A,B,-2147483648|line 2: column 'count': '-2147483648': must be a whole number
          pre,post,count%A,B,0|line 2: column 'count': '0': must not be 0; take the row out
          pre,post,count,sign%A,B,0,1|line 2: column 'count': '0': must be at least 1, because column 'sign' gives the sign
          pre,post,count,nt_type%A,B,-5,GABA|line 2: column 'count': '-5': must be at least 1, because column 'nt_type' gives the sign
          pre,post,count,sign%A,B,5,0|line 2: column 'sign': '0': must be 1 (excitatory) or -1 (inhibitory)
          pre,post,count,sign%A,B,5,GABA|line 2: column 'sign': 'GABA': must be 1
          pre,post,count,nt_type%A,B,5,ACH%A,B,5,|line 3: column 'nt_type': '': must be ACH, GABA, GLUT, DA, SER, OCT; correct it
          pre,post,count%A,B,2147483647%A,B,1|neuron index 0 -> 1: the synapses of its rows add up to 2147483648, beyond 32 bits; correct its rows
          pre,post,count%A,B|edges.csv: is no table:
          pre,post,count%A,B,5,6|edges.csv: is no table:
          pre,post,count%"A,B,5|edges.csv: is no table:
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
  void fileThatIsNoText_isRefused() throws IOException {
    Path file = Files.write(folder.resolve("edges.csv.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    assertThatThrownBy(() -> EdgeList.read(file, "mine", null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("edges.csv.gz: is not a text file (UTF-8); unpack it");
    assertThatThrownBy(() -> EdgeList.read(folder.resolve("absent.csv"), "mine", null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("absent.csv: no such file");
  }

  private Connectome read(String table, @Nullable Neurons neurons) throws IOException {
    String text =
        table
            .replaceAll("\\bA\\b", Long.toString(FIRST))
            .replaceAll("\\bB\\b", Long.toString(SECOND))
            .replace('~', '\t');
    Path file = folder.resolve("edges.csv");
    Files.writeString(file, text, StandardCharsets.UTF_8);
    return EdgeList.read(file, "mine", neurons);
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
