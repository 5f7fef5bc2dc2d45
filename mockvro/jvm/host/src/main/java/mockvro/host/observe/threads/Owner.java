package mockvro.host.observe.threads;

import java.lang.reflect.Field;
import mockvro.host.observe.Frames;

/**
 * Whose a thread is that no plug-in was seen to start.
 *
 * @param plugin null for nobody's
 * @param by what tells it: {@code class}, {@code target}, {@code context} or {@code stack}
 */
record Owner(String plugin, String by) {
  private static final Owner NOBODY = new Owner(null, null);
  private static final Field TARGET = target();

  static Owner of(Thread thread, StackTraceElement[] stack) {
    String plugin = Frames.pluginOf(thread.getClass().getClassLoader());
    if (plugin != null) {
      return new Owner(plugin, "class");
    }
    plugin = ofTarget(thread);
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

  /** {@code Thread.target} is readable because the host's manifest opens the package. */
  private static Field target() {
    try {
      Field field = Thread.class.getDeclaredField("target");
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      return null; // later JDKs keep it in Thread.holder; the other ways still tell
    }
  }

  private static String ofTarget(Thread thread) {
    try {
      Object runnable = TARGET == null ? null : TARGET.get(thread);
      return runnable == null ? null : Frames.pluginOf(runnable.getClass().getClassLoader());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e); // it was made accessible
    }
  }
}
