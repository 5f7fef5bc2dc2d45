package mockvro.classindex;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.objectweb.asm.Opcodes;

/**
 * One jar of the plug-in. Names and versions of all class files are read at once, the rest of a
 * class file when somebody needs it, for most classes of a library nobody does. Multi-release
 * entries and {@code module-info} are left out: the product's releases load the base entries.
 */
final class PluginJar implements AutoCloseable {
  /** Upper bound of one class file; more is no honest class. */
  private static final int MAX_CLASS = 16 << 20;

  private static final int HEADER = 8;
  private static final int MAGIC = 0xCAFEBABE;
  private static final String SUFFIX = ".class";
  private static final Pattern NATIVE =
      Pattern.compile("(?i).*\\.(so(\\.[0-9]+)*|dll|dylib|jnilib|exe)");

  /** A class file; the name is that of its entry, under which a loader looks for it. */
  final class Unit {
    private final String name;
    private final int major;

    private Unit(String name, int major) {
      this.name = name;
      this.major = major;
    }

    String name() {
      return name;
    }

    int jar() {
      return index;
    }

    int major() {
      return major;
    }

    /**
     * Reads the whole class file with a reader that gets through sound ones only.
     *
     * @return what the reader makes of it; null when it fails, and the class file is on record
     */
    <T> T read(Function<byte[], T> reader) {
      String entry = name.replace('.', '/') + SUFFIX;
      try (InputStream stream = zip.getInputStream(zip.getEntry(entry))) {
        byte[] bytes = stream.readNBytes(MAX_CLASS + 1);
        if (bytes.length <= MAX_CLASS) {
          return reader.apply(asKnown(bytes));
        }
      } catch (IOException | RuntimeException e) {
        // ASM answers damaged input with many kinds of exceptions; all mean the same here
      }
      broken.add(entry);
      return null;
    }
  }

  private final int index;
  private final List<Unit> units = new ArrayList<>();
  private final List<String> natives = new ArrayList<>();
  private final Set<String> broken = new LinkedHashSet<>();
  private final List<Map<String, String>> poms = new ArrayList<>();
  private final Map<String, String> manifest = new LinkedHashMap<>();
  private ZipFile zip;
  private String error;

  PluginJar(int index, String path) {
    this.index = index;
    try {
      zip = new ZipFile(path);
      var entries = zip.entries();
      while (entries.hasMoreElements()) {
        take(entries.nextElement());
      }
    } catch (IOException | IllegalArgumentException e) {
      error = String.valueOf(e.getMessage());
    }
  }

  List<Unit> units() {
    return units;
  }

  Answer.JarFacts facts() {
    var packages = new TreeSet<String>();
    for (Unit unit : units) {
      packages.add(unit.name().substring(0, Math.max(0, unit.name().lastIndexOf('.'))));
    }
    return new Answer.JarFacts(
        error, manifest, poms, natives, List.copyOf(broken), List.copyOf(packages));
  }

  @Override
  public void close() throws IOException {
    if (zip != null) {
      zip.close();
    }
  }

  private void take(ZipEntry entry) throws IOException {
    String name = entry.getName();
    if (entry.isDirectory()) {
      return;
    }
    if (NATIVE.matcher(name).matches()) {
      natives.add(name);
    } else if (name.equals("META-INF/MANIFEST.MF")) {
      readManifest(entry);
    } else if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
      readPom(entry);
    } else if (isClass(name)) {
      readHeader(entry);
    }
  }

  /**
   * The class file with a version that ASM knows. The format only ever grew, so a newer one is
   * still read for what matters here; its version is on record already.
   */
  private static byte[] asKnown(byte[] bytes) {
    var file = ByteBuffer.wrap(bytes);
    if ((file.getShort(HEADER - 2) & 0xFFFF) > Opcodes.V24) {
      file.putShort(HEADER - 2, (short) Opcodes.V24);
    }
    return bytes;
  }

  private static boolean isClass(String name) {
    return name.endsWith(SUFFIX)
        && !name.startsWith("META-INF/")
        && !name.endsWith("module-info.class");
  }

  private void readHeader(ZipEntry entry) throws IOException {
    try (InputStream stream = zip.getInputStream(entry)) {
      byte[] header = stream.readNBytes(HEADER);
      if (header.length < HEADER || ByteBuffer.wrap(header).getInt() != MAGIC) {
        broken.add(entry.getName());
        return;
      }
      String path = entry.getName();
      String name = Names.dotted(path.substring(0, path.length() - SUFFIX.length()));
      units.add(new Unit(name, ByteBuffer.wrap(header).getShort(HEADER - 2) & 0xFFFF));
    }
  }

  private void readManifest(ZipEntry entry) {
    try (InputStream stream = zip.getInputStream(entry)) {
      new Manifest(stream)
          .getMainAttributes()
          .forEach((key, value) -> manifest.put(key.toString(), value.toString()));
    } catch (IOException | IllegalArgumentException e) {
      broken.add(entry.getName());
    }
  }

  private void readPom(ZipEntry entry) {
    var properties = new Properties();
    try (InputStream stream = zip.getInputStream(entry)) {
      properties.load(stream);
    } catch (IOException | IllegalArgumentException e) {
      broken.add(entry.getName());
      return;
    }
    var pom = new LinkedHashMap<String, String>();
    properties.forEach((key, value) -> pom.put(key.toString(), value.toString()));
    poms.add(pom);
  }
}
