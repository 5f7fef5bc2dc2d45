package mockvro.classindex;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipException;
import org.objectweb.asm.ClassReader;

/**
 * One jar of the plug-in, read completely. Multi-release entries and {@code module-info} are left
 * out: the product's releases load the base entries.
 */
final class PluginJar {
  /** Upper bound of one class file and of one jar's class files; more is no honest jar. */
  private static final long MAX_CLASS = 16L << 20;

  private static final long MAX_JAR = 512L << 20;
  private static final Pattern NATIVE =
      Pattern.compile("(?i).*\\.(so(\\.[0-9]+)*|dll|dylib|jnilib|exe)");

  /** A class file and what its header says. */
  record Unit(String name, int jar, byte[] bytes, int major) {}

  private final int index;
  private final List<Unit> units = new ArrayList<>();
  private final List<String> natives = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private final List<Map<String, String>> poms = new ArrayList<>();
  private final Map<String, String> manifest = new LinkedHashMap<>();
  private String error;
  private long total;

  PluginJar(int index, String path) {
    this.index = index;
    try (var zip = new ZipFile(path)) {
      var entries = zip.entries();
      while (entries.hasMoreElements()) {
        take(zip, entries.nextElement());
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
    return new Answer.JarFacts(error, manifest, poms, natives, broken, List.copyOf(packages));
  }

  private void take(ZipFile zip, ZipEntry entry) throws IOException {
    String name = entry.getName();
    if (entry.isDirectory()) {
      return;
    }
    if (NATIVE.matcher(name).matches()) {
      natives.add(name);
    } else if (name.equals("META-INF/MANIFEST.MF")) {
      readManifest(zip, entry);
    } else if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
      readPom(zip, entry);
    } else if (isClass(name)) {
      readClass(zip, entry);
    }
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class")
        && !name.startsWith("META-INF/")
        && !name.endsWith("module-info.class");
  }

  private void readClass(ZipFile zip, ZipEntry entry) throws IOException {
    byte[] bytes = bytes(zip, entry);
    total += bytes.length;
    if (total > MAX_JAR) {
      throw new ZipException("more than " + MAX_JAR + " bytes of class files");
    }
    try {
      var reader = new ClassReader(bytes);
      int major = ((bytes[6] & 0xFF) << 8) | (bytes[7] & 0xFF);
      units.add(new Unit(Names.dotted(reader.getClassName()), index, bytes, major));
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      broken.add(entry.getName());
    }
  }

  private byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream stream = zip.getInputStream(entry)) {
      byte[] bytes = stream.readNBytes((int) MAX_CLASS + 1);
      if (bytes.length > MAX_CLASS) {
        throw new ZipException(entry.getName() + " has more than " + MAX_CLASS + " bytes");
      }
      return bytes;
    }
  }

  private void readManifest(ZipFile zip, ZipEntry entry) {
    try (InputStream stream = zip.getInputStream(entry)) {
      new Manifest(stream)
          .getMainAttributes()
          .forEach((key, value) -> manifest.put(key.toString(), value.toString()));
    } catch (IOException | IllegalArgumentException e) {
      broken.add(entry.getName());
    }
  }

  private void readPom(ZipFile zip, ZipEntry entry) {
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
