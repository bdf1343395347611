package flybrain.view;

import java.util.Map;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/// Lets in who has the token, and forbids pages to load anything from elsewhere.
final class Gate extends Handler.Wrapper {
  /// Where pages send their messages.
  static final String LIVE = "/live";

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'self'; img-src 'self' data: blob:; style-src 'self'; script-src 'self';"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Cross-Origin-Opener-Policy",
          "same-origin");

  private final Access access;

  Gate(Access access, Handler inside) {
    super(inside);
    this.access = access;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HEADERS.forEach(response.getHeaders()::put);
    String host = request.getHeaders().get(HttpHeader.HOST);
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    String path = Request.getPathInContext(request);
    if (!access.isOwnHost(host)) {
      return refuse("This is not the name of this server.", response, callback);
    }
    if (origin == null ? path.equals(LIVE) : !access.isOwnOrigin(origin)) {
      return refuse("Pages of other servers get nothing here.", response, callback);
    }
    if (!HttpMethod.GET.is(request.getMethod()) && !HttpMethod.HEAD.is(request.getMethod())) {
      Answer answer = Answer.sentence(Answer.NOT_ALLOWED, "Only GET is answered here.");
      return Responses.write(answer, response, callback);
    }
    String token = path.equals("/") ? token(request) : null;
    if (access.isToken(token)) {
      enter(response, callback);
      return true;
    }
    boolean knownToken =
        Request.getCookies(request).stream()
            .anyMatch(cookie ->
                cookie.getName().equals(access.cookie()) && access.isToken(cookie.getValue()));
    return knownToken
        ? super.handle(request, response, callback)
        : refuse(
            "Open the link that flybrain view has printed: it lets this browser in.",
            response,
            callback);
  }

  private static boolean refuse(String why, Response response, Callback callback) {
    return Responses.write(Answer.sentence(Answer.FORBIDDEN, why), response, callback);
  }

  private static @Nullable String token(Request request) {
    try {
      Fields query = Request.extractQueryParameters(request);
      return query.getValue("token");
    } catch (IllegalArgumentException | HttpException.RuntimeException _) {
      // Not UTF-8.
      return null;
    }
  }

  /// Gives the browser the token as a cookie, and takes it out of the link.
  private void enter(Response response, Callback callback) {
    HttpCookie cookie =
        HttpCookie.build(access.cookie(), access.token())
            .httpOnly(true)
            // Strict would leave it out where a link on another page, in a chat say, was clicked.
            .sameSite(HttpCookie.SameSite.LAX)
            .path("/")
            .build();
    Response.addCookie(response, cookie);
    response.setStatus(303);
    response.getHeaders().put(HttpHeader.LOCATION, "/");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    callback.succeeded();
  }
}
