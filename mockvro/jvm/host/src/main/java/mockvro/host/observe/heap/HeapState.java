package mockvro.host.observe.heap;

import com.google.gson.JsonObject;
import java.lang.instrument.Instrumentation;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.TreeMap;
import mockvro.host.observe.Frames;

/** Memory of the JVM after full collections. */
public final class HeapState {
  private HeapState() {}

  /** The answer of {@code observer.gc}: collects twice, because finalizers run in between. */
  public static JsonObject collect(Instrumentation jvm) {
    System.gc();
    System.runFinalization();
    System.gc();
    MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
    JsonObject json = new JsonObject();
    json.addProperty("usedBytes", heap.getUsed());
    json.addProperty("committedBytes", heap.getCommitted());
    buffers(json);
    json.addProperty("metaspaceBytes", metaspace());
    json.addProperty(
        "classesLoaded", ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
    json.add("classesOfPlugins", classes(jvm));
    json.addProperty("threads", ManagementFactory.getThreadMXBean().getThreadCount());
    return json;
  }

  private static void buffers(JsonObject json) {
    for (BufferPoolMXBean pool :
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)) {
      if (pool.getName().equals("direct") || pool.getName().equals("mapped")) {
        json.addProperty(pool.getName() + "Bytes", pool.getMemoryUsed());
        json.addProperty(pool.getName() + "Count", pool.getCount());
      }
    }
  }

  private static long metaspace() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().equals("Metaspace")) {
        return pool.getUsage().getUsed();
      }
    }
    return 0;
  }

  private static JsonObject classes(Instrumentation jvm) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Class<?> each : jvm.getAllLoadedClasses()) {
      String plugin = ofPluginOrItsChildren(each.getClassLoader());
      if (plugin != null) {
        counts.merge(plugin, 1, Integer::sum);
      }
    }
    JsonObject json = new JsonObject();
    counts.forEach(json::addProperty);
    return json;
  }

  /** Loaders that a plug-in makes, for proxies and scripts, hang below its own. */
  static String ofPluginOrItsChildren(ClassLoader loader) {
    for (ClassLoader each = loader; each != null; each = each.getParent()) {
      String plugin = Frames.pluginOf(each);
      if (plugin != null) {
        return plugin;
      }
    }
    return null;
  }
}
