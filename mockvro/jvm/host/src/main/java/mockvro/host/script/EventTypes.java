package mockvro.host.script;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;

/** The event that a policy's script gets: a trigger or gauge that a plug-in pushed. */
final class EventTypes {

  static final CoreType<JsonObject> TRIGGER =
      new CoreType<JsonObject>("EventTrigger")
          .reads("source", EventTypes::source)
          .reads("triggerName", (run, event) -> text(event, "triggerName"))
          .reads("when", (run, event) -> event.get("when").getAsDouble())
          .does("getValue", (run, event, args) -> value(event, args.text(0)))
          .does("consume", (run, event, args) -> HostFunction.nothing());

  private EventTypes() {}

  /**
   * Reads an event as the Python side sends it.
   *
   * @throws UnreadableValue when the text is something else
   */
  static JsonObject read(String text) throws UnreadableValue {
    try {
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new UnreadableValue("the text of an EventTrigger cannot be read");
    }
  }

  /** The object that the event is about, found again; null when the clock triggered it. */
  private static Object source(Run run, JsonObject event) throws Throwable {
    if (!(event.get("source") instanceof JsonObject source)) {
      return null;
    }
    JsonObject wire = new JsonObject();
    wire.add("sdk-object", source);
    return WireReader.read(run, wire);
  }

  private static String value(JsonObject event, String key) {
    return event.get("values") instanceof JsonObject values ? text(values, key) : null;
  }

  private static String text(JsonObject object, String key) {
    JsonElement value = object.get(key);
    return value instanceof JsonPrimitive ? value.getAsString() : null;
  }
}
