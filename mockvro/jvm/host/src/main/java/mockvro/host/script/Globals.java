package mockvro.host.script;

import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;

/** Makes global objects when a script first names them. */
final class Globals {

  private Globals() {}

  /** The global of that name; NOT_FOUND when nobody offers one. */
  static Object make(Run run, RunScope scope, String name) {
    Object core = CoreGlobals.make(run, name);
    if (core != Scriptable.NOT_FOUND) {
      return core;
    }
    ScriptClass singleton = run.world().singleton(name);
    if (singleton != null) {
      return singleton(run, scope, singleton);
    }
    ScriptClass type = run.world().named(name);
    if (type != null) {
      return type(scope, type);
    }
    // the XML plug-in comes with the product; one that is installed goes before ours
    return name.equals(XmlManager.NAME) ? XmlManager.make(run) : Scriptable.NOT_FOUND;
  }

  private static Object singleton(Run run, RunScope scope, ScriptClass type) {
    try {
      Object made = type.plugin().singleton(run.session(), type.element());
      return HostWrapFactory.toScript(run, made);
    } catch (Throwable e) { // whatever the plug-in throws becomes the script's error
      throw Context.throwAsScriptRuntimeEx(e);
    }
  }

  private static Object type(RunScope scope, ScriptClass type) {
    try {
      Class<?> java = type.javaClass();
      return JavaShutter.suspended(() -> new PluginClass(scope, java, type));
    } catch (ClassNotFoundException e) {
      throw Context.throwAsScriptRuntimeEx(e);
    }
  }
}
