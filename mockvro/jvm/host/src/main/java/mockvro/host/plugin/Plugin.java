package mockvro.host.plugin;

import ch.dunes.vso.sdk.api.IDynamicFinder;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.SDKFinderProperty;
import com.google.gson.JsonObject;
import com.vmware.o11n.sdk.system.ISystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import mockvro.host.finder.Facts;
import mockvro.host.finder.Finder;
import mockvro.host.finder.Finders;
import mockvro.host.finder.WireValues;
import mockvro.host.observe.Leftovers;
import mockvro.host.rpc.RpcError;
import mockvro.host.script.PluginScripting;

/** A plug-in that is loaded or being loaded. */
final class Plugin implements PluginScripting {
  private final String name;
  private final String version;
  private final PluginLoader loader;
  private final JsonObject descriptor;
  private final Finders finders;
  private final Sessions sessions;
  private final Map<String, Datasource> datasources = new LinkedHashMap<>();
  private final Singletons singletons;
  private final Set<String> watchers = ConcurrentHashMap.newKeySet();
  private final Leftovers leftovers;
  private final List<Runnable> closing = new ArrayList<>();

  Plugin(
      String name,
      String version,
      PluginLoader loader,
      JsonObject descriptor,
      Sessions sessions,
      Singletons singletons,
      Leftovers leftovers) {
    this.name = name;
    this.version = version;
    this.loader = loader;
    this.descriptor = descriptor;
    this.sessions = sessions;
    this.singletons = singletons;
    this.leftovers = leftovers;
    finders = new Finders(descriptor, loader);
  }

  @Override
  public String name() {
    return name;
  }

  /** As the plug-in service tells it; a build number that is none counts as 0. */
  ISystem.Plugin installed() {
    String build = Descriptor.text(descriptor, "build_number", "");
    boolean number = build.matches("-?\\d{1,18}");
    return new ISystem.Plugin(name, version, number ? Long.parseLong(build) : 0);
  }

  String version() {
    return version;
  }

  /** Begins a call into this plug-in; closing it ends the call. */
  Context enter() {
    return Context.enter(name, loader, leftovers);
  }

  @Override
  public void called(ClassLoader given, boolean wasInterrupted) {
    leftovers.look(name, given, wasInterrupted);
  }

  @Override
  public ClassLoader loader() {
    return loader;
  }

  @Override
  public JsonObject descriptor() {
    return descriptor;
  }

  Finders finders() {
    return finders;
  }

  void add(String datasource, Datasource started) {
    datasources.put(datasource, started);
  }

  Iterable<Datasource> datasources() {
    return datasources.values();
  }

  /** Calls somebody when this plug-in has been unloaded. */
  void onUnload(Runnable close) {
    closing.add(close);
  }

  /** Ids of the watchers that were added and not removed. */
  Set<String> watchers() {
    return watchers;
  }

  /**
   * The datasource that events of a type come from.
   *
   * @param type a finder's type; null or unknown means the first datasource
   * @throws RpcError that there is none
   */
  Datasource eventSource(String type) throws RpcError {
    Finder finder = type == null ? null : finders.get(type);
    if (finder != null) {
      return datasource(finder.datasource());
    }
    for (Datasource first : datasources.values()) {
      return first;
    }
    throw RpcError.refused("plug-in " + name + " has no datasource");
  }

  /** The facts about objects of this plug-in; nested plug-in objects become references. */
  Facts facts(String session) {
    return new Facts(finders, new WireValues(object -> describe(session, object)));
  }

  /** The datasource of a finder or singleton. */
  Datasource datasource(String named) throws RpcError {
    Datasource datasource = datasources.get(named);
    if (datasource == null) {
      throw RpcError.refused("plug-in " + name + " has no datasource '" + named + "'");
    }
    return datasource;
  }

  /** The finder of a type, with what a dynamic factory adds. */
  Finder finder(String type, String session) throws RpcError {
    Finder finder = finders.get(type);
    if (finder == null) {
      throw RpcError.refused("plug-in " + name + " declares no finder type '" + type + "'");
    }
    return finder.dynamic() ? dynamic(finder, session) : finder;
  }

  private Finder dynamic(Finder finder, String session) throws RpcError {
    Datasource datasource = datasource(finder.datasource());
    IPluginFactory factory = datasource.factory(sessions.get(session));
    if (!(factory instanceof IDynamicFinder told)) {
      return finder;
    }
    return datasource.ask(
        "dynamicFinder",
        () -> {
          List<Finder.Property> properties = new ArrayList<>();
          for (SDKFinderProperty each : told.getProperties(finder.type())) {
            properties.add(
                new Finder.Property(
                    each.getAttributeName(), each.getBeanProperty(), each.getPropertyAccessor()));
          }
          return finder.with(finder.type(), told.getIdAccessor(finder.type()), properties);
        });
  }

  /** The payload of {@code sdk-object} for an object; null when no finder claims its class. */
  JsonObject describe(String session, Object object) throws Throwable {
    Finder claiming = finders.claiming(object);
    if (claiming == null) {
      return null;
    }
    Finder finder = finder(claiming.type(), session);
    String id = Facts.id(finder, object);
    JsonObject reference = new JsonObject();
    reference.addProperty("type", name + ":" + finder.type());
    reference.addProperty("id", id);
    reference.addProperty("display", Facts.display(finder, object, id));
    return reference;
  }

  @Override
  public Object singleton(String session, JsonObject object) throws Throwable {
    try (Context context = enter()) {
      return madeSingleton(session, object);
    } catch (RpcError e) {
      throw Scripts.original(e);
    }
  }

  private Object madeSingleton(String session, JsonObject object) throws Throwable {
    JsonObject singleton = object.getAsJsonObject("singleton");
    Datasource datasource = datasource(Descriptor.text(singleton, "datasource"));
    return singletons.get(
        session,
        Descriptor.text(singleton, "script_name"),
        Descriptor.text(object, "java_class"),
        datasource.factory(sessions.get(session)));
  }

  /** Ends a session in all datasources. */
  void close(String session) throws RpcError {
    singletons.close(session);
    for (Datasource datasource : datasources.values()) {
      datasource.close(session);
    }
  }

  /** Ends all sessions and lets the jars go. */
  void unload() throws RpcError {
    try {
      for (Datasource datasource : datasources.values()) {
        datasource.closeAll();
      }
    } finally {
      closing.forEach(Runnable::run);
      closeLoader();
    }
  }

  void closeLoader() {
    try {
      loader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
