package mockvro.host.observe.state;

import java.nio.charset.Charset;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;

/** Properties, locale, time zone, security providers. */
final class Settings {
  private static final String[] SECURITY = {
    "jdk.tls.disabledAlgorithms",
    "jdk.certpath.disabledAlgorithms",
    "networkaddress.cache.ttl",
    "networkaddress.cache.negative.ttl",
    "ssl.SocketFactory.provider",
    "ssl.ServerSocketFactory.provider",
    "ssl.TrustManagerFactory.algorithm",
    "ssl.KeyManagerFactory.algorithm",
    "keystore.type"
  };

  private Settings() {}

  static void read(Map<String, String> state) {
    state.put("timezone", TimeZone.getDefault().getID()); // sets a property when asked first
    properties(state);
    state.put("locale", Locale.getDefault().toString());
    state.put("locale:display", Locale.getDefault(Locale.Category.DISPLAY).toString());
    state.put("locale:format", Locale.getDefault(Locale.Category.FORMAT).toString());
    state.put("charset", Charset.defaultCharset().name());
    security(state);
  }

  private static void properties(Map<String, String> state) {
    Properties properties = System.getProperties();
    synchronized (properties) { // some of them are set while others are read
      properties.forEach((key, value) -> state.put("property:" + key, String.valueOf(value)));
    }
  }

  private static void security(Map<String, String> state) {
    List<String> order = new ArrayList<>();
    for (Provider provider : Security.getProviders()) {
      order.add(provider.getName());
      // a provider that is loaded late is the same one: no identity
      Class<?> type = provider.getClass();
      state.put("provider:" + provider.getName(), type.getName() + " (" + Shown.loader(type) + ")");
    }
    state.put("providers", String.join(", ", order));
    for (String name : SECURITY) {
      state.put("security:" + name, String.valueOf(Security.getProperty(name)));
    }
  }
}
