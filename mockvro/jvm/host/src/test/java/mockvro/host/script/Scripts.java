package mockvro.host.script;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Runs scripts in tests. */
final class Scripts {

  static final String LOCATION = "Workflow:Test / Task (item1)";

  final FakeEnvironment environment = new FakeEnvironment();
  final ScriptEngine engine = new ScriptEngine(environment);
  private final JsonArray params = new JsonArray();
  private final JsonArray outputs = new JsonArray();
  private JsonObject workflow;
  private String session = "s";
  private long deadline = 10_000;

  /** An engine with the sample plug-in Light. */
  static Scripts withLight() {
    Scripts scripts = new Scripts();
    scripts.environment.plugin("Light", Samples.DESCRIPTOR);
    scripts.environment.finders.put("Light:Lamp", Samples.Lamp::new);
    return scripts;
  }

  Scripts in(String name, String wire) {
    JsonObject binding = new JsonObject();
    binding.addProperty("name", name);
    binding.addProperty("type", "Any");
    binding.add("value", JsonParser.parseString(wire));
    params.add(binding);
    return this;
  }

  Scripts out(String name) {
    JsonObject binding = new JsonObject();
    binding.addProperty("name", name);
    binding.addProperty("type", "Any");
    outputs.add(binding);
    return this;
  }

  Scripts workflow(String facts) {
    workflow = JsonParser.parseString(facts).getAsJsonObject();
    return this;
  }

  Scripts session(String name) {
    session = name;
    return this;
  }

  Scripts deadline(long millis) {
    deadline = millis;
    return this;
  }

  JsonObject request(String source) {
    JsonObject request = new JsonObject();
    request.addProperty("session", session);
    request.addProperty("source", source);
    request.addProperty("location", LOCATION);
    request.addProperty("deadline", deadline);
    request.add("params", params);
    request.add("outputs", outputs);
    request.add("workflow", workflow);
    return request;
  }

  JsonObject answer(String source) throws ScriptFailure, ScriptDeadline {
    return engine.run(request(source)).getAsJsonObject();
  }

  /** The result on the wire, as text without quotes around keys being significant. */
  JsonElement run(String source) throws ScriptFailure, ScriptDeadline {
    return answer(source).get("result");
  }

  /** The result of an expression that is a text. */
  String text(String expression) throws ScriptFailure, ScriptDeadline {
    JsonElement result = run("return String(" + expression + ")");
    return result.getAsJsonObject().get("string").getAsString();
  }

  /** How a script fails. */
  ScriptFailure failure(String source) throws ScriptDeadline {
    try {
      throw new AssertionError("the script did not fail: " + run(source));
    } catch (ScriptFailure e) {
      return e;
    }
  }
}
