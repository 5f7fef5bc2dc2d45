package mockvro.host.plugin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;

/** Typed access to the JSON form of {@code mockvro.content.descriptor.Descriptor}. */
public final class Descriptor {
  private Descriptor() {}

  /** A text; null when it is absent or null. */
  public static String text(JsonObject element, String key) {
    return element.get(key) instanceof JsonPrimitive value ? value.getAsString() : null;
  }

  /** A text with a default for the absent or empty one. */
  public static String text(JsonObject element, String key, String absent) {
    String text = text(element, key);
    return text == null || text.isEmpty() ? absent : text;
  }

  /** A boolean with the default that the reference names for the absent one. */
  public static boolean flag(JsonObject element, String key, boolean absent) {
    return element.get(key) instanceof JsonPrimitive value ? value.getAsBoolean() : absent;
  }

  /** A number of seconds with the documented default. */
  public static long seconds(JsonObject element, String key, long absent) {
    return element.get(key) instanceof JsonPrimitive value ? value.getAsLong() : absent;
  }

  /** The elements of a list; none when it is absent. */
  public static List<JsonObject> list(JsonObject element, String key) {
    List<JsonObject> all = new ArrayList<>();
    if (element.get(key) instanceof JsonArray array) {
      for (JsonElement item : array) {
        all.add(item.getAsJsonObject());
      }
    }
    return all;
  }
}
