package flybrain.connectome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.annotation.NeuronAnnotations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ConnectomeTest {
  private static final Connectome BRAIN =
      Connectome.of("mine", Fixtures.neurons(), Fixtures.connections());

  /// Numbers of neurons and of connections, ids, row starts, postsynaptic neurons, signed numbers
  /// of synapses.
  @Test
  void fingerprint_isTheDigestOfItsContent() throws NoSuchAlgorithmException {
    ByteBuffer content = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
    content.putLong(5).putLong(7);
    for (long id : Fixtures.IDS) {
      content.putLong(id);
    }
    for (int number :
        new int[] {0, 2, 5, 5, 5, 7, 1, 4, 0, 1, 3, 0, 2, -7, -2, 5, 1, 40, 2405, 3}) {
      content.putInt(number);
    }
    MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
    sha256.update(content.flip());
    assertThat(BRAIN.fingerprint()).isEqualTo(HexFormat.of().formatHex(sha256.digest()));
  }

  /// Whatever the name, and however the connections were added.
  @Test
  void fingerprint_isThatOfTheContentAlone() {
    assertThat(Connectome.of("yours", Fixtures.neurons(), Fixtures.connections()).fingerprint())
        .isEqualTo(BRAIN.fingerprint());
    Connections other = new ConnectionsBuilder(5).add(0, 1, -7).build();
    assertThat(Connectome.of("mine", Fixtures.neurons(), other).fingerprint())
        .isNotEqualTo(BRAIN.fingerprint());
    Neurons neurons = new Neurons(new long[] {1, 2, 3, 4, 5});
    assertThat(Connectome.of("mine", neurons, Fixtures.connections()).fingerprint())
        .isNotEqualTo(BRAIN.fingerprint());
  }

  @Test
  void brainOfYourOwn_hasTheWeightOfThePaperAndNoAnnotations() {
    assertThat(BRAIN.weight()).isEqualTo(SynapseWeight.SHIU_2024);
    assertThat(BRAIN.annotations()).isSameAs(NeuronAnnotations.NONE);
    assertThat(BRAIN.annotated().neurons()).isSameAs(BRAIN.neurons());
  }

  @Test
  void otherWeightOrAnnotations_leaveTheRest() {
    SynapseWeight weight = new SynapseWeight(0.2, "you");
    NeuronAnnotations annotations = NeuronAnnotations.read(java.util.List::of);
    Connectome changed = BRAIN.with(weight).with(annotations);
    assertThat(changed)
        .isEqualTo(
            new Connectome(
                "mine",
                BRAIN.fingerprint(),
                BRAIN.neurons(),
                BRAIN.connections(),
                annotations,
                weight));
  }

  @Test
  void eachNeuron_hasARow() {
    Connections four = new ConnectionsBuilder(4).build();
    assertThatThrownBy(() -> Connectome.of("mine", Fixtures.neurons(), four))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("5 neurons but 4 rows of connections");
  }
}
