package mockvro.host.script;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Members that only the Orchestrator itself can answer: request {@code server.call}. */
final class ServerCall {

  private ServerCall() {}

  /**
   * Sends a call to the Python side.
   *
   * @return the answer as a script value
   * @throws Throwable whatever a plug-in threw while values were converted
   */
  static Object send(Run run, String object, String member, Arguments args) throws Throwable {
    JsonArray values = new JsonArray();
    for (Object each : args.values()) {
      values.add(WireWriter.write(run, each));
    }
    JsonObject params = new JsonObject();
    params.addProperty("object", object);
    params.addProperty("member", member);
    params.add("args", values);
    params.add("token", token(run));
    JsonElement answer = run.environment().server("server.call", params);
    return answer == null || answer.isJsonNull()
        ? HostFunction.nothing()
        : WireReader.read(run, answer);
  }

  private static JsonElement token(Run run) {
    return run.token() == null ? null : run.token().get("id");
  }
}
