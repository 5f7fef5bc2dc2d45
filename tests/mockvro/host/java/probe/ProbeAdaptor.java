package probe;

import ch.dunes.vso.sdk.IServiceRegistry;
import ch.dunes.vso.sdk.IServiceRegistryAdaptor;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import ch.dunes.vso.sdk.api.IPluginPublisher;
import ch.dunes.vso.sdk.api.PluginLicense;
import java.util.ArrayList;
import java.util.List;
import mockvro.control.ControlAdaptor;

/** Records how the host drives it. */
public class ProbeAdaptor extends ControlAdaptor implements IServiceRegistryAdaptor {
  static final List<String> EVENTS = new ArrayList<>();
  static IServiceRegistry registry;
  static IPluginPublisher publisher;

  static synchronized void event(String text) {
    EVENTS.add(text);
  }

  @Override
  public void setPluginName(String name) {
    event("name " + name);
  }

  @Override
  public void setServiceRegistry(IServiceRegistry given) {
    registry = given;
    event("registry");
  }

  @Override
  public void setPluginPublisher(IPluginPublisher given) {
    publisher = given;
    event("publisher tccl=" + (Thread.currentThread().getContextClassLoader() == loader()));
  }

  private static ClassLoader loader() {
    return ProbeAdaptor.class.getClassLoader();
  }

  @Override
  public void installLicenses(PluginLicense[] licenses) {
    event("licenses " + licenses.length);
  }

  @Override
  public IPluginFactory createPluginFactory(
      String session, String user, String password, IPluginNotificationHandler handler) {
    event("factory " + session + " " + user + " " + password);
    return "nobody".equals(session) ? null : new ProbeFactory(session, handler);
  }

  @Override
  public void uninstallPluginFactory(IPluginFactory factory) {
    event("uninstall " + ((ProbeFactory) factory).session);
  }
}
