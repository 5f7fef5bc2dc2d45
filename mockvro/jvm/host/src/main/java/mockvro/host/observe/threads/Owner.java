package mockvro.host.observe.threads;

import mockvro.host.observe.Frames;
import mockvro.host.observe.state.Inside;

/**
 * Whose a thread is that no plug-in was seen to start.
 *
 * @param plugin null for nobody's
 * @param by what tells it: {@code class}, {@code target}, {@code context} or {@code stack}
 */
record Owner(String plugin, String by) {
  private static final Owner NOBODY = new Owner(null, null);

  static Owner of(Thread thread, StackTraceElement[] stack, Inside inside) {
    String plugin = Frames.pluginOf(thread.getClass().getClassLoader());
    if (plugin != null) {
      return new Owner(plugin, "class");
    }
    plugin = ofTarget(thread, inside);
    if (plugin != null) {
      return new Owner(plugin, "target");
    }
    plugin = Frames.pluginOf(thread.getContextClassLoader());
    if (plugin != null) {
      return new Owner(plugin, "context");
    }
    for (StackTraceElement frame : stack) {
      plugin = Frames.pluginOf(frame);
      if (plugin != null) {
        return new Owner(plugin, "stack");
      }
    }
    return NOBODY;
  }

  /** Up to JDK 18 a thread keeps what it runs itself. */
  private static String ofTarget(Thread thread, Inside inside) {
    Object runnable = inside.ofObject(thread, "target");
    if (runnable == null) {
      Object holder = inside.ofObject(thread, "holder");
      runnable = holder == null ? null : inside.ofObject(holder, "task");
    }
    return runnable == null ? null : Frames.pluginOf(runnable.getClass().getClassLoader());
  }
}
