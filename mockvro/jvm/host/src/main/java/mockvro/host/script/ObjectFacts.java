package mockvro.host.script;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.Wrapper;

/** What the System functions tell about an object. */
final class ObjectFacts {

  private ObjectFacts() {}

  /** {@code Module:Type} of a finder's object, otherwise the scripting class. */
  static String type(Run run, Object value) throws Throwable {
    if (value instanceof CoreObject<?> core && core.unwrap() instanceof CoreTypes.Missing missing) {
      return missing.type();
    }
    JsonObject facts = described(run, value);
    return facts == null ? className(value) : facts.get("type").getAsString();
  }

  /** The finder's id of an object, or null. */
  static String id(Run run, Object value) throws Throwable {
    JsonObject facts = facts(run, value);
    JsonElement id = facts == null ? null : facts.get("id");
    return id == null || id.isJsonNull() ? null : id.getAsString();
  }

  /** The scripting class of an object; a Java object without one has the name of its class. */
  static String className(Object value) {
    if (value instanceof PluginObject object) {
      return object.type().name();
    }
    if (value instanceof CoreObject<?> || value instanceof PropertiesObject) {
      return ((Scriptable) value).getClassName();
    }
    if (value instanceof Wrapper wrapper) {
      return wrapper.unwrap().getClass().getName();
    }
    return value instanceof Scriptable object ? object.getClassName() : simpleName(value);
  }

  private static String simpleName(Object value) {
    String kind =
        value instanceof CharSequence ? "string" : value instanceof Number ? "number" : "";
    return value instanceof Boolean ? "boolean" : kind.isEmpty() ? null : kind;
  }

  /** The plug-in of an object; {@code Server} for core objects. */
  static String plugin(Run run, Object value) {
    if (value instanceof PluginObject object) {
      return object.type().plugin().name();
    }
    if (value instanceof Wrapper wrapper && !(value instanceof CoreObject<?>)) {
      PluginScripting owner = run.world().owner(wrapper.unwrap().getClass());
      return owner == null ? "Server" : owner.name();
    }
    return "Server";
  }

  private static JsonObject facts(Run run, Object value) throws Throwable {
    if (value instanceof ModuleObject module) {
      return module.reference();
    }
    JsonObject known = value instanceof CoreObject<?> core ? core.reference() : null;
    return known == null ? described(run, value) : known;
  }

  private static JsonObject described(Run run, Object value) throws Throwable {
    boolean foreign = value instanceof Wrapper && !(value instanceof PropertiesObject);
    return foreign ? run.environment().describe(run.session(), ((Wrapper) value).unwrap()) : null;
  }

  /** Whether the value is the placeholder of an object that was not found. */
  static boolean isNotFound(Object value) {
    return value instanceof CoreObject<?> core && core.unwrap() instanceof CoreTypes.Missing;
  }

  /** A value as the log shows it. */
  static String text(Object value) {
    return Context.toString(value);
  }
}
