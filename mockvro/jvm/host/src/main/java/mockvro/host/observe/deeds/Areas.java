package mockvro.host.observe.deeds;

import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which part of the machine a path lies in, by the folders this JVM was started with. */
final class Areas {
  private static final Map<String, String> FOLDERS = new LinkedHashMap<>();

  static {
    // before a plug-in can change them
    put("java", System.getProperty("java.home"));
    File boot = new File(System.getProperty("java.class.path")).getAbsoluteFile();
    put("host", boot.getParentFile().getParent());
    put("temp", System.getProperty("java.io.tmpdir"));
    put("home", System.getProperty("user.home"));
    put("server", System.getProperty("server.home.dir"));
    put("work", System.getProperty("user.dir"));
    put("product", "/var/run/vco");
    put("system", "/proc");
    put("system", "/sys");
    put("system", "/dev");
  }

  private Areas() {}

  private static void put(String area, String folder) {
    if (folder != null) {
      FOLDERS.put(folder, area);
    }
  }

  /** The area of an absolute path; {@code other} when it is in none that we know. */
  static String of(String path) {
    for (Map.Entry<String, String> each : FOLDERS.entrySet()) {
      if (path.equals(each.getKey()) || path.startsWith(each.getKey() + File.separator)) {
        return each.getValue();
      }
    }
    return path.endsWith(".jar") ? "jar" : "other";
  }
}
