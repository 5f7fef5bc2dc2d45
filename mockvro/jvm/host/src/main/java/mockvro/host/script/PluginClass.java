package mockvro.host.script;

import org.mozilla.javascript.Callable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.NativeJavaClass;
import org.mozilla.javascript.Scriptable;

/** The global of a scripting object: its constructor and its static members. */
final class PluginClass extends NativeJavaClass {

  private static final long serialVersionUID = 1L;

  private final transient ScriptClass type;

  PluginClass(Scriptable scope, Class<?> java, ScriptClass type) {
    super(scope, java);
    this.type = type;
  }

  ScriptClass type() {
    return type;
  }

  @Override
  public Object get(String name, Scriptable start) {
    Run.enterPlugin(type.plugin());
    ScriptClass.Attribute attribute = type.attribute(name);
    if (attribute != null) {
      return read(attribute);
    }
    ScriptClass.Method method = type.method(name);
    if (method != null) {
      return PluginMethod.of(getParentScope(), type.plugin(), super.get(method.javaName(), start));
    }
    return type.opens(name) || name.equals("prototype") ? super.get(name, start) : NOT_FOUND;
  }

  private Object read(ScriptClass.Attribute attribute) {
    String getter = "get" + ScriptClass.capital(attribute.javaName());
    Object constant = super.get(attribute.javaName(), this);
    if (constant == NOT_FOUND && super.get(getter, this) instanceof Callable reader) {
      Context context = Context.getCurrentContext();
      return PluginMethod.timed(
          context, type.plugin(), () -> reader.call(context, getParentScope(), this, new Object[0]));
    }
    return constant;
  }

  @Override
  public void put(String name, Scriptable start, Object value) {
    throw Context.reportRuntimeError("The class " + type.name() + " cannot be changed by a script");
  }

  @Override
  public Scriptable construct(Context context, Scriptable scope, Object[] args) {
    if (!type.creatable()) {
      throw Context.reportRuntimeError(type.name() + " cannot be created by a script");
    }
    Run.enterPlugin(type.plugin());
    return super.construct(context, scope, args);
  }

  @Override
  public String toString() {
    return "[" + type.name() + "]";
  }
}
