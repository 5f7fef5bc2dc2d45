package mockvro.host.observe.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import mockvro.host.observe.Frames;

/**
 * Pools of connections that plug-ins have registered as MBeans. Reading an attribute runs code of
 * the plug-in, so each bean is asked on a thread of its own; one that does not answer in time is
 * not asked again.
 */
public final class Pools {
  /** What is borrowed and what is idle: commons-pool2 and DBCP2, HikariCP, Tomcat JDBC. */
  private static final String[][] COUNTS = {
    {"NumActive", "NumIdle"}, {"ActiveConnections", "IdleConnections"}, {"Active", "Idle"}
  };

  private static final String[] ATTRIBUTES =
      Arrays.stream(COUNTS).flatMap(Arrays::stream).toArray(String[]::new);

  private static final long LIMIT_MS = 1000;
  private static final int MOST_SILENT = 5; // each of them keeps a thread

  private final Inside inside;
  private final UnaryOperator<String> registrant;
  private final Set<String> silent = ConcurrentHashMap.newKeySet();

  /**
   * Asks the JVM each time.
   *
   * @param registrant names the plug-in that registered the MBean of a name; null for nobody
   */
  public Pools(Inside inside, UnaryOperator<String> registrant) {
    this.inside = inside;
    this.registrant = registrant;
  }

  /** The answer of {@code observer.pools}. */
  public JsonObject toJson() {
    JsonArray pools = new JsonArray();
    MBeanServer server = Registrations.server(inside);
    if (server != null) {
      for (ObjectName name : server.queryNames(null, null)) {
        String plugin = JdkBeans.owns(name) ? null : owner(server, name);
        JsonObject pool = plugin == null ? null : read(server, name);
        if (pool != null) {
          pool.addProperty("name", name.toString());
          pool.addProperty("plugin", plugin);
          pools.add(pool);
        }
      }
    }
    JsonArray unknown = new JsonArray();
    new TreeSet<>(silent).forEach(unknown::add);
    JsonObject all = new JsonObject();
    all.add("pools", pools);
    all.add("silent", unknown);
    return all;
  }

  private String owner(MBeanServer server, ObjectName name) {
    try {
      String plugin = Frames.pluginOf(server.getClassLoaderFor(name));
      return plugin == null ? registrant.apply(name.toString()) : plugin;
    } catch (InstanceNotFoundException e) {
      return null; // it was taken back meanwhile
    }
  }

  /** What a pool says; null for what is none, and for what does not answer. */
  private JsonObject read(MBeanServer server, ObjectName name) {
    String key = name.toString();
    if (silent.contains(key) || silent.size() >= MOST_SILENT) {
      return null;
    }
    FutureTask<JsonObject> task = new FutureTask<>(() -> counts(server, name));
    Thread thread = new Thread(task, "mockvro-pool-reader");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(LIMIT_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      return null; // whatever the bean throws, it is no pool that says what is borrowed
    } catch (TimeoutException e) {
      silent.add(key);
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  /** The server leaves out attributes that the bean does not have, or that throw. */
  private static JsonObject counts(MBeanServer server, ObjectName name) throws JMException {
    Map<String, Number> told = new HashMap<>();
    for (Attribute each : server.getAttributes(name, ATTRIBUTES).asList()) {
      if (each.getValue() instanceof Integer || each.getValue() instanceof Long) {
        told.put(each.getName(), (Number) each.getValue());
      }
    }
    for (String[] pair : COUNTS) {
      if (told.containsKey(pair[0]) && told.containsKey(pair[1])) {
        JsonObject pool = new JsonObject();
        pool.addProperty("borrowed", told.get(pair[0]));
        pool.addProperty("idle", told.get(pair[1]));
        return pool;
      }
    }
    return null;
  }
}
