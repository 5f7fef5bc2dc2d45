package mockvro.host.plugin;

import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.QueryResult;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import mockvro.host.finder.Finder;
import mockvro.host.rpc.Peer;
import mockvro.host.rpc.RpcError;
import mockvro.host.script.PluginScripting;
import mockvro.host.script.ScriptEnvironment;
import mockvro.host.script.ServerCallFailed;

/** What scripts reach: the loaded plug-ins, their finders, and the Python side. */
public final class Scripts implements ScriptEnvironment {
  private final Plugins plugins;
  private final Peer peer;

  /** The world of scripts. */
  public Scripts(Plugins plugins, Peer peer) {
    this.plugins = plugins;
    this.peer = peer;
  }

  @Override
  public Collection<? extends PluginScripting> plugins() {
    return Collections.unmodifiableCollection(plugins.all());
  }

  @Override
  public JsonElement server(String method, JsonObject params) throws ServerCallFailed {
    try {
      return peer.ask(method, params);
    } catch (RpcError e) {
      throw new ServerCallFailed(e.getMessage());
    }
  }

  @Override
  public JsonObject describe(String session, Object object) throws Throwable {
    for (Plugin plugin : plugins.all()) {
      Finder finder = plugin.finders().claiming(object);
      // two plug-ins may bundle classes of the same name
      if (finder != null && plugin.finders().declared(finder, object)) {
        try (Context context = plugin.enter()) {
          return plugin.describe(session, object);
        } catch (RpcError e) {
          throw original(e);
        }
      }
    }
    return null;
  }

  @Override
  public Object find(String session, String fullType, String id) throws Throwable {
    return ask(session, fullType, "find", (factory, type) -> factory.find(type, id));
  }

  @Override
  public List<?> findAll(String session, String fullType, String query) throws Throwable {
    return ask(
        session,
        fullType,
        "findAll",
        (factory, type) -> {
          QueryResult found = factory.findAll(type, query);
          boolean none = found == null || found.getElements() == null;
          return none ? List.of() : new ArrayList<>(found.getElements());
        });
  }

  @FunctionalInterface
  private interface FactoryQuestion<T> {
    T ask(IPluginFactory factory, String type) throws Throwable;
  }

  private <T> T ask(String session, String fullType, String phase, FactoryQuestion<T> question)
      throws Throwable {
    int colon = fullType.indexOf(':');
    String type = fullType.substring(colon + 1);
    try {
      Plugin plugin = plugins.get(fullType.substring(0, Math.max(0, colon)));
      try (Context context = plugin.enter()) {
        Finder finder = plugin.finder(type, session);
        Datasource datasource = plugin.datasource(finder.datasource());
        IPluginFactory factory = datasource.factory(plugins.sessions().get(session));
        return datasource.ask(phase, () -> question.ask(factory, type));
      }
    } catch (RpcError e) {
      throw original(e);
    }
  }

  /** Scripts see the exception of the plug-in, not our wrapping. */
  static Throwable original(RpcError error) {
    return error.getCause() == null ? new ServerCallFailed(error.getMessage()) : error.getCause();
  }
}
