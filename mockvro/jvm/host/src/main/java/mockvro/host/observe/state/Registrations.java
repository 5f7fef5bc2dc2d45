package mockvro.host.observe.state;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectInstance;

/** What is registered with the JVM: shutdown hooks, JDBC drivers, MBeans. */
final class Registrations {
  private Registrations() {}

  static void read(Map<String, String> state, Inside inside) {
    for (Thread hook : hooks(inside)) {
      String type = hook.getClass().getName();
      String identity = Integer.toHexString(System.identityHashCode(hook));
      state.put("shutdown-hook:" + type + "@" + identity, hook.getName() + loader(hook));
    }
    for (Object driver : drivers(inside)) {
      state.put("driver:" + driver.getClass().getName(), Shown.of(driver));
    }
    beans(state, inside);
  }

  /** The threads that run when the JVM ends. */
  static Collection<Thread> hooks(Inside inside) {
    @SuppressWarnings("unchecked") // java.lang.ApplicationShutdownHooks
    Map<Thread, Thread> hooks =
        (Map<Thread, Thread>) inside.ofClass("java.lang.ApplicationShutdownHooks", "hooks");
    return hooks == null ? List.of() : List.copyOf(hooks.keySet());
  }

  private static String loader(Thread hook) {
    return " (" + Shown.loader(hook.getClass()) + ")";
  }

  /** The JDBC drivers; {@code DriverManager.getDrivers} shows only the caller's and loads more. */
  static List<Object> drivers(Inside inside) {
    Object registered = inside.ofClass("java.sql.DriverManager", "registeredDrivers");
    if (!(registered instanceof Collection<?> infos)) {
      return List.of();
    }
    return infos.stream().map(info -> inside.ofObject(info, "driver")).toList();
  }

  private static void beans(Map<String, String> state, Inside inside) {
    MBeanServer server = server(inside);
    if (server == null) {
      return;
    }
    for (ObjectInstance bean : server.queryMBeans(null, null)) {
      if (!JdkBeans.owns(bean.getObjectName())) {
        state.put("mbean:" + bean.getObjectName(), bean.getClassName() + loader(server, bean));
      }
    }
  }

  private static String loader(MBeanServer server, ObjectInstance bean) {
    try {
      ClassLoader loader = server.getClassLoaderFor(bean.getObjectName());
      return " (" + (loader == null ? "java" : loader.getName()) + ")";
    } catch (InstanceNotFoundException e) {
      return ""; // it was taken back meanwhile
    }
  }

  /** The JVM's server of MBeans, if anybody has asked for one. */
  static MBeanServer server(Inside inside) {
    return (MBeanServer)
        inside.ofClass("java.lang.management.ManagementFactory", "platformMBeanServer");
  }
}
