package mockvro.host.plugin;

import ch.dunes.vso.sdk.IServiceRegistry;
import ch.dunes.vso.sdk.IServiceRegistryAdaptor;
import ch.dunes.vso.sdk.api.IPluginAdaptor;
import ch.dunes.vso.sdk.api.ITokenPluginAdaptor;
import ch.dunes.vso.sdk.api.PluginLicense;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.lang.reflect.InvocationTargetException;
import mockvro.host.observe.Callbacks;
import mockvro.host.observe.Observer;
import mockvro.host.observe.Publisher;
import mockvro.host.observe.Throwables;
import mockvro.host.rpc.RpcError;
import mockvro.host.service.Authentication;

/**
 * Starts the adaptors of a plug-in in the order of {@code reference/plugin-host-protocol.md} §2
 * and measures each step.
 */
final class PluginStart {
  /** One step. */
  @FunctionalInterface
  private interface Step {
    void run() throws Throwable;
  }

  private final Plugin plugin;
  private final IServiceRegistry registry;
  private final Observer observer;
  private final Callbacks callbacks;
  private final JsonArray phases = new JsonArray();

  PluginStart(
      Plugin plugin, IServiceRegistry registry, Observer observer, Callbacks callbacks) {
    this.callbacks = callbacks;
    this.plugin = plugin;
    this.registry = registry;
    this.observer = observer;
  }

  /**
   * Starts all datasources.
   *
   * @return the phases with their duration in milliseconds
   * @throws RpcError with the phase in which the plug-in threw
   */
  JsonArray run() throws RpcError {
    for (JsonObject datasource : Descriptor.list(plugin.descriptor(), "datasources")) {
      start(datasource);
    }
    return phases;
  }

  private void start(JsonObject element) throws RpcError {
    String name = Descriptor.text(element, "name", "");
    IPluginAdaptor[] loaded = new IPluginAdaptor[1];
    step("load", name, () -> loaded[0] = load(Descriptor.text(element, "adaptor_class", "")));
    IPluginAdaptor adaptor = loaded[0];
    step("name", name, () -> adaptor.setPluginName(plugin.name()));
    if (adaptor instanceof IServiceRegistryAdaptor wanting) {
      step("registry", name, () -> wanting.setServiceRegistry(registry));
    }
    if (adaptor instanceof ITokenPluginAdaptor wanting) {
      step("authentication", name, () -> authentication(wanting));
    }
    Publisher publisher = new Publisher(observer, plugin.name(), plugin.watchers()::contains);
    plugin.onUnload(publisher::close);
    step("publisher", name, () -> adaptor.setPluginPublisher(publisher));
    step("licenses", name, () -> adaptor.installLicenses(new PluginLicense[0]));
    plugin.add(
        name,
        new Datasource(
            element,
            adaptor,
            observer,
            plugin.name(),
            type -> plugin.finders().get(type) != null,
            callbacks));
  }

  @SuppressWarnings("deprecation") // the product still calls it
  private static void authentication(ITokenPluginAdaptor adaptor) {
    adaptor.setAuthenticationService(new Authentication());
  }

  private IPluginAdaptor load(String adaptorClass) throws Throwable {
    Class<?> type = Class.forName(adaptorClass, true, plugin.loader());
    try {
      return (IPluginAdaptor) type.getConstructor().newInstance();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private void step(String phase, String datasource, Step step) throws RpcError {
    long start = System.nanoTime();
    try {
      step.run();
    } catch (Throwable e) { // whatever a plug-in throws means that it failed to load
      throw Throwables.threw(phase, e);
    }
    JsonObject done = new JsonObject();
    done.addProperty("phase", phase);
    done.addProperty("datasource", datasource);
    done.addProperty("ms", (System.nanoTime() - start) / 1000 / 1000.0);
    phases.add(done);
  }
}
