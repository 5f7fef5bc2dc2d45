package mockvro.host.observe.state;

import java.util.Map;
import javax.net.ssl.SSLContext;

/** Objects that code in the whole JVM uses unless it brings its own. */
final class Defaults {
  private static final String[][] FIELDS = {
    {"ssl:hostname-verifier", "javax.net.ssl.HttpsURLConnection", "defaultHostnameVerifier"},
    {"ssl:socket-factory", "javax.net.ssl.HttpsURLConnection", "defaultSSLSocketFactory"},
    {"authenticator", "java.net.Authenticator", "theAuthenticator"},
    {"proxy-selector", "java.net.ProxySelector", "theProxySelector"},
    {"cookie-handler", "java.net.CookieHandler", "cookieHandler"},
    {"response-cache", "java.net.ResponseCache", "theResponseCache"},
    {"url:stream-handler-factory", "java.net.URL", "factory"},
    {"url:content-handler-factory", "java.net.URLConnection", "factory"}
  };

  private Defaults() {}

  static void read(Map<String, String> state, Inside inside) {
    for (String[] each : FIELDS) {
      state.put(each[0], Shown.of(inside.ofClass(each[1], each[2])));
    }
    SSLContext context = (SSLContext) inside.ofClass("javax.net.ssl.SSLContext", "defaultContext");
    state.put("ssl:context", Shown.context(context, inside));
    state.put("stream:out", Shown.of(System.out));
    state.put("stream:err", Shown.of(System.err));
    state.put("stream:in", Shown.of(System.in));
    state.put("uncaught-handler", Shown.of(Thread.getDefaultUncaughtExceptionHandler()));
    state.put("security-manager", Shown.of(inside.ofClass("java.lang.System", "security")));
  }
}
