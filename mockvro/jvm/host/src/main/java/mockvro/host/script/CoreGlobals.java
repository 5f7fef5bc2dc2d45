package mockvro.host.script;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.Map;
import org.mozilla.javascript.Scriptable;

/** The product's own globals. */
final class CoreGlobals {

  static final Map<String, Map<String, HostFunction.Body>> NAMESPACES =
      Map.of(
          "System", SystemNamespace.functions(),
          "Server", ServerNamespace.functions(),
          "LockingSystem", locking(),
          "Config", Keystores.functions(),
          "Debug", debug());

  static final Map<String, CoreType<?>> CONSTRUCTIBLE = constructible();

  private CoreGlobals() {}

  private static Map<String, CoreType<?>> constructible() {
    Map<String, CoreType<?>> all = new HashMap<>(CoreTypes.CONSTRUCTIBLE);
    all.putAll(FileTypes.CONSTRUCTIBLE);
    all.put("Credential", CredentialType.TYPE);
    all.put("Command", CommandType.TYPE);
    all.put("URL", UrlType.TYPE);
    all.put("ZipWriter", ZipType.TYPE);
    return Map.copyOf(all);
  }

  /** Makes the core global of that name; NOT_FOUND when the product has none. */
  static Object make(Run run, String name) {
    if (name.equals("workflow")) {
      JsonObject token = run.token();
      return token == null ? Scriptable.NOT_FOUND : WorkflowTypes.TOKEN.wrap(run, token);
    }
    if (!CoreCatalogue.knows(name)) {
      return Scriptable.NOT_FOUND;
    }
    if (CoreCatalogue.isNamespace(name)) {
      return new CoreNamespace(run, name, NAMESPACES.getOrDefault(name, Map.of()));
    }
    return new CoreClass(run, name, maker(run, name));
  }

  private static CoreClass.Maker maker(Run run, String name) {
    if (name.equals("Properties")) {
      return args -> PropertiesObject.of(run, args.at(0));
    }
    if (MadeFacts.MAKERS.containsKey(name)) {
      return args -> MadeFacts.MAKERS.get(name).make(run, args);
    }
    CoreType<?> type = CONSTRUCTIBLE.get(name);
    return type == null ? null : args -> make(run, type, args);
  }

  private static <T> Scriptable make(Run run, CoreType<T> type, Arguments args) throws Throwable {
    return type.wrap(run, type.maker().make(run, args));
  }

  /** Nobody debugs here: watching has no effect, and the variables are those of the log. */
  private static Map<String, HostFunction.Body> debug() {
    return Map.of(
        "watch", (run, args) -> HostFunction.nothing(),
        "unwatch", (run, args) -> HostFunction.nothing());
  }

  private static Map<String, HostFunction.Body> locking() {
    return Map.of(
        "lock", (run, args) -> run.locks().lock(args.text(0), args.text(1)),
        "lockAndWait", CoreGlobals::lockAndWait,
        "unlock", CoreGlobals::unlock,
        "unlockAll", CoreGlobals::unlockAll,
        "retrieveAll", (run, args) -> HostWrapFactory.toScript(run, run.locks().all()));
  }

  private static Object lockAndWait(Run run, Arguments args) {
    run.locks().lockAndWait(run, args.text(0), args.text(1));
    return HostFunction.nothing();
  }

  private static Object unlock(Run run, Arguments args) {
    run.locks().unlock(args.text(0), args.text(1));
    return HostFunction.nothing();
  }

  private static Object unlockAll(Run run, Arguments args) {
    run.locks().unlockAll();
    return HostFunction.nothing();
  }
}
