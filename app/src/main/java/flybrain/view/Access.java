package flybrain.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Who may come in: whoever has the token, by a name of this server that is one of its own, from a
/// page that is its own.
///
/// A page of another server that a browser shows can send requests here too, and can make its own
/// name mean this machine. It knows no token, and its name and origin are others.
final class Access {
  private static final int TOKEN_BYTES = 32;

  private final int port;
  private final Set<String> hosts;
  private final String token;

  /// @param hosts names and addresses by which this server is called
  Access(int port, Set<String> hosts) {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    this.port = port;
    this.hosts = Set.copyOf(hosts);
    this.token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  String token() {
    return token;
  }

  /// The name of the cookie that holds the token: one for each port, which cookies do not tell
  /// apart.
  String cookie() {
    return "flybrain-" + port;
  }

  boolean isToken(@Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /// Whether a request was sent to one of the names of this server.
  ///
  /// @param host its header `Host`
  boolean isOwnHost(@Nullable String host) {
    return host != null && hosts.stream().anyMatch(own -> host.equalsIgnoreCase(own + ":" + port));
  }

  /// Whether a request was sent by a page of this server.
  ///
  /// @param origin its header `Origin`
  boolean isOwnOrigin(@Nullable String origin) {
    return origin != null && origin.startsWith("http://") && isOwnHost(origin.substring(7));
  }
}
