package mockvro.host.script;

import com.google.gson.JsonObject;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Wrapper;

/**
 * An object of a core class.
 *
 * @param <T> class of the Java object behind it, which is what plug-in methods get
 */
final class CoreObject<T> extends ScriptableObject implements Wrapper {

  private static final long serialVersionUID = 1L;

  private final transient Run run;
  private final transient CoreType<T> type;
  private final transient T object;

  CoreObject(Run run, CoreType<T> type, T object) {
    super(run.scope(), ScriptableObject.getObjectPrototype(run.scope()));
    this.run = run;
    this.type = type;
    this.object = object;
  }

  @Override
  public String getClassName() {
    return type.name();
  }

  @Override
  public Object unwrap() {
    return type.outside(object);
  }

  /** How the Python side knows the object; null when only the JVM does. */
  JsonObject reference() {
    return type.reference(object);
  }

  @Override
  public Object get(String name, Scriptable start) {
    CoreType.Reader<T> reader = type.reader(name);
    if (reader != null) {
      return Remote.guarded(() -> HostWrapFactory.toScript(run, reader.read(run, object)));
    }
    CoreType.Method<T> method = type.method(name);
    if (method != null) {
      return new HostFunction(
          run.scope(),
          name,
          (any, args) -> HostWrapFactory.toScript(run, method.call(run, object, args)));
    }
    if (!CoreCatalogue.hasMember(type.name(), name)) {
      return super.get(name, start);
    }
    if (reference() == null) {
      throw run.notSimulated(type.name() + "." + name);
    }
    return Remote.get(run, this, name);
  }

  @Override
  public void put(String name, Scriptable start, Object value) {
    CoreType.Writer<T> writer = type.writer(name);
    if (writer != null) {
      Remote.guarded(() -> write(writer, value));
    } else if (type.reader(name) != null && reference() == null) {
      throw Context.reportRuntimeError(
          "Attribute " + name + " of " + type.name() + " is read-only");
    } else if (!CoreCatalogue.hasAttribute(type.name(), name)) {
      super.put(name, start, value);
    } else if (reference() == null) {
      throw run.notSimulated(type.name() + "." + name);
    } else {
      Remote.put(run, this, name, value);
    }
  }

  private Object write(CoreType.Writer<T> writer, Object value) throws Throwable {
    writer.write(run, object, new Arguments(new Object[] {value}));
    return value;
  }

  @Override
  public boolean has(String name, Scriptable start) {
    return type.reader(name) != null || type.method(name) != null || super.has(name, start);
  }

  @Override
  public Object getDefaultValue(Class<?> hint) {
    return "[object " + type.name() + "]";
  }
}
