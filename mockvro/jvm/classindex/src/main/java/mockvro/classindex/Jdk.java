package mockvro.classindex;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipFile;

/**
 * Classes of the Java release that the plug-in will run on. The running JDK knows the API of older
 * releases from the file its compiler uses for {@code --release}; without that file, as in a JRE,
 * its own classes stand in.
 */
final class Jdk implements AutoCloseable {
  private static final String SUFFIX = ".sig";

  private final ClassLoader running = ClassLoader.getPlatformClassLoader();
  private final Map<String, String> entries = new HashMap<>();
  private final ZipFile symbols;

  /**
   * @param release feature release such as 8; null for the running one
   */
  Jdk(Integer release) throws IOException {
    Path file = Path.of(System.getProperty("java.home"), "lib", "ct.sym");
    boolean older = release != null && release < Runtime.version().feature();
    symbols = older && Files.exists(file) ? new ZipFile(file.toFile()) : null;
    if (symbols != null) {
      index(Character.toUpperCase(Character.forDigit(release, Character.MAX_RADIX)));
    }
  }

  /** The class file, or null; {@code name} is internal. */
  byte[] read(String name) throws IOException {
    if (symbols != null && (name.startsWith("java/") || name.startsWith("javax/"))) {
      String entry = entries.get(name);
      return entry == null ? null : bytes(symbols.getInputStream(symbols.getEntry(entry)));
    }
    return bytes(running.getResourceAsStream(name + ".class"));
  }

  /** Entries are called {@code <releases>/<module>/<class>.sig}, one letter per release. */
  private void index(char release) {
    symbols.stream().forEach(entry -> {
      String name = entry.getName();
      int first = name.indexOf('/');
      int second = name.indexOf('/', first + 1);
      if (second > 0 && name.endsWith(SUFFIX) && name.lastIndexOf(release, first) >= 0) {
        entries.put(name.substring(second + 1, name.length() - SUFFIX.length()), name);
      }
    });
  }

  private static byte[] bytes(InputStream stream) throws IOException {
    try (stream) {
      return stream == null ? null : stream.readAllBytes();
    }
  }

  @Override
  public void close() throws IOException {
    if (symbols != null) {
      symbols.close();
    }
  }
}
