package mockvro.host.plugin;

import ch.dunes.vso.sdk.api.IPluginFactory;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import mockvro.host.observe.Lookout;
import mockvro.host.rpc.RpcError;

/**
 * Opens and closes many sessions as workflow runs do, and tells what is left of their factories.
 */
public final class FactoryCycles {
  private final Plugins plugins;
  private final Lookout lookout;

  /** Works on the loaded plug-ins. */
  public FactoryCycles(Plugins plugins, Lookout lookout) {
    this.plugins = plugins;
    this.lookout = lookout;
  }

  /** The answer of {@code observer.factoryCycles}. */
  public JsonElement run(JsonObject params) throws RpcError {
    Plugin plugin = plugins.get(Descriptor.text(params, "plugin"));
    int cycles = params.get("n").getAsInt();
    TreeSet<String> types = new TreeSet<>();
    cycle(plugin, params, -1, types); // what is made once is no leak
    JsonObject before = live(plugin);
    long usedBefore = used();
    long begin = System.nanoTime();
    for (int i = 0; i < cycles; i++) {
      cycle(plugin, params, i, types);
    }
    JsonObject answer = new JsonObject();
    answer.addProperty("cycles", cycles);
    answer.addProperty("ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin));
    answer.addProperty("usedBytesBefore", usedBefore);
    answer.addProperty("usedBytesAfter", used());
    JsonObject after = live(plugin);
    JsonArray factories = new JsonArray();
    types.forEach(type -> factories.add(counted(type, before, after)));
    answer.add("factories", factories);
    return answer;
  }

  private void cycle(Plugin plugin, JsonObject params, int number, TreeSet<String> types)
      throws RpcError {
    Session session = plugins.sessions().get("cycle:" + number);
    try (Context context = plugin.enter()) {
      for (Datasource datasource : plugin.datasources()) {
        types.add(datasource.factory(session).getClass().getName());
      }
      if (params.has("type")) {
        find(plugin, session, Descriptor.text(params, "type"), Descriptor.text(params, "id"));
      }
    } finally {
      close(plugin, session);
    }
  }

  private static void find(Plugin plugin, Session session, String type, String id)
      throws RpcError {
    Datasource datasource = plugin.datasource(plugin.finder(type, session.id()).datasource());
    IPluginFactory factory = datasource.factory(session);
    datasource.ask("find", () -> factory.find(type, id));
  }

  private void close(Plugin plugin, Session session) throws RpcError {
    try (Context context = plugin.enter()) {
      plugin.close(session.id());
    } finally {
      plugins.sessions().close(session.id());
    }
  }

  private long used() {
    return lookout.collect().get("usedBytes").getAsLong();
  }

  /** Live instances of the plug-in's classes. */
  private JsonObject live(Plugin plugin) {
    JsonObject live = new JsonObject();
    for (JsonElement each : lookout.histogram(plugin.name()).getAsJsonArray("classes")) {
      JsonObject row = each.getAsJsonObject();
      live.add(row.get("class").getAsString(), row.get("instances"));
    }
    return live;
  }

  private static JsonObject counted(String type, JsonObject before, JsonObject after) {
    JsonObject json = new JsonObject();
    json.addProperty("class", type);
    json.addProperty("before", before.has(type) ? before.get(type).getAsLong() : 0);
    json.addProperty("after", after.has(type) ? after.get(type).getAsLong() : 0);
    return json;
  }
}
