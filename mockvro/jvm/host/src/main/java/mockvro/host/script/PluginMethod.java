package mockvro.host.script;

import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Callable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/** A method of a plug-in as scripts call it; the run keeps how often and how long. */
final class PluginMethod extends BaseFunction {

  private static final long serialVersionUID = 1L;

  private final transient PluginScripting plugin;
  private final transient Callable method;

  private PluginMethod(Scriptable scope, PluginScripting plugin, Callable method) {
    super(scope, ScriptableObject.getFunctionPrototype(scope));
    this.plugin = plugin;
    this.method = method;
  }

  /** The method, or what is there instead of one, unchanged. */
  static Object of(Scriptable scope, PluginScripting plugin, Object member) {
    return member instanceof Callable method && !(member instanceof PluginMethod)
        ? new PluginMethod(scope, plugin, method)
        : member;
  }

  @Override
  public Object call(Context context, Scriptable scope, Scriptable self, Object[] args) {
    return timed(context, plugin, () -> method.call(context, scope, self, args));
  }

  @Override
  public Scriptable construct(Context context, Scriptable scope, Object[] args) {
    throw Context.reportRuntimeError("A method is not a constructor");
  }

  /** What is done inside a plug-in. */
  @FunctionalInterface
  interface Inside<T> {
    T get();
  }

  /** Does something inside a plug-in on behalf of the context's run. */
  static <T> T timed(Context context, PluginScripting plugin, Inside<T> inside) {
    Run run = Run.of(context);
    Thread thread = Thread.currentThread();
    ClassLoader given = thread.getContextClassLoader();
    boolean wasInterrupted = thread.isInterrupted();
    long begin = System.nanoTime();
    try {
      return inside.get();
    } finally {
      plugin.called(given, wasInterrupted);
      if (run != null) {
        run.used(plugin.name(), System.nanoTime() - begin);
      }
    }
  }
}
