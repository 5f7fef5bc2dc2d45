package mockvro.host.script;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/**
 * The core classes that show the running workflow and the actions, from facts that the Python side
 * sent: {@code workflow} of script.run, and the answers to server.action.
 */
final class WorkflowTypes {

  static final CoreType<JsonObject> ITEM =
      new CoreType<JsonObject>("WorkflowItemInfo")
          .reads("name", (run, facts) -> text(facts, "name"))
          .reads("displayName", (run, facts) -> text(facts, "displayName"))
          .does("getName", (run, facts, args) -> text(facts, "name"))
          .does("getDisplayName", (run, facts, args) -> text(facts, "displayName"));

  static final CoreType<JsonObject> WORKFLOW =
      new CoreType<JsonObject>("Workflow")
          .refers(facts -> reference("Workflow", facts))
          .reads("id", (run, facts) -> text(facts, "id"))
          .reads("name", (run, facts) -> text(facts, "name"))
          .reads("description", (run, facts) -> text(facts, "description"))
          .reads("version", (run, facts) -> text(facts, "version"));

  static final CoreType<JsonObject> TOKEN =
      new CoreType<JsonObject>("WorkflowToken")
          .refers(facts -> reference("WorkflowToken", facts))
          .reads("id", (run, facts) -> text(facts, "id"))
          .reads("name", (run, facts) -> text(facts, "name"))
          .reads("state", (run, facts) -> text(facts, "state"))
          .reads("exception", (run, facts) -> text(facts, "exception"))
          .reads("businessState", (run, facts) -> text(facts, "businessState"))
          .reads("runningUserName", (run, facts) -> text(facts, "runningUserName"))
          .reads("startDateAsDate", (run, facts) -> date(facts, "startDate"))
          .reads("isStillValid", (run, facts) -> true)
          .reads("currentWorkflow", (run, facts) -> workflow(run, facts, "currentWorkflow"))
          .reads("rootWorkflow", (run, facts) -> workflow(run, facts, "rootWorkflow"))
          .does("getInputParameters", (run, facts, args) -> values(run, facts, "inputs"))
          .does("getAttributes", (run, facts, args) -> values(run, facts, "attributes"))
          .does("getOutputParameters", (run, facts, args) -> values(run, facts, "outputs"));

  static final CoreType<JsonObject> CONTEXT =
      new CoreType<JsonObject>("ExecutionContext")
          .does("contains", (run, facts, args) -> context(run).entries().containsKey(args.text(0)))
          .does("getParameter", (run, facts, args) -> context(run).entries().get(args.text(0)))
          .does("parameterNames", (run, facts, args) -> context(run).entries().keySet());

  static final CoreType<JsonObject> PARAMETER =
      new CoreType<JsonObject>("Parameter")
          .reads("name", (run, facts) -> text(facts, "name"))
          .reads("type", (run, facts) -> text(facts, "type"))
          .reads("description", (run, facts) -> text(facts, "description"));

  static final CoreType<JsonObject> ACTION =
      new CoreType<JsonObject>("Action")
          .refers(facts -> reference("Action", facts))
          .reads("id", (run, facts) -> text(facts, "id"))
          .reads("name", (run, facts) -> text(facts, "name"))
          .reads("module", (run, facts) -> ModuleObject.of(run, text(facts, "module")))
          .reads("script", (run, facts) -> text(facts, "script"))
          .reads("returnType", (run, facts) -> text(facts, "resultType"))
          .reads("parameters", (run, facts) -> parameters(run, facts));

  private WorkflowTypes() {}

  private static JsonObject reference(String type, JsonObject facts) {
    JsonObject reference = new JsonObject();
    reference.addProperty("type", type);
    reference.add("id", facts.get("id"));
    if (facts.get("name") instanceof JsonPrimitive name) {
      reference.add("name", name);
    }
    if (facts.get("module") instanceof JsonPrimitive module) {
      reference.add("category", module);
    }
    return reference;
  }

  private static String text(JsonObject facts, String key) {
    return facts.get(key) instanceof JsonPrimitive value ? value.getAsString() : null;
  }

  private static Date date(JsonObject facts, String key) {
    return facts.get(key) instanceof JsonPrimitive millis ? new Date(millis.getAsLong()) : null;
  }

  private static Object workflow(Run run, JsonObject facts, String key) {
    return facts.get(key) instanceof JsonObject workflow ? WORKFLOW.wrap(run, workflow) : null;
  }

  private static PropertiesObject values(Run run, JsonObject facts, String key) throws Throwable {
    PropertiesObject all = new PropertiesObject(run);
    if (facts.get(key) instanceof JsonObject values) {
      for (String name : values.keySet()) {
        all.store(name, WireReader.read(run, values.get(name)));
      }
    }
    return all;
  }

  private static PropertiesObject context(Run run) throws Throwable {
    return values(run, run.token() == null ? new JsonObject() : run.token(), "context");
  }

  private static List<Object> parameters(Run run, JsonObject facts) {
    List<Object> all = new ArrayList<>();
    if (facts.get("params") instanceof JsonArray params) {
      for (JsonElement each : params) {
        all.add(PARAMETER.wrap(run, each.getAsJsonObject()));
      }
    }
    return all;
  }
}
