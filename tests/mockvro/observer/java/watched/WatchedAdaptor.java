package watched;

import ch.dunes.vso.sdk.IServiceRegistry;
import ch.dunes.vso.sdk.IServiceRegistryAdaptor;
import ch.dunes.vso.sdk.api.IPluginAdaptor;
import ch.dunes.vso.sdk.api.IPluginEventPublisher;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import ch.dunes.vso.sdk.api.IPluginPublisher;
import ch.dunes.vso.sdk.api.PluginLicense;
import ch.dunes.vso.sdk.api.PluginWatcher;

/** Does nothing by itself. */
public class WatchedAdaptor implements IPluginAdaptor, IServiceRegistryAdaptor {
  static volatile IServiceRegistry registry;
  static volatile IPluginPublisher publisher;

  @Override
  public void setServiceRegistry(IServiceRegistry given) {
    registry = given;
  }

  @Override
  public void setPluginName(String name) {}

  @Override
  public void setPluginPublisher(IPluginPublisher given) {
    publisher = given;
  }

  @Override
  public void installLicenses(PluginLicense[] licenses) {}

  @Override
  public IPluginFactory createPluginFactory(
      String session, String user, String password, IPluginNotificationHandler handler) {
    return new WatchedFactory(handler);
  }

  @Override
  public void uninstallPluginFactory(IPluginFactory factory) {}

  @Override
  public void addWatcher(PluginWatcher watcher) {}

  @Override
  public void removeWatcher(String id) {}

  @Override
  public void registerEventPublisher(String type, String id, IPluginEventPublisher publisher) {}

  @Override
  public void unregisterEventPublisher(String type, String id, IPluginEventPublisher publisher) {}
}
