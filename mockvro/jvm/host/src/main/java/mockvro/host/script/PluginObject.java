package mockvro.host.script;

import java.util.ArrayList;
import java.util.List;
import org.mozilla.javascript.Callable;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;

/** An object of a plug-in under the names that the descriptor gives to its members. */
final class PluginObject extends ForeignObject {

  private static final long serialVersionUID = 1L;

  private final transient ScriptClass type;

  PluginObject(Scriptable scope, Object object, ScriptClass type) {
    super(scope, object, null);
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
    return type.opens(name) ? super.get(name, start) : NOT_FOUND;
  }

  /** A getter first, then a public field. */
  private Object read(ScriptClass.Attribute attribute) {
    String getter = type.getter(javaObject.getClass(), attribute.javaName());
    if (getter != null && super.get(getter, this) instanceof Callable reader) {
      Context context = Context.getCurrentContext();
      return PluginMethod.timed(
          context, type.plugin(), () -> reader.call(context, getParentScope(), this, new Object[0]));
    }
    return super.get(attribute.javaName(), this);
  }

  @Override
  public void put(String name, Scriptable start, Object value) {
    Run.enterPlugin(type.plugin());
    ScriptClass.Attribute attribute = type.attribute(name);
    if (attribute != null) {
      write(attribute, value);
    } else if (type.opens(name)) {
      super.put(name, start, value);
    } else {
      throw Context.reportRuntimeError(type.name() + " has no attribute " + name);
    }
  }

  private void write(ScriptClass.Attribute attribute, Object value) {
    if (attribute.readOnly()) {
      // what the product does is not known; silence would hide the script's error
      throw Context.reportRuntimeError(
          "Attribute " + attribute.name() + " of " + type.name() + " is read-only");
    }
    String setter = "set" + ScriptClass.capital(attribute.javaName());
    if (super.get(setter, this) instanceof Callable writer) {
      Context context = Context.getCurrentContext();
      PluginMethod.timed(
          context,
          type.plugin(),
          () -> writer.call(context, getParentScope(), this, new Object[] {value}));
    } else {
      super.put(attribute.javaName(), this, value);
    }
  }

  @Override
  public boolean has(String name, Scriptable start) {
    boolean declared = type.attribute(name) != null || type.method(name) != null;
    return declared || type.opens(name) && super.has(name, start);
  }

  @Override
  public Object[] getIds() {
    List<Object> names = new ArrayList<>();
    type.attributes().forEach(each -> names.add(each.name()));
    type.methods().forEach(each -> names.add(each.name()));
    return names.isEmpty() ? super.getIds() : names.toArray();
  }
}
