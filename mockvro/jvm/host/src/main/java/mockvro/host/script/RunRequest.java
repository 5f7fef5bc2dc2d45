package mockvro.host.script;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.RhinoException;

/** One script with its bindings, as {@code script.run} of {@code docs/host-protocol.md} asks. */
record RunRequest(Run run, JsonObject params) {

  private static final Pattern NAME = Pattern.compile("[\\p{L}_$][\\p{L}\\p{N}_$]*");

  /**
   * Runs the script.
   *
   * @return {@code {"outputs":{name:value},"result":value,"facts":[…]}}
   * @throws ScriptFailure when a binding cannot be made, or the script does not compile
   */
  JsonElement go(Context context) throws ScriptFailure {
    ElementCall element =
        new ElementCall(location(), text(params, "source"), names("params"), names("outputs"));
    compile(context, element);
    Object[] args = arguments();
    ElementFrame frame = new ElementFrame(run, location());
    Object result = element.call(context, run, run.scope(), args, frame);
    return answer(result, element.outputs(frame));
  }

  /** What error texts name as the source. */
  String location() {
    return text(params, "location");
  }

  private static void compile(Context context, ElementCall element) throws ScriptFailure {
    try {
      element.compile(context);
    } catch (EvaluatorException e) {
      throw Failures.syntax(e);
    }
  }

  private List<String> names(String key) throws ScriptFailure {
    List<String> names = new ArrayList<>();
    for (JsonObject each : list(key)) {
      String name = text(each, "name");
      if (!NAME.matcher(name).matches()) {
        throw Failures.binding(name, "is no JavaScript name", location());
      }
      names.add(name);
    }
    return names;
  }

  private Object[] arguments() throws ScriptFailure {
    List<Object> values = new ArrayList<>();
    for (JsonObject each : list("params")) {
      values.add(argument(text(each, "name"), each.get("value")));
    }
    return values.toArray();
  }

  private Object argument(String name, JsonElement value) throws ScriptFailure {
    try {
      return WireReader.read(run, value);
    } catch (UnreadableValue | ServerCallFailed e) {
      throw Failures.binding(name, e.getMessage(), location());
    } catch (RhinoException | StopSignal e) {
      throw e;
    } catch (Throwable e) { // a finder may throw anything
      throw Failures.java(e, location());
    }
  }

  private JsonElement answer(Object result, List<Object> outputs) throws ScriptFailure {
    JsonObject values = new JsonObject();
    List<String> names = names("outputs");
    for (int i = 0; i < names.size(); i++) {
      values.add(names.get(i), written(outputs.get(i)));
    }
    JsonObject answer = new JsonObject();
    answer.add("outputs", values);
    answer.add("result", written(result));
    answer.add("facts", run.facts());
    answer.add("plugins", run.plugins());
    answer.addProperty("pausedMs", run.pausedMillis());
    return answer;
  }

  private JsonElement written(Object value) throws ScriptFailure {
    try {
      return WireWriter.write(run, value);
    } catch (RhinoException | StopSignal e) {
      throw e;
    } catch (Throwable e) { // an id accessor may throw anything
      throw Failures.java(e, location());
    }
  }

  private List<JsonObject> list(String key) {
    List<JsonObject> all = new ArrayList<>();
    if (params.get(key) instanceof JsonArray array) {
      array.forEach(each -> all.add(each.getAsJsonObject()));
    }
    return all;
  }

  /** A text of a request; empty when it is absent. */
  static String text(JsonObject object, String key) {
    return object.get(key) instanceof JsonPrimitive value ? value.getAsString() : "";
  }
}
