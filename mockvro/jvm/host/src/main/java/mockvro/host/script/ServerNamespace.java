package mockvro.host.script;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.Wrapper;

/** The global Server, as far as it is simulated ({@code scripting-api-core.json}). */
final class ServerNamespace {

  private ServerNamespace() {}

  /** What the JVM answers itself; all else goes to the Python side. */
  static Map<String, HostFunction.Body> functions() {
    Map<String, HostFunction.Body> all = new HashMap<>();
    for (String level : List.of("log", "warn", "error")) {
      all.put(level, (run, args) -> log(run, level, args));
    }
    all.put("findForType", ServerNamespace::find);
    all.put("findAllForType", ServerNamespace::findAll);
    all.put("query", ServerNamespace::query);
    all.put("createResourceElement", ResourceFiles::create);
    all.put("getCredential", ServerNamespace::credential);
    all.put("isValidLdapCredential", ServerNamespace::isValid);
    return Map.copyOf(all);
  }

  private static Object log(Run run, String level, Arguments args) throws Throwable {
    ServerCall.send(run, "Server", level, args);
    return HostFunction.nothing();
  }

  /** The user of the run; nothing ever tells the password. */
  private static Object credential(Run run, Arguments args) throws Throwable {
    Object user = ServerCall.send(run, "Server", "getCredential", args);
    CredentialType.Credential made = new CredentialType.Credential(String.valueOf(user), "");
    return user == null ? null : CredentialType.TYPE.wrap(run, made);
  }

  private static Object isValid(Run run, Arguments args) throws Throwable {
    boolean given =
        args.at(0) instanceof Wrapper wrapper
            && wrapper.unwrap() instanceof CredentialType.Credential;
    if (!given) {
      throw Context.reportRuntimeError("isValidLdapCredential takes a Credential");
    }
    var credential = (CredentialType.Credential) ((Wrapper) args.at(0)).unwrap();
    Object[] parts = {credential.user(), credential.password()};
    return ServerCall.send(run, "Server", "isValidLdapCredential", new Arguments(parts));
  }

  private static Object find(Run run, Arguments args) throws Throwable {
    String type = args.text(0);
    if (isContent(type)) {
      return ServerCall.send(run, "Server", "findForType", args);
    }
    Object found = run.environment().find(run.session(), type, args.text(1, null));
    return HostWrapFactory.toScript(run, found);
  }

  private static Object findAll(Run run, Arguments args) throws Throwable {
    return isContent(args.text(0))
        ? ServerCall.send(run, "Server", "findAllForType", args)
        : HostWrapFactory.toScript(run, all(run, args));
  }

  private static Object query(Run run, Arguments args) throws Throwable {
    if (isContent(args.text(0))) {
      return ServerCall.send(run, "Server", "query", args);
    }
    List<?> found = all(run, args);
    int limit = args.given(2) ? (int) args.number(2) : found.size();
    return HostWrapFactory.toScript(run, found.subList(0, Math.min(limit, found.size())));
  }

  private static List<?> all(Run run, Arguments args) throws Throwable {
    return run.environment().findAll(run.session(), args.text(0), args.text(1, ""));
  }

  /** Types with a module are the plug-ins', the others the Orchestrator's own. */
  private static boolean isContent(String type) {
    return !type.contains(":");
  }
}
