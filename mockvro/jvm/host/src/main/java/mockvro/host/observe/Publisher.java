package mockvro.host.observe;

import ch.dunes.vso.sdk.api.IPluginEventPublisher;
import ch.dunes.vso.sdk.api.IPluginPublisher;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.Properties;
import java.util.function.Predicate;

/**
 * Takes watcher and policy events of a plug-in and files them. Unknown watcher ids are ignored as
 * the product does: the SDK's helpers push again on a second reply.
 */
public class Publisher implements IPluginPublisher, IPluginEventPublisher {
  private final Observer observer;
  private final String plugin;
  private final Predicate<String> watched;
  private volatile boolean closed;

  /**
   * The publisher of one plug-in.
   *
   * @param watched whether somebody waits for events of a watcher's id
   */
  public Publisher(Observer observer, String plugin, Predicate<String> watched) {
    this.observer = observer;
    this.plugin = plugin;
    this.watched = watched;
  }

  /** From now on the plug-in is unloaded, and this must not be used. */
  public void close() {
    closed = true;
  }

  @Override
  public void pushWatcherEvent(String watcherId, Properties properties) {
    if (watcherId == null) {
      observer.violation("watcher-event-without-id", "pushWatcherEvent: the watcher id is null");
    }
    JsonObject facts = new JsonObject();
    facts.addProperty("watcher", watcherId);
    facts.addProperty("registered", watcherId != null && watched.test(watcherId));
    file("watcher-event", facts, properties);
  }

  @Override
  public void pushTrigger(String type, String id, String event, Properties properties) {
    JsonObject facts = policy("pushTrigger", type, id);
    facts.addProperty("name", event);
    file("policy-event", facts, properties);
  }

  @Override
  public void pushGauge(String type, String id, String gauge, String device, Double value) {
    JsonObject facts = policy("pushGauge", type, id);
    facts.addProperty("name", gauge);
    facts.addProperty("device", device);
    facts.addProperty("value", value == null ? null : value.toString());
    if (value == null || value.isNaN()) {
      observer.violation("gauge-without-value", "pushGauge(" + gauge + ", " + value + ")");
    }
    file("policy-event", facts, null);
  }

  private JsonObject policy(String method, String type, String id) {
    if (type == null || id == null) {
      observer.violation("policy-event-without-object", method + "(" + type + ", " + id + ")");
    }
    JsonObject facts = new JsonObject();
    facts.addProperty("method", method);
    facts.addProperty("type", type);
    facts.addProperty("id", id);
    describe(facts);
    return facts;
  }

  /** Adds who hears a policy event; this publisher was handed out for no policy. */
  protected void describe(JsonObject facts) {
    facts.addProperty("registered", false);
  }

  private void file(String kind, JsonObject facts, Properties properties) {
    if (closed) {
      observer.violation(plugin, "publisher-after-unload", kind);
    }
    facts.addProperty("plugin", plugin);
    facts.add("properties", properties == null ? JsonNull.INSTANCE : toJson(properties));
    observer.file(kind, facts);
  }

  private static JsonObject toJson(Properties properties) {
    JsonObject json = new JsonObject();
    properties.forEach((key, value) -> json.addProperty(key.toString(), value.toString()));
    return json;
  }
}
