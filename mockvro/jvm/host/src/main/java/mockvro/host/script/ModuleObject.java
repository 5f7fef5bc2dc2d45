package mockvro.host.script;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/** A module of actions; each action is a method, looked up when it is named. */
final class ModuleObject extends ScriptableObject {

  private static final long serialVersionUID = 1L;

  private final transient Run run;
  private final transient JsonObject facts;
  private final String name;

  private ModuleObject(Run run, String name, JsonObject facts) {
    super(run.scope(), ScriptableObject.getObjectPrototype(run.scope()));
    this.run = run;
    this.name = name;
    this.facts = facts;
  }

  /** The module of that name, or null when the Orchestrator has none. */
  static ModuleObject of(Run run, String name) {
    JsonObject params = new JsonObject();
    params.addProperty("name", name);
    JsonElement answer = run.ask("server.module", params);
    return answer instanceof JsonObject facts ? new ModuleObject(run, name, facts) : null;
  }

  /** How the Python side knows the module. */
  JsonObject reference() {
    JsonObject reference = new JsonObject();
    reference.addProperty("type", "Module");
    reference.addProperty("id", RunRequest.text(facts, "id"));
    reference.addProperty("name", name);
    return reference;
  }

  @Override
  public String getClassName() {
    return "Module";
  }

  @Override
  public Object get(String member, Scriptable start) {
    return switch (member) {
      case "name" -> name;
      case "description" -> text("description");
      case "actions", "actionDescriptions" -> HostWrapFactory.toScript(run, actions());
      default -> action(member, start);
    };
  }

  private Object text(String key) {
    JsonElement value = facts.get(key);
    return value == null || value.isJsonNull() ? null : value.getAsString();
  }

  private List<Object> actions() {
    List<Object> all = new ArrayList<>();
    if (facts.get("actions") instanceof JsonArray names) {
      for (JsonElement each : names) {
        JsonObject action = find(each.getAsString());
        if (action != null) {
          all.add(WorkflowTypes.ACTION.wrap(run, action));
        }
      }
    }
    return all;
  }

  private Object action(String member, Scriptable start) {
    Object known = super.get(member, start);
    if (known != NOT_FOUND) {
      return known;
    }
    JsonObject action = find(member);
    return action == null ? NOT_FOUND : new HostFunction(run.scope(), member, call(action));
  }

  private JsonObject find(String action) {
    JsonObject params = new JsonObject();
    params.addProperty("module", name);
    params.addProperty("name", action);
    try {
      return run.ask("server.action", params) instanceof JsonObject found ? found : null;
    } catch (ServerCallFailed e) {
      throw Context.reportRuntimeError(e.getMessage());
    }
  }

  private HostFunction.Body call(JsonObject action) {
    List<String> params = new ArrayList<>();
    for (JsonElement each : action.getAsJsonArray("params")) {
      params.add(each.getAsJsonObject().get("name").getAsString());
    }
    String source = action.get("script").getAsString();
    String location = "Action:" + name + "/" + action.get("name").getAsString();
    ElementCall element = new ElementCall(location, source, params, List.of());
    return (any, args) -> element.callAction(any, args.values());
  }

  @Override
  public boolean has(String member, Scriptable start) {
    return get(member, start) != NOT_FOUND;
  }
}
