package mockvro.host.observe.state;

import java.util.Set;
import javax.net.ssl.SSLContext;

/** Objects of the JVM's settings as text that two snapshots can compare. */
final class Shown {
  /** What the JDK makes by itself when somebody asks for a default: nobody has set it. */
  private static final Set<String> MADE_LAZILY =
      Set.of(
          "javax.net.ssl.HttpsURLConnection$DefaultHostnameVerifier",
          "sun.security.ssl.SSLSocketFactoryImpl",
          "sun.net.spi.DefaultProxySelector",
          "java.net.URL$DefaultFactory",
          "sun.security.ssl.SSLContextImpl$DefaultSSLContext");

  private Shown() {}

  /** {@code class@identity (loader)}; {@code null} for what nobody has set. */
  static String of(Object object) {
    if (object == null || MADE_LAZILY.contains(object.getClass().getName())) {
      return "null";
    }
    Class<?> type = object.getClass();
    return type.getName()
        + "@"
        + Integer.toHexString(System.identityHashCode(object))
        + " ("
        + loader(type)
        + ")";
  }

  /** A context is of the same class whoever made it; its provider's part tells more. */
  static String context(SSLContext context, Inside inside) {
    Object part = context == null ? null : inside.ofObject(context, "contextSpi");
    String made = of(part);
    return made.equals("null") ? made : of(context) + " of " + made;
  }

  static String loader(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == null) {
      return "java";
    }
    return loader.getName() == null ? loader.getClass().getName() : loader.getName();
  }
}
