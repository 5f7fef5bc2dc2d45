package mockvro.host.script;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Function;
import org.mozilla.javascript.NativeObject;
import org.mozilla.javascript.Script;
import org.mozilla.javascript.Scriptable;

/**
 * The body of a workflow element or action as a function of its input bindings ({@code
 * scripting-runtime.md} §2).
 */
final class ElementCall {

  private final String location;
  private final String source;
  private final List<String> params;
  private final List<String> outputs;
  private Script compiled;

  /**
   * @param location what error texts name as the source
   * @param params names of the in-bindings
   * @param outputs names of the out-bindings, which are local variables of the function
   */
  ElementCall(String location, String source, List<String> params, List<String> outputs) {
    this.location = location;
    this.source = source;
    this.params = params;
    this.outputs = outputs;
  }

  /** Compiles the body. The first line of the source is line 1. */
  Script compile(Context context) {
    if (compiled == null) {
      compiled = CompiledScripts.of(context, location, text());
    }
    return compiled;
  }

  private String text() {
    Set<String> locals = new LinkedHashSet<>(outputs);
    params.forEach(locals::remove);
    String declared = locals.isEmpty() ? "" : "var " + String.join(",", locals) + ";";
    return "(function(" + String.join(",", params) + "){" + declared + "\n" + source + "\n})";
  }

  /** Calls an action from a script; its globals are its own, its objects are shared. */
  Object callAction(Run run, Object[] args) {
    NativeObject scope = new NativeObject();
    scope.setPrototype(run.scope());
    scope.setParentScope(null);
    return call(Context.getCurrentContext(), run, scope, args, new ElementFrame(run, location));
  }

  /** Calls the body; the frame then holds its local variables. */
  Object call(Context context, Run run, Scriptable scope, Object[] args, ElementFrame frame) {
    Function function = (Function) compile(context).exec(context, scope);
    Scriptable self = context.newObject(run.scope());
    run.awaitFrame(frame);
    return function.call(context, scope, self, args);
  }

  /** The values of the out-bindings after the call, in their order. */
  List<Object> outputs(ElementFrame frame) {
    List<Object> values = new ArrayList<>();
    for (String each : outputs) {
      Object value = frame.local(each);
      values.add(value == Scriptable.NOT_FOUND ? null : value);
    }
    return values;
  }
}
