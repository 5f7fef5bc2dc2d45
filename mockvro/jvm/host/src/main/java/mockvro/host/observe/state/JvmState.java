package mockvro.host.observe.state;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/** The settings that all code in the JVM shares, as text, and what has changed in them. */
public final class JvmState {
  private final Inside inside;
  private volatile Map<String, String> before;

  /** Nothing was looked at yet. */
  public JvmState(Inside inside) {
    this.inside = inside;
  }

  /** Keeps the state as it is before the first plug-in is loaded. */
  public synchronized void keep() {
    if (before == null) {
      before = now();
    }
  }

  /** The answer of {@code observer.jvmState}. */
  public JsonObject toJson() {
    Map<String, String> now = now();
    Map<String, String> kept = before;
    JsonObject json = new JsonObject();
    json.add("state", texts(now));
    json.add("before", kept == null ? JsonNull.INSTANCE : texts(kept));
    json.add("changes", kept == null ? new JsonArray() : changes(kept, now));
    return json;
  }

  private Map<String, String> now() {
    Map<String, String> state = new TreeMap<>();
    Settings.read(state);
    Defaults.read(state, inside);
    LoggingState.read(state);
    Registrations.read(state, inside);
    return state;
  }

  private static JsonObject texts(Map<String, String> state) {
    JsonObject json = new JsonObject();
    state.forEach(json::addProperty);
    return json;
  }

  private static JsonArray changes(Map<String, String> before, Map<String, String> now) {
    JsonArray changes = new JsonArray();
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(now.keySet());
    for (String key : keys) {
      if (!Objects.equals(before.get(key), now.get(key))) {
        JsonObject change = new JsonObject();
        change.addProperty("key", key);
        change.add("before", text(before.get(key)));
        change.add("after", text(now.get(key)));
        changes.add(change);
      }
    }
    return changes;
  }

  private static JsonElement text(String value) {
    return value == null ? JsonNull.INSTANCE : new JsonPrimitive(value);
  }
}
