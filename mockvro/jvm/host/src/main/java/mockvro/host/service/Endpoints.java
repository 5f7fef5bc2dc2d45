package mockvro.host.service;

import ch.dunes.vso.sdk.endpoints.IEndpointConfiguration;
import ch.dunes.vso.sdk.endpoints.IEndpointConfigurationService;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import mockvro.host.rpc.Peer;
import mockvro.host.rpc.RpcError;

/** The endpoint configurations of all plug-ins; the Python side keeps them over restarts. */
public final class Endpoints {
  private final Peer peer;
  private final Map<String, Scope> scopes = new ConcurrentHashMap<>();

  /** Endpoint configurations that are stored through the peer. */
  public Endpoints(Peer peer) {
    this.peer = peer;
  }

  /** The scope of a plug-in with what is stored for it. */
  public IEndpointConfigurationService open(String plugin, String version, JsonArray stored) {
    Scope scope = new Scope(plugin, version);
    for (JsonElement each : stored) {
      JsonObject entry = each.getAsJsonObject();
      String id = entry.get("id").getAsString();
      scope.entries.put(id, Entry.fromJson(id, entry.getAsJsonObject("entries"), version));
    }
    scopes.put(plugin, scope);
    return scope;
  }

  private final class Scope implements IEndpointConfigurationService {
    private final String plugin;
    private final String pluginVersion;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long version = 1;

    Scope(String plugin, String pluginVersion) {
      this.plugin = plugin;
      this.pluginVersion = pluginVersion;
    }

    @Override
    public IEndpointConfigurationService getEndpointConfigurationServiceForPlugin(String name) {
      return scopes.computeIfAbsent(name, other -> new Scope(other, ""));
    }

    @Override
    public synchronized Collection<IEndpointConfiguration> getEndpointConfigurations() {
      List<IEndpointConfiguration> copies = new ArrayList<>();
      for (Entry entry : entries.values()) {
        copies.add(Entry.copy(entry, pluginVersion, version));
      }
      return copies;
    }

    @Override
    public Collection<IEndpointConfiguration> dumpEndpointConfigurations() {
      return getEndpointConfigurations(); // the difference is (unverified) in the product
    }

    @Override
    public synchronized IEndpointConfiguration getEndpointConfiguration(String id) {
      Entry entry = entries.get(id);
      return entry == null ? null : Entry.copy(entry, pluginVersion, version);
    }

    @Override
    public IEndpointConfiguration newEndpointConfiguration() {
      return newEndpointConfiguration(UUID.randomUUID().toString());
    }

    @Override
    public IEndpointConfiguration newEndpointConfiguration(String id) {
      return new Entry(id, pluginVersion, 0);
    }

    @Override
    public String saveEndpointConfiguration(IEndpointConfiguration configuration)
        throws IOException {
      Entry entry = Entry.copy(configuration, pluginVersion, version + 1);
      JsonObject params = params(entry.getId());
      params.add("entries", entry.toJson());
      store("server.endpoint.save", params);
      synchronized (this) {
        version++;
        entries.put(entry.getId(), entry);
      }
      return entry.getId();
    }

    @Override
    public void deleteEndpointConfiguration(String id) throws IOException {
      store("server.endpoint.delete", params(id));
      synchronized (this) {
        version++;
        entries.remove(id);
      }
    }

    @Override
    public synchronized String getVersion() {
      return Long.toString(version);
    }

    private JsonObject params(String id) {
      JsonObject params = new JsonObject();
      params.addProperty("plugin", plugin);
      params.addProperty("id", id);
      return params;
    }

    /** Not under the lock: the answer may need calls that read endpoints. */
    private void store(String method, JsonObject params) throws IOException {
      try {
        peer.ask(method, params);
      } catch (RpcError e) {
        throw new IOException("endpoint configuration not stored: " + e.getMessage(), e);
      }
    }
  }
}
