package mockvro.host.script;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which members of the product's scripting API the JVM answers itself. */
final class CoreMembers {

  private static final String CONSTRUCTOR = "constructor";

  private final Map<String, TreeSet<String>> members = new TreeMap<>();

  private CoreMembers() {}

  /** Names of members by class; {@code constructor} for {@code new}. */
  static JsonElement list() {
    CoreMembers all = new CoreMembers();
    CoreGlobals.NAMESPACES.forEach((name, functions) -> all.add(name, functions.keySet()));
    all.add(XmlManager.NAME, XmlManager.FUNCTIONS.keySet());
    all.addConstructible();
    for (CoreType<?> type : received()) {
      all.add(type.name(), type.members());
    }
    all.add("Properties", List.of(CONSTRUCTOR, "get", "put", "remove", "load", "keys"));
    all.add("Module", List.of("name", "description", "actions", "actionDescriptions"));
    return all.json();
  }

  private static List<CoreType<?>> received() {
    List<CoreType<?>> all =
        new ArrayList<>(
            List.of(
                CoreTypes.ITERATOR,
                CoreTypes.NOT_FOUND,
                EventTypes.TRIGGER,
                WorkflowTypes.ITEM,
                WorkflowTypes.CONTEXT,
                WorkflowTypes.PARAMETER));
    all.addAll(XmlTypes.ALL);
    return all;
  }

  private void addConstructible() {
    CoreGlobals.CONSTRUCTIBLE.forEach(
        (name, type) -> {
          add(name, type.members());
          add(name, List.of(CONSTRUCTOR));
        });
    MadeFacts.MEMBERS.forEach(
        (name, own) -> {
          add(name, own);
          add(name, List.of(CONSTRUCTOR));
        });
  }

  private void add(String owner, Collection<String> names) {
    members.computeIfAbsent(owner, any -> new TreeSet<>()).addAll(names);
  }

  private JsonObject json() {
    JsonObject all = new JsonObject();
    members.forEach(
        (owner, names) -> {
          JsonArray list = new JsonArray();
          names.forEach(list::add);
          all.add(owner, list);
        });
    return all;
  }
}
