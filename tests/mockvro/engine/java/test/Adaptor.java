package test;

import ch.dunes.vso.sdk.api.IPluginAdaptor;
import ch.dunes.vso.sdk.api.IPluginEventPublisher;
import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.IPluginNotificationHandler;
import ch.dunes.vso.sdk.api.IPluginPublisher;
import ch.dunes.vso.sdk.api.PluginLicense;
import ch.dunes.vso.sdk.api.PluginWatcher;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records what the host does about events, and keeps whom to tell. */
public class Adaptor implements IPluginAdaptor {
  static final List<String> EVENTS = new CopyOnWriteArrayList<>();
  static final Map<String, PluginWatcher> WATCHERS = new ConcurrentHashMap<>();
  static IPluginEventPublisher registered;
  static IPluginPublisher publisher;

  @Override
  public void setPluginName(String name) {}

  @Override
  public void setPluginPublisher(IPluginPublisher given) {
    publisher = given;
  }

  @Override
  public void addWatcher(PluginWatcher watcher) {
    EVENTS.add(
        "add timeout=" + (watcher.getTimeoutDate() > 0) + " mark="
            + watcher.getTrigger().getProperties().getProperty("mark"));
    WATCHERS.put(watcher.getId(), watcher);
  }

  @Override
  public void removeWatcher(String id) {
    EVENTS.add("remove known=" + (WATCHERS.remove(id) != null));
  }

  @Override
  public void registerEventPublisher(String type, String id, IPluginEventPublisher given) {
    EVENTS.add("register " + type + " " + id);
    registered = given;
  }

  @Override
  public void unregisterEventPublisher(String type, String id, IPluginEventPublisher given) {
    EVENTS.add("unregister " + type + " " + id + " same=" + (registered == given));
  }

  @Override
  public IPluginFactory createPluginFactory(
      String session, String user, String password, IPluginNotificationHandler handler) {
    return new Factory();
  }

  @Override
  public void uninstallPluginFactory(IPluginFactory factory) {}

  @Override
  public void installLicenses(PluginLicense[] licenses) {}
}
