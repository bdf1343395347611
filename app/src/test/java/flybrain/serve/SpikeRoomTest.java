package flybrain.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpikeRoomTest {
  @Test
  void room_isTakenAndGivenBack() {
    SpikeRoom room = new SpikeRoom(100 * SpikeRoom.BYTES + 5);
    assertThat(room.most()).isEqualTo(100);
    assertThat(room.take(60)).isTrue();
    assertThat(room.take(41)).isFalse();
    assertThat(room.take(40)).as("what was refused is not taken").isTrue();
    assertThat(room.take(1)).isFalse();
    assertThat(room.take(0)).isTrue();
    room.giveBack(60);
    assertThat(room.take(60)).isTrue();
  }

  @Test
  void room_isNoLargerThanAnArray() {
    assertThat(new SpikeRoom(Long.MAX_VALUE).most()).isEqualTo(Integer.MAX_VALUE - 8);
    SpikeRoom none = new SpikeRoom(SpikeRoom.BYTES - 1);
    assertThat(none.most()).isZero();
    assertThat(none.take(1)).isFalse();
    SpikeRoom some = new SpikeRoom(1000);
    assertThat(some.take(1)).isTrue();
    assertThat(some.take(Long.MAX_VALUE)).isFalse();
  }
}
