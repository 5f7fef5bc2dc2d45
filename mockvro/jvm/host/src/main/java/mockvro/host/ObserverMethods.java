package mockvro.host;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import mockvro.host.observe.Lookout;
import mockvro.host.observe.threads.CallList;
import mockvro.host.plugin.FactoryCycles;
import mockvro.host.plugin.Plugins;
import mockvro.host.rpc.Peer;
import mockvro.host.rpc.RpcError;

/** The requests that ask the observer; see docs/observer.md. */
final class ObserverMethods {
  private static final int GCS = 10;
  private static final int SECONDS = 60;

  private ObserverMethods() {}

  /** Registers {@code observer.*}. */
  static void serve(Peer peer, Lookout lookout, Plugins plugins) {
    peer.on("observer.threads", params -> lookout.threads());
    peer.on("observer.calls", params -> CallList.take());
    peer.on("observer.interrupt", params -> interrupt(text(params, "call")));
    peer.on(
        "observer.events", params -> lookout.events(text(params, "what"), text(params, "plugin")));
    peer.on("observer.forgetEvents", params -> lookout.deeds().forget());
    peer.on("observer.jvmState", params -> lookout.state());
    peer.on("observer.pools", params -> lookout.pools());
    peer.on("observer.gc", params -> lookout.collect());
    peer.on("observer.histogram", params -> lookout.histogram(text(params, "plugin")));
    peer.on("observer.factoryCycles", new FactoryCycles(plugins, lookout)::run);
    peer.on("observer.callbacks", params -> callbacks(lookout, params));
    peer.on("observer.loader", params -> loader(lookout, plugins, params));
  }

  private static JsonElement interrupt(String call) {
    JsonObject json = new JsonObject();
    json.addProperty("interrupted", CallList.interrupt(call));
    return json;
  }

  private static JsonElement callbacks(Lookout lookout, JsonObject params) {
    lookout.callbacks().set(params.get("on").getAsBoolean());
    return null;
  }

  private static JsonElement loader(Lookout lookout, Plugins plugins, JsonObject params)
      throws RpcError {
    String plugin = text(params, "plugin");
    if (plugins.isLoaded(plugin) || !lookout.loaders().knows(plugin)) {
      throw RpcError.refused("plug-in '" + plugin + "' is loaded, or never was");
    }
    return lookout.fate(plugin, number(params, "gcs", GCS), number(params, "seconds", SECONDS));
  }

  private static String text(JsonObject params, String key) {
    return params.get(key) instanceof JsonPrimitive value ? value.getAsString() : "";
  }

  private static int number(JsonObject params, String key, int otherwise) {
    return params.get(key) instanceof JsonPrimitive value ? value.getAsInt() : otherwise;
  }
}
