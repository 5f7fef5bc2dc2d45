package mockvro.host.script;

import com.google.gson.JsonObject;

/** What the script engine has to know about one loaded plug-in. */
public interface PluginScripting {

  /** The module name, the part before the colon in {@code Redis:Connection}. */
  String name();

  /** The loader that defines the plug-in's classes. */
  ClassLoader loader();

  /** The descriptor as {@code plugin.load} brought it (snake_case keys); it never changes. */
  JsonObject descriptor();

  /**
   * The scripting singleton of a descriptor object; always the same one for the same session.
   *
   * <p>Source of the rule: {@code plugin-host-protocol.md} §10.
   *
   * @param session the session whose factory owns the singleton
   * @param object the element of the descriptor that declares the singleton
   * @return what {@code createScriptingSingleton} made, which may be null
   * @throws Throwable whatever the plug-in threw
   */
  Object singleton(String session, JsonObject object) throws Throwable;

  /**
   * Told after each call of a script into the plug-in, on its thread.
   *
   * @param given the context class loader that the plug-in found
   * @param wasInterrupted whether the thread was interrupted before
   */
  void called(ClassLoader given, boolean wasInterrupted);
}
