package mockvro.host.observe.deeds;

import java.util.Iterator;
import java.util.stream.Stream;
import mockvro.host.observe.Frames;
import mockvro.host.rpc.Call;

/**
 * Whose deed it is.
 *
 * @param plugin the plug-in
 * @param site class, method and position in it; the first frame of the plug-in on the stack, or the
 *     thread when there is none
 * @param byStack whether the stack tells; else the thread does
 */
record Sight(String plugin, String site, boolean byStack) {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private static final ClassLoader HOST = Sight.class.getClassLoader();
  private static final String HERE = Sight.class.getPackageName();

  /** Whose the thread is when no call is under way on it; null for nobody's. */
  interface ThreadOwner {
    String of(Thread thread);
  }

  /** The plug-in that is at work on this thread; null when none is, or it only loads a class. */
  static Sight take(ThreadOwner owner) {
    StackWalker.StackFrame frame = WALKER.walk(Sight::firstOfPluginOrLoader);
    if (frame != null) {
      String plugin = Frames.pluginOf(frame.getDeclaringClass().getClassLoader());
      return plugin == null ? null : new Sight(plugin, site(frame), true);
    }
    Thread thread = Thread.currentThread();
    String plugin = Call.current() == null ? owner.of(thread) : null;
    return plugin == null ? null : new Sight(plugin, "thread " + thread.getName(), false);
  }

  /**
   * What is behind a frame that loads a class, or that is the host's, was not asked for by the
   * plug-in: such a frame decides, too.
   */
  private static StackWalker.StackFrame firstOfPluginOrLoader(
      Stream<StackWalker.StackFrame> frames) {
    // no pipeline: its classes may be in the middle of their initialisation on this very thread
    Iterator<StackWalker.StackFrame> each = frames.iterator();
    while (each.hasNext()) {
      StackWalker.StackFrame frame = each.next();
      if (decides(frame)) {
        return frame;
      }
    }
    return null;
  }

  private static boolean decides(StackWalker.StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    ClassLoader loader = type.getClassLoader();
    return Frames.pluginOf(loader) != null
        || (loader == HOST && !type.getPackageName().equals(HERE))
        || (type == ClassLoader.class && frame.getMethodName().equals("loadClass"));
  }

  /**
   * The plug-in whose code has a class loaded by its name; null when nobody's does.
   *
   * @param qualified whether the name is a full one. The JVM loads classes that code refers to,
   *     which looks like {@code ClassLoader.loadClass}; only a full name is told from that
   */
  static Sight ofLoading(boolean qualified) {
    return WALKER.walk(frames -> loading(frames.iterator(), qualified));
  }

  private static Sight loading(Iterator<StackWalker.StackFrame> frames, boolean qualified) {
    boolean byName = qualified;
    while (frames.hasNext()) {
      StackWalker.StackFrame frame = frames.next();
      Class<?> type = frame.getDeclaringClass();
      byName |= type == Class.class && frame.getMethodName().startsWith("forName");
      String plugin = Frames.pluginOf(type.getClassLoader());
      if (plugin != null) {
        return byName ? new Sight(plugin, site(frame), true) : null;
      }
    }
    return null;
  }

  private static String site(StackWalker.StackFrame frame) {
    return frame.getClassName() + "." + frame.getMethodName() + "@" + frame.getByteCodeIndex();
  }
}
