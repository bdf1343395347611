package flybrain.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import flybrain.InputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnNamesTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, true",
    "localhost, localhost, true",
    "LOCALHOST, LOCALHOST, true",
    "127.0.0.2, 127.0.0.2, true",
    "::1, [::1], true",
    "[::1], [::1], true",
    "192.0.2.1, 192.0.2.1, false",
    "2001:db8::1, [2001:db8::1], false",
    "fe80::1%1, [fe80::1], false"
  })
  void link_hasTheAddressThatWasGiven(String host, String link, boolean isLoopback)
      throws IOException {
    OwnNames names = OwnNames.of(host);
    assertThat(names.link()).isEqualTo(link);
    assertThat(names.isLoopback()).isEqualTo(isLoopback);
    assertThat(names.has(link)).isTrue();
    if (isLoopback) {
      assertThat(names.warning()).isEmpty();
    } else {
      assertThat(names.warning().orElseThrow())
          .startsWith("warning: everybody who reaches this machine and has the link gets in");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost, true",
    "127.0.0.1, LocalHost, true",
    "localhost, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "127.0.0.2, 127.0.0.1, false",
    "127.0.0.2, localhost, false",
    "192.0.2.1, localhost, false",
    "192.0.2.1, 192.0.2.10, false",
    "127.0.0.1, localhost.evil.example, false",
    "127.0.0.1, evil.example, false",
    "2001:db8::1, [2001:DB8:0:0::1], true",
    "2001:db8::1, [2001:db8::2], false"
  })
  void requests_mayNameWhatMeansTheAddress_howeverItIsWritten(
      String host, String called, boolean isOwn) throws IOException {
    assertThat(OwnNames.of(host).has(called)).isEqualTo(isOwn);
  }

  /// At all addresses the link has one of them, since browsers do not go to 0.0.0.0.
  @ParameterizedTest
  @CsvSource({"0.0.0.0", "::"})
  void all_isEveryAddressOfTheMachine(String any) throws IOException {
    OwnNames all = OwnNames.of(any);
    assertThat(all.isLoopback()).isFalse();
    assertThat(all.has("localhost")).isTrue();
    assertThat(all.has("127.0.0.1")).isTrue();
    assertThat(all.has(InetAddress.getLocalHost().getHostName())).isTrue();
    assertThat(all.has("192.0.2.1")).isFalse();
    assertThat(all.has("evil.example")).isFalse();
    assertThat(all.has(all.link())).isTrue();
    assertThat(all.link()).isNotEqualTo(any).doesNotContain("%", "[::]");
    NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .map(address -> address.getHostAddress().replaceFirst("%.*", ""))
        .forEach(address ->
            assertThat(all.has(address.contains(":") ? "[" + address + "]" : address))
                .as(address)
                .isTrue());
  }

  @ParameterizedTest
  @CsvSource({"[::1, [::1", "'', \"\"", "' ', \" \""})
  void whatIsNoAddress_isRefused(String host, String shown) {
    assertThatThrownBy(() -> OwnNames.of(host))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("--host %s: is neither an address nor a name that has one", shown);
  }

  /// Browsers leave the usual port out.
  @Test
  void port_mayBeMissingWhereItIsTheUsualOne() throws IOException {
    Access usual = new Access(80, OwnNames.of("127.0.0.2"));
    assertThat(usual.isOwnHost("127.0.0.2")).isTrue();
    assertThat(usual.isOwnHost("127.0.0.2:80")).isTrue();
    assertThat(usual.isOwnHost("127.0.0.2:8080")).isFalse();
    assertThat(usual.isOwnOrigin("http://127.0.0.2")).isTrue();
    Access other = new Access(8080, OwnNames.of("127.0.0.2"));
    assertThat(other.isOwnHost("127.0.0.2")).isFalse();
    assertThat(other.isOwnHost("127.0.0.2:8080")).isTrue();
    for (String wrong :
        new String[] {"", ":", ":8080", "127.0.0.2:", "127.0.0.2:x", "[127.0.0.2"}) {
      assertThat(other.isOwnHost(wrong)).as(wrong).isFalse();
    }
    assertThat(other.isOwnHost(null)).isFalse();
  }
}
