package flybrain.view;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.util.HostPort;
import org.jspecify.annotations.Nullable;

/// Who may come in: whoever has the token, by a name of this server that is one of its own, from a
/// page that is its own.
///
/// A page of another server that a browser shows can send requests here too, and can make its own
/// name mean this machine. It knows no token, and its name and origin are others.
final class Access {
  private static final int TOKEN_BYTES = 32;

  private final int port;
  private final OwnNames names;
  private final String token;

  /// @param names by which this server is called
  Access(int port, OwnNames names) {
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    this.port = port;
    this.names = names;
    this.token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  String token() {
    return token;
  }

  /// The name of the cookie that holds the token: one for each port, since browsers send a cookie
  /// to all ports of a host.
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
  /// @param host its header `Host`, which browsers write without the port where that is the usual
  ///   one
  boolean isOwnHost(@Nullable String host) {
    if (host == null) {
      return false;
    }
    try {
      HostPort called = new HostPort(host);
      return called.getPort(HttpScheme.HTTP.getDefaultPort()) == port
          && called.getHost() != null
          && names.has(called.getHost());
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// Whether a request was sent by a page of this server.
  ///
  /// @param origin its header `Origin`
  boolean isOwnOrigin(@Nullable String origin) {
    return origin != null && origin.startsWith("http://") && isOwnHost(origin.substring(7));
  }
}
