package mockvro.host.script;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.mozilla.javascript.Context;
import org.mozilla.javascript.NativeArray;
import org.mozilla.javascript.Undefined;

/** Core classes whose objects scripts make and fill before they hand them to the Orchestrator. */
final class MadeFacts {

  /** Makes an object for {@code new}. */
  @FunctionalInterface
  interface Maker {
    /** The object. */
    FactObject make(Run run, Arguments args);
  }

  static final Map<String, Maker> MAKERS =
      Map.of(
          "LogQuery", (run, args) -> logQuery(run),
          "TagQuery", (run, args) -> tagQuery(run),
          "StringRepresentation", MadeFacts::representation,
          "SDKObject", MadeFacts::sdkObject);

  /** The members that the objects have here, by class. */
  static final Map<String, List<String>> MEMBERS =
      Map.of(
          "LogQuery",
              List.of(
                  "fetchLimit",
                  "fromDate",
                  "originatorId",
                  "severityThreshold",
                  "targetUri",
                  "toDate"),
          "TagQuery", List.of("hasTag", "hasGlobalTag"),
          "StringRepresentation", List.of("type", "stringValue"),
          "SDKObject", List.of("type", "id"));

  private MadeFacts() {}

  private static FactObject logQuery(Run run) {
    FactObject query = FactObject.made(run, "LogQuery", Map.of());
    for (String each : MEMBERS.get("LogQuery")) {
      query.with(each, null);
    }
    return query;
  }

  /** Its conditions travel as an attribute that scripts do not know. */
  private static FactObject tagQuery(Run run) {
    Map<String, FactObject.Method> methods = new LinkedHashMap<>();
    methods.put("hasTag", (self, args) -> condition(run, self, args, false));
    methods.put("hasGlobalTag", (self, args) -> condition(run, self, args, true));
    Object none = Context.getCurrentContext().newArray(run.scope(), 0);
    return FactObject.made(run, "TagQuery", methods).with("conditions", none);
  }

  private static Object condition(Run run, FactObject query, Arguments args, boolean global) {
    PropertiesObject condition = new PropertiesObject(run);
    condition.store("tag", args.text(0));
    condition.store("value", args.text(1, null));
    condition.store("global", global);
    NativeArray conditions = (NativeArray) query.attributes().get("conditions");
    conditions.put((int) conditions.getLength(), conditions, condition);
    return HostFunction.nothing();
  }

  /** Type and text, or another representation. */
  private static FactObject representation(Run run, Arguments args) {
    FactObject made = FactObject.made(run, "StringRepresentation", Map.of());
    if (args.at(0) instanceof FactObject other) {
      other.attributes().forEach(made::with);
      return made;
    }
    return made.with("type", args.text(0, null)).with("stringValue", args.text(1, null));
  }

  private static FactObject sdkObject(Run run, Arguments args) {
    if (args.at(1) == Undefined.instance) {
      throw Context.reportRuntimeError("SDKObject needs a type and an id");
    }
    return FactObject.made(run, "SDKObject", Map.of())
        .with("type", args.text(0))
        .with("id", args.text(1));
  }
}
