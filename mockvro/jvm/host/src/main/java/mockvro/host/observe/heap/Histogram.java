package mockvro.host.observe.heap;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.lang.instrument.Instrumentation;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** Live instances by class; asking collects garbage first. */
public final class Histogram {
  // "   1:     12345     678900  java.lang.String (java.base@17)"
  private static final Pattern LINE =
      Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");
  private static final int OTHERS = 100;

  private final Instrumentation jvm;

  /** Asks the JVM each time. */
  public Histogram(Instrumentation jvm) {
    this.jvm = jvm;
  }

  /**
   * The answer of {@code observer.histogram}.
   *
   * @param plugin only its classes; empty for those of all plug-ins and the biggest others
   */
  public JsonObject take(String plugin) {
    Map<String, String> owners = owners();
    JsonArray classes = new JsonArray();
    int others = 0;
    for (String line : ask().split("\n")) {
      Matcher match = LINE.matcher(line);
      if (!match.matches()) {
        continue;
      }
      String owner = owners.get(element(match.group(3)));
      boolean wanted = plugin.isEmpty() ? owner != null || others++ < OTHERS : plugin.equals(owner);
      if (wanted) {
        classes.add(row(match, owner));
      }
    }
    JsonObject json = new JsonObject();
    json.add("classes", classes);
    return json;
  }

  private static JsonObject row(Matcher match, String owner) {
    JsonObject row = new JsonObject();
    row.addProperty("class", match.group(3));
    row.addProperty("instances", Long.parseLong(match.group(1)));
    row.addProperty("bytes", Long.parseLong(match.group(2)));
    row.addProperty("plugin", owner);
    return row;
  }

  /** Plug-in by name of the class; the histogram itself tells no loaders. */
  private Map<String, String> owners() {
    Map<String, String> owners = new HashMap<>();
    for (Class<?> each : jvm.getAllLoadedClasses()) {
      String plugin = HeapState.ofPluginOrItsChildren(each.getClassLoader());
      if (plugin != null) {
        owners.put(each.getName(), plugin);
      }
    }
    return owners;
  }

  /** {@code [Lorg.example.Thing;} is an array of Things. */
  private static String element(String type) {
    int depth = type.lastIndexOf('[') + 1;
    boolean objects = depth > 0 && type.startsWith("L", depth);
    return objects ? type.substring(depth + 1, type.length() - 1) : type;
  }

  private static String ask() {
    try {
      ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
      Object[] arguments = {new String[0]};
      String[] signature = {String[].class.getName()};
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(commands, "gcClassHistogram", arguments, signature);
    } catch (JMException e) {
      throw new IllegalStateException("this JVM makes no class histogram", e);
    }
  }
}
