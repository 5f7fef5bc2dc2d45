package mockvro.host.observe.deeds;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A method of the JDK that tells when it is called.
 *
 * @param name names the point in {@code probes.txt}: its place in the list
 * @param what kind of the deed
 * @param how which deed of the kind, or where its arguments tell that
 * @param owner internal name of the class
 * @param descriptor of the method; {@code *} for all methods of the name
 */
record ProbePoint(
    String name, String what, String how, String owner, String method, String descriptor) {
  private static final String TABLE = "probes.txt";

  boolean is(String otherMethod, String otherDescriptor) {
    return method.equals(otherMethod)
        && (descriptor.equals("*") || descriptor.equals(otherDescriptor));
  }

  /** The method as a person writes it: {@code File.delete}; a constructor is only its class. */
  String label() {
    String simple = owner.substring(owner.lastIndexOf('/') + 1);
    return method.equals("<init>") ? simple : simple + "." + method;
  }

  String className() {
    return owner.replace('/', '.');
  }

  /** All points. */
  static List<ProbePoint> all() {
    InputStream table = ProbePoint.class.getResourceAsStream(TABLE);
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).map(ProbePoint::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProbePoint parse(String line) {
    String[] cells = line.split("\\s+");
    return new ProbePoint(
        String.join(" ", cells), cells[0], cells[1], cells[2], cells[3], cells[4]);
  }
}
