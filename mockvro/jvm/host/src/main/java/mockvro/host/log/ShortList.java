package mockvro.host.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import org.apache.logging.log4j.core.config.plugins.processor.PluginCache;
import org.apache.logging.log4j.core.config.plugins.processor.PluginEntry;
import org.apache.logging.log4j.core.pattern.MessagePatternConverter;

/**
 * A context class loader that shows log4j one of its own plug-ins instead of all of them.
 *
 * <p>The first context that log4j makes loads some 400 classes of parts that a configuration file
 * could name: a quarter of the processor time of the host's start. Not a single one would make
 * log4j search its whole jar.
 */
final class ShortList extends ClassLoader {
  private static final String LIST =
      "META-INF/org/apache/logging/log4j/core/config/plugins/Log4j2Plugins.dat";

  ShortList(ClassLoader parent) {
    super(parent);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    if (!name.equals(LIST)) {
      return super.getResources(name);
    }
    URL url = new URL(null, "memory:" + LIST, new Memory(list()));
    return Collections.enumeration(Collections.singleton(url));
  }

  private static byte[] list() throws IOException {
    PluginEntry entry = new PluginEntry();
    entry.setCategory("converter");
    entry.setKey("message");
    entry.setName(MessagePatternConverter.class.getSimpleName());
    entry.setClassName(MessagePatternConverter.class.getName());
    PluginCache cache = new PluginCache();
    cache.getCategory(entry.getCategory()).put(entry.getKey(), entry);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    cache.writeCache(bytes);
    return bytes.toByteArray();
  }

  /** Gives bytes to whoever opens the address. */
  private static final class Memory extends URLStreamHandler {
    private final byte[] content;

    Memory(byte[] content) {
      this.content = content;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          // there is nothing to connect to
        }

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(content);
        }
      };
    }
  }
}
