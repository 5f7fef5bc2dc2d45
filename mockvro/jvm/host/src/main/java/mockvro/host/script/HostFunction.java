package mockvro.host.script;

import org.mozilla.javascript.BaseFunction;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;
import org.mozilla.javascript.Undefined;

/** A function of the product's scripting API. */
final class HostFunction extends BaseFunction {

  /** What the function does; null means nothing is returned. */
  @FunctionalInterface
  interface Body {
    /** Does it; whatever it throws, the script sees as an error. */
    Object call(Run run, Arguments args) throws Throwable;
  }

  private static final long serialVersionUID = 1L;

  private final String name;
  private final transient Body body;

  HostFunction(Scriptable scope, String name, Body body) {
    super(scope, ScriptableObject.getFunctionPrototype(scope));
    this.name = name;
    this.body = body;
  }

  @Override
  public String getFunctionName() {
    return name;
  }

  @Override
  public Object call(Context context, Scriptable scope, Scriptable self, Object[] args) {
    try {
      return body.call(Run.of(context), new Arguments(args));
    } catch (ServerCallFailed e) {
      throw Context.reportRuntimeError(e.getMessage());
    } catch (Throwable e) { // a plug-in may throw anything
      throw Context.throwAsScriptRuntimeEx(e);
    }
  }

  @Override
  public Scriptable construct(Context context, Scriptable scope, Object[] args) {
    throw Context.reportRuntimeError(name + " is not a constructor");
  }

  /** What a function without a result gives to the script. */
  static Object nothing() {
    return Undefined.instance;
  }
}
