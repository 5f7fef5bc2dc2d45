package mockvro.host.script;

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
  public T unwrap() {
    return object;
  }

  @Override
  public Object get(String name, Scriptable start) {
    CoreType.Reader<T> reader = type.reader(name);
    if (reader != null) {
      return guarded(() -> HostWrapFactory.toScript(run, reader.read(run, object)));
    }
    CoreType.Method<T> method = type.method(name);
    if (method != null) {
      return new HostFunction(
          run.scope(),
          name,
          (any, args) -> HostWrapFactory.toScript(run, method.call(run, object, args)));
    }
    if (CoreCatalogue.hasAttribute(type.name(), name)) {
      return guarded(() -> remote(name, new Object[0]));
    }
    if (CoreCatalogue.hasMethod(type.name(), name)) {
      return new HostFunction(run.scope(), name, (any, args) -> remote(name, args.values()));
    }
    return super.get(name, start);
  }

  @Override
  public void put(String name, Scriptable start, Object value) {
    CoreType.Writer<T> writer = type.writer(name);
    if (writer != null) {
      guarded(() -> write(writer, value));
    } else if (type.reader(name) != null) {
      throw Context.reportRuntimeError(
          "Attribute " + name + " of " + type.name() + " is read-only");
    } else if (CoreCatalogue.hasAttribute(type.name(), name)) {
      throw run.notSimulated(type.name() + "." + name);
    } else {
      super.put(name, start, value);
    }
  }

  /** Members of the Orchestrator's own elements are the business of the Python side. */
  private Object remote(String member, Object[] args) throws Throwable {
    if (!(object instanceof CoreTypes.Content)) {
      throw run.notSimulated(type.name() + "." + member);
    }
    Object[] all = new Object[args.length + 1];
    all[0] = this;
    System.arraycopy(args, 0, all, 1, args.length);
    return ServerCall.send(run, type.name(), member, new Arguments(all));
  }

  private Object write(CoreType.Writer<T> writer, Object value) throws Throwable {
    writer.write(run, object, new Arguments(new Object[] {value}));
    return value;
  }

  private interface Access {
    Object go() throws Throwable;
  }

  private static Object guarded(Access access) {
    try {
      return access.go();
    } catch (ServerCallFailed e) {
      throw Context.reportRuntimeError(e.getMessage());
    } catch (Throwable e) { // foreign iterators may throw anything
      throw Context.throwAsScriptRuntimeEx(e);
    }
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
