package mockvro.host.finder;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Java values in the tagged form of docs/host-protocol.md. */
public final class WireValues {
  private static final int DEPTH = 16; // cyclic structures end here

  /** Tells plug-in objects from other objects. */
  @FunctionalInterface
  public interface Describer {
    /** The payload of {@code sdk-object}, or null when no finder claims the object. */
    JsonObject describe(Object object) throws Throwable;
  }

  private final Describer describer;

  /** A converter that asks the describer about every object without a form of its own. */
  public WireValues(Describer describer) {
    this.describer = describer;
  }

  /**
   * Converts a value.
   *
   * @throws Throwable what the plug-in threw while its collection, map or object was read
   */
  public JsonElement toWire(Object value) throws Throwable {
    return toWire(value, DEPTH);
  }

  private JsonElement toWire(Object value, int depth) throws Throwable {
    if (value == null) {
      return JsonNull.INSTANCE;
    }
    if (value instanceof CharSequence || value instanceof Character) {
      return tagged("string", new JsonPrimitive(value.toString()));
    }
    if (value instanceof Number number) {
      return tagged("number", number(number.doubleValue()));
    }
    if (value instanceof Boolean flag) {
      return tagged("boolean", new JsonPrimitive(flag));
    }
    if (value instanceof Date date) {
      return tagged("date", new JsonPrimitive(date.getTime()));
    }
    if (value instanceof Calendar calendar) {
      return tagged("date", new JsonPrimitive(calendar.getTimeInMillis()));
    }
    return depth == 0 ? object(value) : compound(value, depth - 1);
  }

  private JsonElement compound(Object value, int depth) throws Throwable {
    JsonObject known = describer.describe(value);
    if (known != null) {
      return tagged("sdk-object", known);
    }
    if (value.getClass().isArray()) {
      return list(elements(value), depth);
    }
    if (value instanceof Collection<?> collection) {
      return named(list(new ArrayList<>(collection), depth), value);
    }
    if (value instanceof Map<?, ?> map) {
      JsonObject tagged = map(map, depth);
      return value.getClass() == HashMap.class ? tagged : named(tagged, value);
    }
    return object(value);
  }

  private JsonObject list(List<?> elements, int depth) throws Throwable {
    JsonArray array = new JsonArray();
    for (Object element : elements) {
      array.add(toWire(element, depth));
    }
    return tagged("array", array);
  }

  private JsonObject map(Map<?, ?> map, int depth) throws Throwable {
    JsonObject entries = new JsonObject();
    for (Map.Entry<?, ?> entry : new HashMap<>(map).entrySet()) {
      entries.add(String.valueOf(entry.getKey()), toWire(entry.getValue(), depth));
    }
    return tagged("properties", entries);
  }

  private static List<Object> elements(Object array) {
    List<Object> elements = new ArrayList<>();
    for (int i = 0; i < Array.getLength(array); i++) {
      elements.add(Array.get(array, i));
    }
    return elements;
  }

  private static JsonObject object(Object value) {
    JsonObject object = new JsonObject();
    object.addProperty("class", value.getClass().getName());
    object.addProperty("text", value.toString());
    return tagged("object", object);
  }

  private static JsonObject named(JsonObject tagged, Object value) {
    tagged.addProperty("java", value.getClass().getName());
    return tagged;
  }

  /** JSON has no form for these three. */
  private static JsonPrimitive number(double number) {
    boolean finite = !Double.isNaN(number) && !Double.isInfinite(number);
    return finite ? new JsonPrimitive(number) : new JsonPrimitive(Double.toString(number));
  }

  private static JsonObject tagged(String tag, JsonElement payload) {
    JsonObject object = new JsonObject();
    object.add(tag, payload);
    return object;
  }
}
