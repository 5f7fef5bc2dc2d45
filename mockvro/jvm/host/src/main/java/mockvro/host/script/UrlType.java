package mockvro.host.script;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The core class URL: an address with parameters, fetched or posted to. */
final class UrlType {

  private static final int LONGEST_MS = 60_000;
  private static final int MOST_BYTES = 64 * 1024 * 1024;
  private static final int SHORTEST_MS = 1;

  static final CoreType<UrlType> TYPE = type();

  private String address;
  private String requestType = "GET";
  private String contentType = "application/x-www-form-urlencoded";
  private String data;
  private String result;
  private final List<String> parameters = new ArrayList<>();

  UrlType(String address) {
    this.address = address;
  }

  private static CoreType<UrlType> type() {
    CoreType<UrlType> type =
        new CoreType<UrlType>("URL")
            .made((run, args) -> new UrlType(args.text(0, "")))
            .reads("url", (run, url) -> url.address)
            .writes("url", (run, url, value) -> url.address = value.text(0))
            .reads("host", (run, url) -> url.parsed().getHost())
            .reads("port", (run, url) -> url.port())
            .reads("result", (run, url) -> url.result)
            .reads("requestType", (run, url) -> url.requestType)
            .writes("requestType", (run, url, value) -> url.requestType = value.text(0))
            .reads("contentType", (run, url) -> url.contentType)
            .writes("contentType", (run, url, value) -> url.contentType = value.text(0))
            .reads("datas", (run, url) -> url.data)
            .writes("datas", (run, url, value) -> url.data = value.text(0))
            .does("addParameter", (run, url, args) -> url.addParameter(args))
            .does("addPath", (run, url, args) -> url.addPath(args.text(0)))
            .does("getContent", (run, url, args) -> url.get(run))
            .does("post", (run, url, args) -> url.post(run, url.body()))
            .does("postContent", (run, url, args) -> url.post(run, args.text(0)))
            .does("escapeHost", (run, url, args) -> HostNames.escaped(args.text(0)))
            .does("unescapeHost", (run, url, args) -> HostNames.unescaped(args.text(0)));
    for (Map.Entry<String, String> each : HostNames.CHECKS.entrySet()) {
      String pattern = each.getValue();
      type.does(each.getKey(), (run, url, args) -> args.text(0, "").matches(pattern));
    }
    for (Map.Entry<String, String> each : HostNames.PATTERNS.entrySet()) {
      type.does(each.getKey(), (run, url, args) -> each.getValue());
    }
    return type;
  }

  private URL parsed() throws MalformedURLException {
    return new URL(address);
  }

  private int port() throws MalformedURLException {
    URL url = parsed();
    return url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
  }

  private Object addParameter(Arguments args) {
    parameters.add(encoded(args.text(0)) + "=" + encoded(args.text(1)));
    return HostFunction.nothing();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private Object addPath(String path) {
    boolean joined = address.endsWith("/") || path.startsWith("/");
    address = joined ? address + path : address + "/" + path;
    return HostFunction.nothing();
  }

  private String body() {
    return data == null ? String.join("&", parameters) : data;
  }

  /** Fetches the address. */
  String get(Run run) throws IOException {
    String query = String.join("&", parameters);
    String mark = address.contains("?") ? "&" : "?";
    URLConnection connection = open(run, query.isEmpty() ? address : address + mark + query);
    if (connection instanceof HttpURLConnection http) {
      http.setRequestMethod("POST".equals(requestType) ? "POST" : "GET");
    }
    return answer(run, connection);
  }

  private String post(Run run, String body) throws IOException {
    URLConnection connection = open(run, address);
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", contentType);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body.getBytes(StandardCharsets.UTF_8));
    }
    return answer(run, connection);
  }

  /** A connection that neither waits longer than the script may run nor reads local files. */
  private static URLConnection open(Run run, String address) throws IOException {
    URL url = new URL(address);
    if (!url.getProtocol().matches("https?")) {
      throw new MalformedURLException("protocol " + url.getProtocol() + " is not supported");
    }
    URLConnection connection = url.openConnection();
    int limit = (int) Math.max(SHORTEST_MS, Math.min(LONGEST_MS, run.left()));
    connection.setConnectTimeout(limit);
    connection.setReadTimeout(limit);
    return connection;
  }

  private String answer(Run run, URLConnection connection) throws IOException {
    try (InputStream in = connection.getInputStream()) {
      result = new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
    } finally {
      run.look();
    }
    return result;
  }
}
