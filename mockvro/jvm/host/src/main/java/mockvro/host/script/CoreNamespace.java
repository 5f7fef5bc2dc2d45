package mockvro.host.script;

import java.util.Map;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/** A global such as System: functions of ours, and names for the Python side to answer. */
final class CoreNamespace extends ScriptableObject {

  private static final long serialVersionUID = 1L;

  private final transient Run run;
  private final String name;
  private final transient Map<String, HostFunction.Body> functions;

  CoreNamespace(Run run, String name, Map<String, HostFunction.Body> functions) {
    super(run.scope(), ScriptableObject.getObjectPrototype(run.scope()));
    this.run = run;
    this.name = name;
    this.functions = functions;
  }

  @Override
  public String getClassName() {
    return name;
  }

  @Override
  public Object get(String member, Scriptable start) {
    Object known = super.get(member, start);
    if (known != NOT_FOUND) {
      return known;
    }
    HostFunction.Body body = functions.get(member);
    if (body == null && CoreCatalogue.hasStatic(name, member)) {
      body = (any, args) -> ServerCall.send(any, name, member, args);
    }
    if (body == null) {
      return NOT_FOUND;
    }
    HostFunction function = new HostFunction(run.scope(), member, body);
    super.put(member, this, function);
    return function;
  }

  @Override
  public boolean has(String member, Scriptable start) {
    return super.has(member, start)
        || functions.containsKey(member)
        || CoreCatalogue.hasStatic(name, member);
  }
}
