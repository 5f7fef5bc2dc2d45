package mockvro.host.script;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import org.mozilla.javascript.Context;

/** Values on the wire ({@code docs/host-protocol.md}) as scripts see them. */
final class WireReader {

  private WireReader() {}

  /**
   * Reads one value; objects of plug-ins are found again.
   *
   * @throws UnreadableValue when the value has a form that cannot be read
   * @throws Throwable whatever a plug-in's finder threw
   */
  static Object read(Run run, JsonElement wire) throws Throwable {
    if (wire == null || wire.isJsonNull()) {
      return null;
    }
    JsonObject tagged = wire.getAsJsonObject();
    String tag = tag(tagged);
    JsonElement value = tagged.get(tag);
    return switch (tag) {
      case "string", "secure-string" -> value.getAsString();
      case "number" -> number(value);
      case "boolean" -> value.getAsBoolean();
      case "date" -> HostWrapFactory.date(Context.getCurrentContext(), run, value.getAsLong());
      case "array" -> array(run, value.getAsJsonArray());
      case "properties" -> properties(run, value.getAsJsonObject());
      case "sdk-object" -> find(run, value.getAsJsonObject());
      case "core-object" -> facts(run, value.getAsJsonObject());
      case "object" -> core(run, value.getAsJsonObject());
      default -> throw new UnreadableValue("a value of form " + tag + " cannot be read");
    };
  }

  /** The key that names the form; {@code java} beside it only tells where the value came from. */
  private static String tag(JsonObject tagged) throws UnreadableValue {
    for (String key : tagged.keySet()) {
      if (!key.equals("java")) {
        return key;
      }
    }
    throw new UnreadableValue("a value without a form: " + tagged);
  }

  private static Double number(JsonElement value) {
    return Double.valueOf(value.getAsString()); // reads NaN and Infinity as they are written
  }

  private static Object array(Run run, JsonArray elements) throws Throwable {
    Object[] copy = new Object[elements.size()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = read(run, elements.get(i));
    }
    return Context.getCurrentContext().newArray(run.scope(), copy);
  }

  private static Object properties(Run run, JsonObject entries) throws Throwable {
    PropertiesObject copy = new PropertiesObject(run);
    for (Map.Entry<String, JsonElement> entry : entries.entrySet()) {
      copy.store(entry.getKey(), read(run, entry.getValue()));
    }
    return copy;
  }

  private static Object facts(Run run, JsonObject form) throws Throwable {
    FactObject made = FactObject.received(run, form.get("class").getAsString());
    JsonObject attributes = form.getAsJsonObject("attributes");
    for (Map.Entry<String, JsonElement> each : attributes.entrySet()) {
      made.with(each.getKey(), read(run, each.getValue()));
    }
    return made;
  }

  private static Object find(Run run, JsonObject reference) throws Throwable {
    String type = reference.get("type").getAsString();
    String id = text(reference, "id");
    if (type.equals("Module")) {
      return ModuleObject.of(run, text(reference, "name"));
    }
    if (!type.contains(":")) {
      return CoreTypes.reference(run, reference);
    }
    Object found = found(run, type, id);
    return found == null
        ? CoreTypes.NOT_FOUND.wrap(run, new CoreTypes.Missing(type, id))
        : HostWrapFactory.toScript(run, found);
  }

  /** Only core values that have a stored text can come back. */
  private static Object core(Run run, JsonObject form) throws UnreadableValue {
    String kind = text(form, "class");
    String stored = text(form, "text");
    return switch (kind) {
      case "Trigger" -> CoreTypes.TRIGGER.wrap(run, CoreForms.trigger(stored));
      case "EventTrigger" -> EventTypes.TRIGGER.wrap(run, EventTypes.read(stored));
      case "MimeAttachment" -> CoreTypes.MIME_ATTACHMENT.wrap(run, CoreForms.attachment(stored));
      default -> throw new UnreadableValue("an object of class " + kind + " cannot be read");
    };
  }

  private static Object found(Run run, String type, String id) throws Throwable {
    long begin = System.nanoTime();
    try {
      return run.environment().find(run.session(), type, id);
    } finally {
      run.used(type.substring(0, type.indexOf(':')), System.nanoTime() - begin);
    }
  }

  private static String text(JsonObject form, String key) {
    JsonElement value = form.get(key);
    return value == null || value.isJsonNull() ? null : value.getAsString();
  }
}
