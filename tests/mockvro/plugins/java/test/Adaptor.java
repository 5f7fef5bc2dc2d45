package test;

import ch.dunes.vso.sdk.IServiceRegistry;
import ch.dunes.vso.sdk.IServiceRegistryAdaptor;
import ch.dunes.vso.sdk.api.IPluginAdaptor;
import ch.dunes.vso.sdk.api.IPluginEventPublisher;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import ch.dunes.vso.sdk.api.IPluginPublisher;
import ch.dunes.vso.sdk.api.PluginLicense;
import ch.dunes.vso.sdk.api.PluginWatcher;
import ch.dunes.vso.sdk.endpoints.IEndpointConfigurationService;

/** Keeps its servers as endpoint configurations. */
public class Adaptor implements IPluginAdaptor, IServiceRegistryAdaptor {
  static IEndpointConfigurationService endpoints;

  @Override
  public void setServiceRegistry(IServiceRegistry registry) {
    endpoints =
        (IEndpointConfigurationService)
            registry.getService(IServiceRegistry.ENDPOINT_CONFIGURATION_SERVICE);
  }

  @Override
  public IPluginFactory createPluginFactory(
      String session, String user, String password, IPluginNotificationHandler handler) {
    return new Factory();
  }

  @Override
  public void uninstallPluginFactory(IPluginFactory factory) {}

  @Override
  public void registerEventPublisher(String type, String id, IPluginEventPublisher publisher) {}

  @Override
  public void unregisterEventPublisher(String type, String id, IPluginEventPublisher publisher) {}

  @Override
  public void installLicenses(PluginLicense[] licenses) {}

  @Override
  public void setPluginName(String name) {}

  @Override
  public void setPluginPublisher(IPluginPublisher publisher) {}

  @Override
  public void addWatcher(PluginWatcher watcher) {}

  @Override
  public void removeWatcher(String id) {}
}
