package mockvro.host.script;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The global Server, as far as it is simulated ({@code scripting-api-core.json}). */
final class ServerNamespace {

  /** Answered by the Python side with values that have a form on the wire. */
  private static final List<String> REMOTE =
      List.of("log", "warn", "error", "getRunningUser", "getWorkflowTokenState");

  private ServerNamespace() {}

  static Map<String, HostFunction.Body> functions() {
    Map<String, HostFunction.Body> all = new HashMap<>();
    for (String member : REMOTE) {
      all.put(member, (run, args) -> ServerCall.send(run, "Server", member, args));
    }
    all.put("findForType", ServerNamespace::find);
    all.put("findAllForType", ServerNamespace::findAll);
    all.put("query", ServerNamespace::query);
    return Map.copyOf(all);
  }

  private static Object find(Run run, Arguments args) throws Throwable {
    String type = pluginType(run, args, "findForType");
    Object found = run.environment().find(run.session(), type, args.text(1, null));
    return HostWrapFactory.toScript(run, found);
  }

  private static Object findAll(Run run, Arguments args) throws Throwable {
    String type = pluginType(run, args, "findAllForType");
    List<?> found = run.environment().findAll(run.session(), type, args.text(1, ""));
    return HostWrapFactory.toScript(run, found);
  }

  private static Object query(Run run, Arguments args) throws Throwable {
    String type = pluginType(run, args, "query");
    List<?> found = run.environment().findAll(run.session(), type, args.text(1, ""));
    int limit = args.given(2) ? (int) args.number(2) : found.size();
    return HostWrapFactory.toScript(run, found.subList(0, Math.min(limit, found.size())));
  }

  /** Types with a module are the plug-ins'; workflows and other content are not simulated here. */
  private static String pluginType(Run run, Arguments args, String member) {
    String type = args.text(0);
    if (!type.contains(":")) {
      throw run.notSimulated("Server." + member + " for " + type);
    }
    return type;
  }
}
