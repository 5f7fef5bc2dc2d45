package mockvro.host.script;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Members that only the Orchestrator itself can answer: request {@code server.call}. */
final class ServerCall {

  /** How the Python side says that it does not know a member ({@code docs/host-protocol.md}). */
  private static final String NOT_SIMULATED = "is not simulated";

  private ServerCall() {}

  /**
   * Sends a call to the Python side.
   *
   * @return the answer as a script value
   * @throws Throwable whatever a plug-in threw while values were converted
   */
  static Object send(Run run, String object, String member, Arguments args) throws Throwable {
    JsonObject params = params(run, object, member, args);
    return WireReader.read(run, ask(run, object + "." + member, params));
  }

  /**
   * Assigns an attribute: the arguments are the object and the value.
   *
   * @return null
   * @throws Throwable whatever a plug-in threw while the value was converted
   */
  static Object assign(Run run, String object, String attribute, Arguments args)
      throws Throwable {
    JsonObject params = params(run, object, attribute, args);
    params.addProperty("assign", true);
    ask(run, object + "." + attribute, params);
    return null;
  }

  private static JsonObject params(Run run, String object, String member, Arguments args)
      throws Throwable {
    JsonArray values = new JsonArray();
    for (Object each : args.values()) {
      values.add(WireWriter.write(run, each));
    }
    JsonObject params = new JsonObject();
    params.addProperty("object", object);
    params.addProperty("member", member);
    params.add("args", values);
    params.add("token", token(run));
    params.addProperty("session", run.session());
    return params;
  }

  private static JsonElement ask(Run run, String member, JsonObject params) {
    try {
      return run.environment().server("server.call", params);
    } catch (ServerCallFailed e) {
      if (e.getMessage().contains(NOT_SIMULATED)) {
        throw run.notSimulated(member);
      }
      throw new ServerCallFailed(e.getMessage().replaceFirst("^server\\.call: ", ""));
    }
  }

  private static JsonElement token(Run run) {
    return run.token() == null ? null : run.token().get("id");
  }
}
