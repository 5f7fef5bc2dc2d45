package mockvro.host.observe;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** What may hold the loader of an unloaded plug-in: threads of its, and what it registered. */
final class Holders {
  private Holders() {}

  static JsonArray of(String plugin, JsonObject threads, JsonObject state) {
    JsonArray holders = new JsonArray();
    for (JsonElement each : threads.getAsJsonArray("threads")) {
      JsonObject thread = each.getAsJsonObject();
      JsonElement owner = thread.get("plugin");
      if (!owner.isJsonNull() && owner.getAsString().equals(plugin)) {
        add(holders, "thread", thread.get("name").getAsString());
      }
    }
    String mark = "(" + Frames.loaderName(plugin) + ")";
    state
        .entrySet()
        .forEach(
            setting -> {
              if (setting.getValue().getAsString().contains(mark)) {
                String key = setting.getKey();
                add(holders, key.contains(":") ? key.substring(0, key.indexOf(':')) : key, key);
              }
            });
    return holders;
  }

  private static void add(JsonArray holders, String kind, String what) {
    JsonObject holder = new JsonObject();
    holder.addProperty("kind", kind);
    holder.addProperty("what", what);
    holders.add(holder);
  }
}
