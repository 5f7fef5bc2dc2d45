package mockvro.host.plugin;

import ch.dunes.vso.sdk.api.IPluginAdaptor;
import ch.dunes.vso.sdk.api.PluginTrigger;
import ch.dunes.vso.sdk.api.PluginWatcher;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mockvro.host.observe.Lookout;
import mockvro.host.observe.Observer;
import mockvro.host.observe.PolicyPublisher;
import mockvro.host.observe.ProbePublisher;
import mockvro.host.rpc.Peer;
import mockvro.host.rpc.RpcError;

/** Watchers and event publishers ({@code reference/plugin-host-protocol.md} §6). */
public final class Events {
  private final Plugins plugins;
  private final Observer observer;
  private final WatcherProbes watcherProbes;
  private final Map<String, PolicyPublisher> publishers = new ConcurrentHashMap<>();

  /** The events of the plug-ins. */
  public Events(Plugins plugins, Observer observer, Lookout lookout) {
    this.plugins = plugins;
    this.observer = observer;
    watcherProbes = new WatcherProbes(lookout);
  }

  /** Registers {@code watcher.*} and {@code policy.*}. */
  public void serve(Peer peer) {
    peer.on("watcher.add", this::addWatcher);
    peer.on("watcher.remove", this::removeWatcher);
    peer.on("watcher.cycles", this::cycleWatchers);
    peer.on("watcher.left", params -> watcherProbes.left(watched(params)));
    peer.on("policy.register", this::register);
    peer.on("policy.unregister", this::unregister);
  }

  @FunctionalInterface
  private interface AdaptorCall {
    void on(IPluginAdaptor adaptor) throws Throwable;
  }

  /** A watcher that was stored is added as it was, with the timeout that it has. */
  private JsonElement addWatcher(JsonObject params) throws RpcError {
    String stored = Descriptor.text(params, "watcher");
    PluginWatcher watcher = stored == null ? fresh(params) : StoredWatchers.watcher(stored);
    watcherProbes.noticed(watcher);
    PluginTrigger trigger = watcher.getTrigger();
    Plugin plugin = plugins.get(trigger.getModuleName());
    plugin.watchers().add(watcher.getId());
    try {
      call(plugin, trigger.getSdkType(), "addWatcher", adaptor -> adaptor.addWatcher(watcher));
    } catch (RpcError e) {
      plugin.watchers().remove(watcher.getId());
      throw e;
    }
    JsonObject answer = new JsonObject();
    answer.addProperty("plugin", plugin.name());
    answer.addProperty("timeout", trigger.getTimeout());
    answer.addProperty("watcher", StoredWatchers.write(watcher));
    return answer;
  }

  private static PluginWatcher fresh(JsonObject params) throws RpcError {
    PluginTrigger trigger =
        params.has("made")
            ? WatcherProbes.made(params.getAsJsonObject("made"))
            : StoredWatchers.trigger(Descriptor.text(params, "trigger", ""));
    PluginWatcher watcher = new PluginWatcher(trigger);
    watcher.setId(Descriptor.text(params, "id"));
    watcher.setTimeoutDate();
    return watcher;
  }

  private JsonElement removeWatcher(JsonObject params) throws RpcError {
    Plugin plugin = plugins.get(Descriptor.text(params, "plugin"));
    String id = Descriptor.text(params, "id");
    try {
      call(plugin, null, "removeWatcher", adaptor -> adaptor.removeWatcher(id));
    } finally {
      plugin.watchers().remove(id);
    }
    return null;
  }

  private JsonElement cycleWatchers(JsonObject params) throws RpcError {
    return watcherProbes.cycles(
        params.get("n").getAsInt(),
        id -> {
          params.addProperty("id", id);
          addWatcher(params);
          removeWatcher(params);
        },
        watched(params));
  }

  private Set<String> watched(JsonObject params) throws RpcError {
    return plugins.get(Descriptor.text(params, "plugin")).watchers();
  }

  /** Registering again what is registered would leave a publisher that nobody can take back. */
  private JsonElement register(JsonObject params) throws RpcError {
    Plugin plugin = plugins.get(Descriptor.text(params, "plugin"));
    String type = Descriptor.text(params, "type");
    String id = Descriptor.text(params, "id");
    String policy = Descriptor.text(params, "policy", "");
    PolicyPublisher publisher =
        params.has("probe")
            ? new ProbePublisher(observer, plugin.name(), policy, params.get("probe").getAsLong())
            : new PolicyPublisher(observer, plugin.name(), policy);
    if (publishers.putIfAbsent(key(params), publisher) != null) {
      return null;
    }
    try {
      call(
          plugin,
          type,
          "registerEventPublisher",
          adaptor -> adaptor.registerEventPublisher(type, id, publisher));
    } catch (RpcError e) {
      publishers.remove(key(params));
      throw e;
    }
    return null;
  }

  private JsonElement unregister(JsonObject params) throws RpcError {
    PolicyPublisher publisher = publishers.remove(key(params));
    if (publisher == null) {
      return null;
    }
    Plugin plugin = plugins.get(Descriptor.text(params, "plugin"));
    String type = Descriptor.text(params, "type");
    String id = Descriptor.text(params, "id");
    try {
      call(
          plugin,
          type,
          "unregisterEventPublisher",
          adaptor -> adaptor.unregisterEventPublisher(type, id, publisher));
    } finally {
      publisher.unregistered();
    }
    return null;
  }

  private static String key(JsonObject params) {
    StringBuilder key = new StringBuilder();
    for (String name : new String[] {"policy", "plugin", "type", "id"}) {
      key.append(Descriptor.text(params, name, "")).append('\n');
    }
    return key.toString();
  }

  /** Calls the adaptor of the type's finder; of the first datasource when the type is unknown. */
  private static void call(Plugin plugin, String type, String phase, AdaptorCall call)
      throws RpcError {
    try (Context context = plugin.enter()) {
      Datasource datasource = plugin.eventSource(type);
      datasource.ask(
          phase,
          () -> {
            call.on(datasource.adaptor());
            return null;
          });
    }
  }
}
