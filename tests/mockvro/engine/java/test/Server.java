package test;

import ch.dunes.vso.sdk.api.IPluginFactory;
import ch.dunes.vso.sdk.api.PluginTrigger;
import java.util.Properties;

/** A managed server; its class is the scripting singleton too. */
public class Server {
  private final String id;

  public Server() {
    this(null);
  }

  Server(String id) {
    this.id = id;
  }

  public static Object createScriptingSingleton(IPluginFactory factory) {
    return new Server();
  }

  public String getId() {
    return id;
  }

  public String getHost() {
    return "host of " + id;
  }

  public String ping() {
    return "PONG";
  }

  /** A trigger with what the plug-in itself wants to know. */
  public PluginTrigger trigger(long seconds) {
    PluginTrigger trigger = new PluginTrigger("Test", seconds, "Server", "s1");
    Properties properties = new Properties();
    properties.setProperty("mark", "m1");
    trigger.setProperties(properties);
    return trigger;
  }

  /** Tells all watchers, twice. */
  public void happen(String colour) {
    Properties properties = new Properties();
    properties.setProperty("colour", colour);
    for (String watcher : Adaptor.WATCHERS.keySet()) {
      Adaptor.publisher.pushWatcherEvent(watcher, properties);
      Adaptor.publisher.pushWatcherEvent(watcher, properties);
    }
  }

  /** Tells the policy, late or not. */
  public void trap(String oid) {
    Properties properties = new Properties();
    properties.setProperty("oid", oid);
    Adaptor.registered.pushTrigger("Server", "s1", "OnTrap", properties);
  }

  public void load(double value) {
    Adaptor.registered.pushGauge("Server", "s1", "load", "cpu", value);
  }

  public void note(String text) {
    Adaptor.EVENTS.add(text);
  }

  public String events() {
    return String.join("|", Adaptor.EVENTS);
  }
}
