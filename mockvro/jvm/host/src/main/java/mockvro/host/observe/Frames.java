package mockvro.host.observe;

/**
 * Tells plug-in code from other code by the name of the class loader, which the JVM records in
 * every stack frame.
 */
public final class Frames {
  private static final String PREFIX = "plugin:";

  private Frames() {}

  /** The name the loader of a plug-in must have. */
  public static String loaderName(String plugin) {
    return PREFIX + plugin;
  }

  /** The plug-in whose loader this is, or null. */
  public static String pluginOf(ClassLoader loader) {
    return loader == null ? null : plugin(loader.getName());
  }

  /** The plug-in whose loader defined the frame's class, or null. */
  public static String pluginOf(StackTraceElement frame) {
    return plugin(frame.getClassLoaderName());
  }

  /** The first plug-in frame as text, or null. */
  public static String firstOfPlugin(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (pluginOf(frame) != null) {
        return text(frame);
      }
    }
    return null;
  }

  /** A frame without loader and module: {@code a.B.c(B.java:7)}. */
  public static String text(StackTraceElement frame) {
    String place =
        frame.isNativeMethod()
            ? "Native Method"
            : frame.getFileName() == null
                ? "Unknown Source"
                : frame.getLineNumber() < 0
                    ? frame.getFileName()
                    : frame.getFileName() + ":" + frame.getLineNumber();
    return frame.getClassName() + "." + frame.getMethodName() + "(" + place + ")";
  }

  private static String plugin(String loaderName) {
    return loaderName != null && loaderName.startsWith(PREFIX)
        ? loaderName.substring(PREFIX.length())
        : null;
  }
}
