package watched;

import ch.dunes.vso.sdk.IServiceRegistry;
import ch.dunes.vso.sdk.IServiceRegistryAdaptor;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import ch.dunes.vso.sdk.api.IPluginPublisher;
import mockvro.control.ControlAdaptor;

/** Does nothing by itself. */
public class WatchedAdaptor extends ControlAdaptor implements IServiceRegistryAdaptor {
  static volatile IServiceRegistry registry;
  static volatile IPluginPublisher publisher;

  @Override
  public void setServiceRegistry(IServiceRegistry given) {
    registry = given;
  }

  @Override
  public void setPluginPublisher(IPluginPublisher given) {
    publisher = given;
  }

  @Override
  public IPluginFactory createPluginFactory(
      String session, String user, String password, IPluginNotificationHandler handler) {
    return new WatchedFactory(handler);
  }
}
