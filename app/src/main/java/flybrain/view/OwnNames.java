package flybrain.view;

import flybrain.InputException;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.util.HostPort;

/// The names and addresses by which a server is called that listens at one address, or at all of
/// its machine.
///
/// @param link the name in the link to it
/// @param names in small letters
/// @param isLoopback whether only its machine reaches it
record OwnNames(String link, Set<String> names, Set<InetAddress> addresses, boolean isLoopback) {
  private static final String LOCALHOST = "localhost";

  /// @param host the address to listen at, or a name of it
  /// @throws InputException if it is none
  static OwnNames of(String host) throws IOException {
    InetAddress address = address(host);
    return address.isAnyLocalAddress()
        ? ofAll(address)
        : new OwnNames(
            inLink(host), names(host, address), Set.of(address), address.isLoopbackAddress());
  }

  private static InetAddress address(String host) {
    try {
      // Java takes an empty name for that of this machine.
      if (!host.isBlank()) {
        return InetAddress.getByName(host);
      }
    } catch (UnknownHostException e) {
      // Said below.
    }
    throw new InputException(
        "--host %s: is neither an address nor a name that has one; give one of this machine, or 0.0.0.0 for all"
            .formatted(host.isBlank() ? "\"" + host + "\"" : host));
  }

  /// The link has the address that others are most likely to reach.
  private static OwnNames ofAll(InetAddress any) throws IOException {
    List<InetAddress> own =
        NetworkInterface.networkInterfaces().flatMap(NetworkInterface::inetAddresses).toList();
    String link =
        own.stream()
            .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
            .min(Comparator.comparing(address -> !(address instanceof Inet4Address)))
            .map(address -> inLink(address.getHostAddress()))
            .orElse(ViewServer.LOOPBACK);
    return new OwnNames(
        link,
        Set.of(LOCALHOST, small(InetAddress.getLocalHost().getHostName())),
        Stream.concat(Stream.of(any), own.stream()).collect(Collectors.toUnmodifiableSet()),
        false);
  }

  private static Set<String> names(String host, InetAddress address) throws IOException {
    Stream<String> given = literal(host).isPresent() ? Stream.of() : Stream.of(small(host));
    boolean isLocalhost = List.of(InetAddress.getAllByName(LOCALHOST)).contains(address);
    return Stream.concat(given, isLocalhost ? Stream.of(LOCALHOST) : Stream.of())
        .collect(Collectors.toUnmodifiableSet());
  }

  /// As given; an address of IPv6 has brackets, and no zone, which browsers do not know.
  private static String inLink(String host) {
    return HostPort.normalizeHost(host.replaceFirst("%[^\\]]*", ""));
  }

  /// Says who gets in, where more than this machine reaches the server.
  Optional<String> warning() {
    return isLoopback
        ? Optional.empty()
        : Optional.of(
            "warning: everybody who reaches this machine and has the link gets in, and what is sent can"
                + " be read on the way; use it in a network that you trust");
  }

  /// Whether a server is called by this name or address.
  ///
  /// @param host as in the header `Host`, without the port
  boolean has(String host) {
    return names.contains(small(host)) || literal(host).filter(addresses::contains).isPresent();
  }

  /// The address that a text is, however it is written; empty for a name.
  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(withoutBrackets(host)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static String small(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
