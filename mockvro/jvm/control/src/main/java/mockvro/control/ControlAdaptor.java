package mockvro.control;

import ch.dunes.vso.sdk.api.IPluginAdaptor;
import ch.dunes.vso.sdk.api.IPluginEventPublisher;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import ch.dunes.vso.sdk.api.IPluginPublisher;
import ch.dunes.vso.sdk.api.PluginLicense;
import ch.dunes.vso.sdk.api.PluginWatcher;

/**
 * The plug-in that does nothing: a measurement of another plug-in is compared with this one, and a
 * plug-in of a test need say only what it does.
 */
public class ControlAdaptor implements IPluginAdaptor {
  @Override
  public IPluginFactory createPluginFactory(
      String sessionId, String username, String password, IPluginNotificationHandler handler) {
    return new ControlFactory();
  }

  @Override
  public void uninstallPluginFactory(IPluginFactory factory) {}

  @Override
  public void setPluginName(String pluginName) {}

  @Override
  public void setPluginPublisher(IPluginPublisher publisher) {}

  @Override
  public void installLicenses(PluginLicense[] licenses) {}

  @Override
  public void addWatcher(PluginWatcher watcher) {}

  @Override
  public void removeWatcher(String watcherId) {}

  @Override
  public void registerEventPublisher(String type, String id, IPluginEventPublisher publisher) {}

  @Override
  public void unregisterEventPublisher(String type, String id, IPluginEventPublisher publisher) {}
}
