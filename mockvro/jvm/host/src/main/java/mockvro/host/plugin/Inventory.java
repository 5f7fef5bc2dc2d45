package mockvro.host.plugin;

import ch.dunes.vso.sdk.api.HasChildrenResult;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.QueryResult;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;
import mockvro.host.finder.Facts;
import mockvro.host.finder.Finder;
import mockvro.host.rpc.Handler;
import mockvro.host.rpc.Peer;
import mockvro.host.rpc.RpcError;

/**
 * The finder calls ({@code reference/plugin-host-protocol.md} §4). Every answer of a plug-in is
 * foreign: copied, never changed, null tolerated.
 */
public final class Inventory {
  private final Plugins plugins;

  /** The inventories of the plug-ins. */
  public Inventory(Plugins plugins) {
    this.plugins = plugins;
  }

  /** Registers {@code finder.*}. */
  public void serve(Peer peer) {
    peer.on("finder.find", asked(Inventory::find));
    peer.on("finder.findAll", asked(Inventory::findAll));
    peer.on("finder.findRelation", asked(Inventory::findRelation));
    peer.on("finder.hasChildren", asked(Inventory::hasChildren));
    peer.on("finder.invalidate", asked(Inventory::invalidate));
    peer.on("finder.invalidateAll", params -> eachFactory(params, IPluginFactory::invalidateAll));
    peer.on("finder.command", this::command);
  }

  /** A finder call with everything it needs at hand. */
  private record Asked(
      JsonObject params,
      Plugin plugin,
      Finder finder,
      Datasource datasource,
      IPluginFactory factory) {

    String text(String key) {
      return Descriptor.text(params, key);
    }

    boolean properties() {
      return Descriptor.flag(params, "properties", false);
    }

    Facts facts() {
      return plugin.facts(Descriptor.text(params, "session", ""));
    }

    <T> T ask(String phase, Datasource.Question<T> question) throws RpcError {
      return datasource.ask(phase, question);
    }
  }

  @FunctionalInterface
  private interface FinderCall {
    JsonElement answer(Asked asked) throws RpcError;
  }

  @FunctionalInterface
  private interface FactoryCall {
    void on(IPluginFactory factory) throws Exception;
  }

  private Handler asked(FinderCall call) {
    return params -> {
      Plugin plugin = plugins.get(Descriptor.text(params, "plugin"));
      try (Context context = plugin.enter()) {
        String session = Descriptor.text(params, "session", "");
        String key = params.has("parentType") ? "parentType" : "type";
        Finder finder = plugin.finder(Descriptor.text(params, key, ""), session);
        Datasource datasource = plugin.datasource(finder.datasource());
        IPluginFactory factory = datasource.factory(plugins.sessions().get(session));
        return call.answer(new Asked(params, plugin, finder, datasource, factory));
      }
    };
  }

  private static JsonElement find(Asked asked) throws RpcError {
    String type = asked.finder().type();
    String id = asked.text("id");
    Object found = asked.ask("find", () -> asked.factory().find(type, id));
    return found == null ? null : asked.facts().of(asked.finder(), found, asked.properties());
  }

  private static JsonElement findAll(Asked asked) throws RpcError {
    String query = asked.text("query") == null ? "" : asked.text("query"); // null fails in Redis
    QueryResult found =
        asked.ask("findAll", () -> asked.factory().findAll(asked.finder().type(), query));
    JsonObject result = new JsonObject();
    result.addProperty("result", found == null ? "null" : "ok");
    List<?> elements = found == null ? null : found.getElements();
    result.addProperty("elementsNull", elements == null);
    result.addProperty("total", found == null ? 0 : found.getTotalCount());
    result.addProperty("partial", found != null && found.isPartialResult());
    result.add("elements", elements(asked, "findAll", asked.finder(), elements));
    return result;
  }

  private static JsonElement findRelation(Asked asked) throws RpcError {
    String parent = asked.text("parentId");
    String relation = asked.text("relation");
    List<?> found =
        asked.ask(
            "findRelation",
            () -> asked.factory().findRelation(asked.finder().type(), parent, relation));
    String child = asked.finder().relations().get(relation);
    Finder expected = child == null ? null : asked.plugin().finders().get(child);
    JsonObject result = new JsonObject();
    result.addProperty("result", found == null ? "null" : "ok");
    result.add("elements", elements(asked, "findRelation", expected, found));
    return result;
  }

  /** The facts of each element; lazy lists of the plug-in may fail while they are copied. */
  private static JsonArray elements(Asked asked, String phase, Finder expected, List<?> found)
      throws RpcError {
    JsonArray facts = new JsonArray();
    if (found == null) {
      return facts;
    }
    List<?> copy = asked.ask(phase, () -> new ArrayList<>(found));
    for (Object element : copy) {
      facts.add(element == null ? JsonNull.INSTANCE : facts(asked, expected, element));
    }
    return facts;
  }

  /** An element has the type of the finder that claims its class, else the expected one. */
  private static JsonObject facts(Asked asked, Finder expected, Object element) throws RpcError {
    Finder claiming = asked.plugin().finders().claiming(element, expected);
    Finder finder = claiming == null ? expected : claiming;
    if (finder != null && finder.dynamic()) {
      finder = asked.plugin().finder(finder.type(), Descriptor.text(asked.params(), "session", ""));
    }
    JsonObject facts = asked.facts().of(finder, element, asked.properties());
    if (expected != null) { // what was asked for decides, not what another finder claims
      facts.addProperty("declared", asked.plugin().finders().declared(expected, element));
    }
    return facts;
  }

  private static JsonElement hasChildren(Asked asked) throws RpcError {
    String parent = asked.text("parentId");
    String relation = asked.text("relation");
    HasChildrenResult result =
        asked.ask(
            "hasChildrenInRelation",
            () -> asked.factory().hasChildrenInRelation(asked.finder().type(), parent, relation));
    return result == null ? null : new JsonPrimitive(result.name());
  }

  private static JsonElement invalidate(Asked asked) throws RpcError {
    asked.ask(
        "invalidate",
        () -> {
          asked.factory().invalidate(asked.finder().type(), asked.text("id"));
          return null;
        });
    return null;
  }

  private JsonElement command(JsonObject params) throws RpcError {
    String command = Descriptor.text(params, "command");
    return eachFactory(params, factory -> factory.executePluginCommand(command));
  }

  /** Calls without a type go to every datasource of the plug-in. */
  private JsonElement eachFactory(JsonObject params, FactoryCall call) throws RpcError {
    Plugin plugin = plugins.get(Descriptor.text(params, "plugin"));
    Session session = plugins.sessions().get(Descriptor.text(params, "session", ""));
    String phase = params.has("command") ? "executePluginCommand" : "invalidateAll";
    try (Context context = plugin.enter()) {
      for (Datasource datasource : plugin.datasources()) {
        IPluginFactory factory = datasource.factory(session);
        datasource.ask(
            phase,
            () -> {
              call.on(factory);
              return null;
            });
      }
    }
    return null;
  }
}
