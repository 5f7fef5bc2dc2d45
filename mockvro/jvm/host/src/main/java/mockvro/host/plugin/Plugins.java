package mockvro.host.plugin;

import ch.dunes.vso.sdk.endpoints.IEndpointConfigurationService;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.vmware.o11n.sdk.system.ISystem;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Future;
import mockvro.host.log.PluginLog;
import mockvro.host.observe.Lookout;
import mockvro.host.observe.Observer;
import mockvro.host.rpc.Peer;
import mockvro.host.rpc.RpcError;
import mockvro.host.service.Endpoints;
import mockvro.host.service.Services;

/** The loaded plug-ins, their sessions; loading and unloading. */
public final class Plugins {
  private final Map<String, Plugin> loaded = new ConcurrentSkipListMap<>();
  private final Sessions sessions = new Sessions();
  private final ClassLoader platform;
  private final Observer observer;
  private final Lookout lookout;
  private final Endpoints endpoints;
  private final Future<PluginLog> log;
  private volatile Runnable unloaded = () -> {};

  /**
   * No plug-ins yet.
   *
   * @param platform the loader that plug-ins with parent {@code platform} hang below; its parent is
   *     the one for {@code common}
   * @param log the log, which starts in the background
   */
  public Plugins(
      ClassLoader platform,
      Peer peer,
      Observer observer,
      Lookout lookout,
      Future<PluginLog> log) {
    this.platform = platform;
    this.observer = observer;
    this.lookout = lookout;
    this.log = log;
    endpoints = new Endpoints(peer);
  }

  /** Calls somebody who keeps classes of plug-ins, after one was unloaded. */
  public void onUnload(Runnable forget) {
    unloaded = forget;
  }

  /** Registers {@code plugin.*} and {@code session.*}. */
  public void serve(Peer peer) {
    peer.on("plugin.load", this::load);
    peer.on("plugin.unload", this::unload);
    peer.on("session.open", this::open);
    peer.on("session.close", this::close);
  }

  /**
   * The name of the plug-in that a request is about.
   *
   * @throws RpcError that it is not loaded
   */
  public String require(JsonObject params) throws RpcError {
    return get(Descriptor.text(params, "plugin")).name();
  }

  /** Whether a plug-in of the name is there. */
  public boolean isLoaded(String name) {
    return loaded.containsKey(name);
  }

  Collection<Plugin> all() {
    return loaded.values();
  }

  Sessions sessions() {
    return sessions;
  }

  Plugin get(String name) throws RpcError {
    Plugin plugin = name == null ? null : loaded.get(name);
    if (plugin == null) {
      throw RpcError.refused("plug-in '" + name + "' is not loaded");
    }
    return plugin;
  }

  private JsonElement load(JsonObject params) throws RpcError {
    String name = Descriptor.text(params, "name", "");
    if (loaded.containsKey(name)) {
      throw RpcError.refused("plug-in '" + name + "' is loaded already");
    }
    Plugin plugin = open(name, params);
    PluginLog.started(log).owns(ownPackages(plugin.descriptor()));
    lookout.ready();
    lookout.loaders().watch(name, plugin.loader());
    JsonArray phases = start(plugin, params);
    loaded.put(name, plugin);
    JsonObject result = new JsonObject();
    result.add("phases", phases);
    return result;
  }

  private Plugin open(String name, JsonObject params) throws RpcError {
    List<File> jars = new ArrayList<>();
    for (JsonElement jar : params.getAsJsonArray("jars")) {
      jars.add(new File(jar.getAsString()));
    }
    boolean common = "common".equals(Descriptor.text(params, "parent"));
    ClassLoader parent = common ? platform.getParent() : platform;
    JsonObject descriptor = params.getAsJsonObject("descriptor");
    String version = Descriptor.text(params, "version", "");
    try {
      PluginLoader loader =
          new PluginLoader(name, jars, parent, this::unreadable, lookout.deeds()::loadsClass);
      Singletons singletons = new Singletons(loader, observer);
      return new Plugin(
          name, version, loader, descriptor, sessions, singletons, lookout.leftovers());
    } catch (MalformedURLException e) {
      throw new RpcError(RpcError.BAD_PARAMS, e.toString(), null);
    }
  }

  private void unreadable(File jar, IOException problem) {
    observer.violation("unreadable-jar", jar.getName() + ": " + problem.getMessage());
  }

  private JsonArray start(Plugin plugin, JsonObject params) throws RpcError {
    JsonArray stored =
        params.get("endpoints") instanceof JsonArray array ? array : new JsonArray();
    IEndpointConfigurationService scope =
        endpoints.open(plugin.name(), plugin.version(), stored);
    Services registry = new Services(observer, plugin.name(), scope, this::installed);
    plugin.onUnload(registry::close);
    try (Context context = plugin.enter()) {
      return new PluginStart(plugin, registry, observer, lookout.callbacks()).run();
    } catch (RpcError e) {
      plugin.closeLoader();
      throw e;
    }
  }

  private ISystem.Plugin[] installed() {
    return loaded.values().stream()
        .map(Plugin::installed)
        .toArray(ISystem.Plugin[]::new);
  }

  /** The packages of the classes that the descriptor names, shortened to three parts. */
  private static List<String> ownPackages(JsonObject descriptor) {
    List<String> packages = new ArrayList<>();
    for (String[] place :
        new String[][] {
          {"datasources", "adaptor_class"}, {"finders", "java_class"}, {"objects", "java_class"}
        }) {
      for (JsonObject each : Descriptor.list(descriptor, place[0])) {
        String[] parts = Descriptor.text(each, place[1], "").split("\\.");
        int kept = Math.min(3, parts.length - 1);
        packages.add(String.join(".", List.of(parts).subList(0, kept)));
      }
    }
    return packages;
  }

  private JsonElement unload(JsonObject params) throws RpcError {
    Plugin plugin = get(Descriptor.text(params, "name"));
    loaded.remove(plugin.name());
    try (Context context = plugin.enter()) {
      plugin.unload();
    } finally {
      unloaded.run();
    }
    return null;
  }

  private JsonElement open(JsonObject params) {
    sessions.open(
        new Session(
            Descriptor.text(params, "session", ""),
            Descriptor.text(params, "user"),
            Descriptor.text(params, "password"),
            Descriptor.flag(params, "internal", false)));
    return null;
  }

  private JsonElement close(JsonObject params) throws RpcError {
    String session = Descriptor.text(params, "session", "");
    RpcError failed = null;
    for (Plugin plugin : loaded.values()) {
      try (Context context = plugin.enter()) {
        plugin.close(session);
      } catch (RpcError e) { // the other plug-ins still have to be told
        failed = e;
      }
    }
    sessions.close(session);
    if (failed != null) {
      throw failed;
    }
    return null;
  }
}
