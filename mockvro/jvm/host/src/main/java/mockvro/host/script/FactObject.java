package mockvro.host.script;

import java.util.LinkedHashMap;
import java.util.Map;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/**
 * A core object that is nothing but its attributes: a Parameter, a LogEvent, a LogQuery.
 *
 * <p>The Python side sends such objects and gets them back whole; what is not among the attributes
 * is its business.
 */
final class FactObject extends ScriptableObject {

  /** A method that the JVM has itself. */
  @FunctionalInterface
  interface Method {
    /** The value as Java or script value. */
    Object call(FactObject self, Arguments args) throws Throwable;
  }

  private static final long serialVersionUID = 1L;

  private final transient Run run;
  private final String type;
  private final boolean writable;
  private final transient Map<String, Object> attributes = new LinkedHashMap<>();
  private final transient Map<String, Method> methods;

  private FactObject(Run run, String type, boolean writable, Map<String, Method> methods) {
    super(run.scope(), ScriptableObject.getObjectPrototype(run.scope()));
    this.run = run;
    this.type = type;
    this.writable = writable;
    this.methods = methods;
  }

  /** An object that the Orchestrator made; scripts cannot change it. */
  static FactObject received(Run run, String type) {
    return new FactObject(run, type, false, Map.of());
  }

  /** An object that a script makes and fills. */
  static FactObject made(Run run, String type, Map<String, Method> methods) {
    return new FactObject(run, type, true, methods);
  }

  /** Keeps a script value under the name of an attribute. */
  FactObject with(String attribute, Object value) {
    attributes.put(attribute, value);
    return this;
  }

  /** The attributes as script values. */
  Map<String, Object> attributes() {
    return attributes;
  }

  @Override
  public String getClassName() {
    return type;
  }

  @Override
  public Object get(String name, Scriptable start) {
    if (attributes.containsKey(name)) {
      return attributes.get(name);
    }
    Method method = methods.get(name);
    if (method != null) {
      return new HostFunction(run.scope(), name, (any, args) -> method.call(this, args));
    }
    Object remote = Remote.get(run, this, name);
    return remote == NOT_FOUND ? super.get(name, start) : remote;
  }

  @Override
  public void put(String name, Scriptable start, Object value) {
    if (!CoreCatalogue.hasAttribute(type, name)) {
      super.put(name, start, value);
    } else if (writable) {
      attributes.put(name, value);
    } else {
      Remote.put(run, this, name, value);
    }
  }

  @Override
  public boolean has(String name, Scriptable start) {
    return attributes.containsKey(name) || methods.containsKey(name) || super.has(name, start);
  }

  @Override
  public Object getDefaultValue(Class<?> hint) {
    return "[object " + type + "]";
  }
}
